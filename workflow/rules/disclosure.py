"""May everybody read it who will: family, school, health and the tribunal?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workflow.address import gives_away
from workflow.checks import Found, stop
from workflow.facts import Facts
from workflow.passages import passages, worded
from workflow.rules import DEFAULT, rule


@rule("domain.md 1.4: issued advice is read by family, school and health", DEFAULT)
def it_is_safe_to_disclose(facts: Facts, on: date) -> str | None:
    """Whoever issues confirms that nothing in it may not be read by those who will read it."""
    if facts.proposed("safe_to_disclose") is False:
        return "Advice that is not safe to disclose cannot be issued: return the draft."
    return None


@stop("domain.md 4, event 33: a protected address is looked for before issue", DEFAULT)
def a_protected_address_is_nowhere_in_the_advice(facts: Facts, on: date) -> Iterator[Found]:
    """Where the address is protected, neither its first line nor its postcode stands anywhere in the advice."""
    kept, content = facts.person.kept_private, facts.draft.content
    for one in passages(content):
        if any(gives_away(one.text, telling) for telling in kept):
            where = worded(content, one.place)
            yield Found(one.place, f"The address must be kept private, and is told in {where}: take it out.")
