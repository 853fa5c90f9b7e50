"""Can the family rely on the services in the community that the advice tells them of?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workflow.directory.signposts import doubts
from workflow.facts import Facts
from workflow.rule import DEFAULT
from workflow.writing.checks import Found, warn


@warn("Social care advice page, signposting; 12 months are a default of the project", DEFAULT)
def signposted_services_are_current_and_for_this_age(facts: Facts, on: date) -> Iterator[Found]:
    """A service that is signposted is still there, was looked at within a year, and takes people of this age."""
    for place, reason in doubts(facts.draft.content, facts.person.born, on):
        yield Found(place, reason)
