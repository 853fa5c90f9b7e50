"""Does a form offer the people whom its question can mean, each by the team that they work in?"""

from __future__ import annotations

import pytest

from tests.browsing import Browser
from tests.calls import taken
from tests.place import Place
from tests.test_drafts import drafting


def offered(page: str, code: str) -> str:
    """What a list to choose from offers."""
    return page.partition(f'<select class="govuk-select" id="{code}"')[2].partition("</select>")[0]


@pytest.mark.parametrize("action", ["pass_to_lead_professional", "settle_dispute_for_lead_professional"])
def test_a_lead_professional_is_chosen_from_those_who_support_people(northmere: Place, action: str) -> None:
    reference, _ = taken(northmere)
    northmere.does("officer", reference, "escalate_dispute")
    who = "dsco" if action.startswith("settle") else "officer"
    people = offered(Browser(northmere, who).get(f"/requests/{reference}/steps/{action}"), "lead_professional")
    assert "Social Worker, Disabled Children&#39;s Team" in people
    for name in ("administrator", "auditor", "officer", "caseworker", "reviewer", "dsco"):
        assert northmere.email(name) not in people, name


def test_nobody_who_only_looks_or_administers_is_offered_work(northmere: Place) -> None:
    page = Browser(northmere, "officer").get(f"/requests/{drafting(northmere)}/steps/submit_for_review")
    people = offered(page, "reviewer")
    assert northmere.email("reviewer") in people
    assert northmere.email("administrator") not in people
    assert northmere.email("auditor") not in people
