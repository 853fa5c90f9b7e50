"""Does a page name every source in words that a council can follow, and the API in those that an engineer can?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from web.desk.questions import EVERYTHING
from web.sources import in_public
from workflow.asking.question_sets import question_sets
from workflow.asking.questions import Question
from workflow.pathway import PATHWAY
from workflow.referrals import KIND


def sources(questions: Iterable[Question]) -> Iterator[str]:
    for one in questions:
        yield one.source
        yield from sources(one.items)


def every_source() -> set[str]:
    asked = {source for one in question_sets().values() for source in sources(one.questions)}
    rules = {need.cite for row in PATHWAY for need in row.needs} | {row.cite for row in PATHWAY}
    duties = {cite for kind in KIND.values() for cite in (kind.cite, kind.charging_cite)}
    return {*asked, *rules, *duties, *sources(EVERYTHING)}


def test_no_source_names_a_paper_that_a_council_does_not_have() -> None:
    found = every_source()
    assert sum(".md" in source for source in found) > 50
    assert not [source for source in found if ".md" in in_public(source) or not in_public(source).strip()]


@pytest.mark.parametrize(
    ("source", "public"),
    [
        ("SEND Regulations 2014, regulation 8(1)", "SEND Regulations 2014, regulation 8(1)"),
        ("domain.md 1.1", "The law, as this service reads it"),
        ("domain.md 9, ruling 6", "This service's own rule, where the law leaves it open"),
        (
            "Mental Capacity Act 2005, sections 1 to 3; domain.md 3.6",
            "Mental Capacity Act 2005, sections 1 to 3; Good practice, as this service understands it",
        ),
        (
            "domain.md 4, event 31: a referral is chased in its own right",
            "Good practice, as this service understands it: a referral is chased in its own right",
        ),
        ("domain.md 3.11: issuedTo", "Good practice, as this service understands it"),
        ("IPSEA (domain.md 0, finding 3): it is not advice", "IPSEA: it is not advice"),
        ("api.md, note; pathway.md, note", "This service's own rule"),
        ("docs/checks.md", "How this service checks the words of advice"),
    ],
)
def test_a_source_reads_as_law_as_practice_or_as_our_own_rule(source: str, public: str) -> None:
    assert in_public(source) == public
