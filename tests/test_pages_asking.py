"""Does a SEND caseworker ask for advice in few pages, typing nothing twice and losing nothing?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.unfinished import Unfinished
from tests import answers
from tests.browsing import Browser
from tests.lists import child, taken
from tests.place import Place
from tests.sitting import Sitting
from tests.tour import counted
from web.ask import unsent
from workflow.asking.question_sets import question_sets

NAMED = {
    "person.given_name": "ivy",
    "person.family_name": "Tested",
    "person.date_of_birth.day": "14",
    "person.date_of_birth.month": "5",
    "person.date_of_birth.year": "2017",
}
NOBODY = {"involvement.status": "none"}
REFERENCE = re.compile(r"SCA-\d{4}-\d{6}")


@pytest.fixture
def at_desk(northmere: Place) -> Sitting:
    return Sitting(northmere, "caseworker")


def known(place: Place, **changed: Any) -> str:
    """Somebody who was asked about before, by that request."""
    return place.ask(person=answers.child(family_name="Tested", **changed))


def made(place: Place, page: str) -> Any:
    """The request that the page of confirmation names."""
    return place.get("caseworker", f"/requests/{REFERENCE.search(page)[0]}")  # type: ignore[index]


def begun(place: Place) -> int:
    with Session(place.storage.engine) as session:
        return len(session.scalars(select(Unfinished).where(Unfinished.authority_id == place.authority_id)).all())


def test_advice_for_somebody_known_is_asked_for_in_four_pages(northmere: Place, at_desk: Sitting) -> None:
    before = known(northmere)
    at_desk.open("/ask")
    shown = at_desk.press({**NAMED, "reason": "reassessment"})
    assert f"/requests/{before}" in shown
    assert "Known to us" in shown
    at_desk.press(NOBODY)
    sent = at_desk.press()
    assert at_desk.seen == 4
    request = made(northmere, sent)
    assert (request["reason"], request["person"]["given_name"]) == ("reassessment", "Ivy")
    assert request["person"]["contacts"][0]["name"] == "Ana Example"
    assert request["clocks"][0]["working"][0] in sent
    assert "Children and Families Contact" in sent
    assert begun(northmere) == 0


def test_an_open_request_for_the_same_reason_is_shown_before_anything_is_sent(
    northmere: Place, at_desk: Sitting
) -> None:
    before = known(northmere)
    at_desk.open("/ask")
    shown = at_desk.press({**NAMED, "reason": "ehc_needs_assessment"})
    checked = at_desk.press(NOBODY)
    for page in (shown, checked):
        assert "being asked for already" in page
        assert f'href="/requests/{before}"' in page
    assert "Ask for advice a second time" in checked


def test_whoever_a_name_alone_may_mean_is_shown_with_their_requests(northmere: Place, at_desk: Sitting) -> None:
    before, unknown = known(northmere), known(northmere, date_of_birth=None, given_name="Ivo")
    at_desk.open("/ask")
    page = at_desk.press({"person.family_name": "tested", "person.given_name": "i", "reason": "reassessment"})
    assert before in page
    assert unknown in page
    at_desk.press(status=422)
    choices = re.findall(r'name="known" type="radio" value="([^"]+)"', page)
    assert len(choices) == 2, "who cannot be told from others is no choice"
    at_desk.press({"known": choices[0]})
    at_desk.press(NOBODY)
    person = made(northmere, at_desk.press())["person"]
    assert (person["given_name"], person["date_of_birth"]) == ("Ivy", "2017-05-14")


def test_somebody_of_whom_a_number_is_the_same_and_the_name_another_is_not_taken_for_granted(
    northmere: Place, at_desk: Sitting
) -> None:
    known(northmere, social_care_id="C-77")
    at_desk.open("/ask")
    page = at_desk.press(
        {**NAMED, "person.given_name": "Olive", "person.social_care_id": "C-77", "reason": "reassessment"}
    )
    assert "Is it one of these people?" in page


def test_somebody_new_is_told_of_once_and_asked_about(northmere: Place, at_desk: Sitting) -> None:
    at_desk.open("/ask")
    page = at_desk.press({**NAMED, "reason": "family_request"})
    assert "Somebody new" in page
    at_desk.press({"person.contacts.0.name": "Bea", "person.contacts.0.relationship": "parent"})
    assert "On whose behalf is this asked?" in at_desk.page
    checked = at_desk.press(
        {**NOBODY, "provision_in_place.0.kind": "voluntary", "provision_in_place.0.text": "A club."}
    )
    assert "Support from a voluntary organisation, A club." in checked
    request = made(northmere, at_desk.press())
    assert [one["name"] for one in request["person"]["contacts"]] == ["Bea"]


@pytest.mark.parametrize(
    ("reason", "asked", "not_asked"),
    [
        ("annual_review", "review_meeting_on", "order_due_on"),
        ("tribunal_order", "order_due_on", "review_meeting_on"),
        ("reassessment", "reassessment_notified_on", "ehc_needs_assessment_requested_on"),
        ("ehc_needs_assessment", "ehc_needs_assessment_decided_on", "requested_by"),
    ],
)
def test_only_what_applies_to_the_reason_is_asked(
    northmere: Place, at_desk: Sitting, reason: str, asked: str, not_asked: str
) -> None:
    known(northmere)
    at_desk.open("/ask")
    at_desk.press({**NAMED, "reason": reason})
    fields = at_desk.values()
    assert any(name.startswith(asked) for name in fields)
    assert not any(name.startswith(not_asked) for name in fields)


def test_every_question_of_a_request_stands_on_one_page_of_some_reason(northmere: Place, at_desk: Sitting) -> None:
    known(northmere)
    found: set[str] = {"person"}
    for option in question_sets()["request_advice"].by_code["reason"].options:
        at_desk.open("/ask")
        found |= {name.split(".")[0] for name in re.findall(r'name="([^"]+)"', at_desk.page)}
        at_desk.press({**NAMED, "reason": option.code})
        found |= {name.split(".")[0] for name in re.findall(r'name="([^"]+)"', at_desk.page)}
    asked = {one.code for one in question_sets()["request_advice"].questions if not one.filled_in}
    assert set(unsent.ONLY_FOR) <= asked <= found


def test_what_is_changed_from_the_last_page_leads_back_to_it_and_nothing_is_lost(
    northmere: Place, at_desk: Sitting
) -> None:
    known(northmere)
    at_desk.open("/ask")
    at_desk.press({**NAMED, "reason": "reassessment"})
    checked = at_desk.press({**NOBODY, "identified_needs": "Weekends & nights"})
    links = re.findall(r'href="(/ask/\w+/\w+#[\w-]+)"', checked)
    assert any(link.endswith("#identified_needs") for link in links)
    at_desk.open(links[0].split("#")[0])
    asked_anew = at_desk.press({"reason": "annual_review"})
    assert "On what day is the annual review meeting?" in asked_anew
    assert "Weekends &amp; nights" in asked_anew
    assert "Answer this: On what day is the annual review meeting?" in at_desk.press(status=422)
    meeting = zip(("day", "month", "year"), ("1", "2", "2027"), strict=True)
    again = at_desk.press({f"review_meeting_on.{part}": said for part, said in meeting})
    assert "1 February 2027" in again
    assert "Weekends &amp; nights" in again


def test_what_is_less_usual_is_folded_away_until_something_of_it_was_said(northmere: Place, at_desk: Sitting) -> None:
    known(northmere)
    at_desk.open("/ask")
    at_desk.press({**NAMED, "reason": "reassessment"})
    at_desk.press(NOBODY)
    assert 'govuk-details" open' not in at_desk.open(f"{at_desk.path}/when")
    assert 'govuk-details" open' in at_desk.press({"parent_told_on.day": "1"}, status=422)


def test_who_is_a_lead_professional_gets_it_at_once(northmere: Place, at_desk: Sitting) -> None:
    known(northmere)
    at_desk.open("/ask")
    page = at_desk.press({**NAMED, "reason": "reassessment"})
    assert "early help worker whom we employ" in page
    lead = {"involvement.status": "active", "involvement.lead_professional": northmere.email("social_worker")}
    checked = at_desk.press(lead)
    assert "It goes to <strong>Disabled Children&#39;s Team</strong>" in checked
    request = made(northmere, at_desk.press())
    assert (request["state"], request["held_by"]["team"]) == ("drafting", "disabled_children")


def test_what_is_not_sent_waits_for_whoever_began_it_and_for_nobody_else(northmere: Place, at_desk: Sitting) -> None:
    known(northmere)
    at_desk.open("/ask")
    at_desk.press({**NAMED, "reason": "reassessment"})
    key = at_desk.path.split("/")[2]
    assert "Begun and not sent" in at_desk.open("/ask")
    other = Browser(northmere, "send_manager")
    assert "Begun and not sent" not in other.get("/ask")
    other.get(f"/ask/{key}", 404)
    at_desk.post(f"/ask/{key}/throw-away", {}, on="/ask")
    assert begun(northmere) == 0


def test_answers_changed_in_another_window_are_shown_before_they_are_sent(northmere: Place, at_desk: Sitting) -> None:
    known(northmere)
    at_desk.open("/ask")
    at_desk.press({**NAMED, "reason": "reassessment"})
    at_desk.press(NOBODY)
    key = at_desk.path.split("/")[2]
    at_desk.post(
        f"/ask/{key}/when",
        {"received_on.day": "1", "received_on.month": "3", "received_on.year": "2026", "involvement.status": "past"},
    )
    page = at_desk.press(status=409)
    assert "changed these answers in another window" in page
    assert "Known in the past" in page
    assert made(northmere, at_desk.press())["clocks"][0]["started_on"] == "2026-03-01"


def test_asking_takes_few_statements_and_only_the_send_team_asks(northmere: Place, at_desk: Sitting) -> None:
    for number in range(4):
        known(northmere, date_of_birth=f"2015-01-0{number + 1}")
    at_desk.open("/ask")
    with counted(northmere.storage.engine) as sent:
        at_desk.press({"person.family_name": "Tested", "person.given_name": "Ivy", "reason": "reassessment"})
    assert len(sent) <= 16, "both the search and the page that shows whom it may mean"
    Browser(northmere, "officer").get("/ask", 403)


def test_a_form_carried_over_the_signing_in_is_shown_as_it_was_typed(northmere: Place, at_desk: Sitting) -> None:
    at_desk.open("/ask")
    assert "before you were signed out" in at_desk.press({**NAMED, "reason": "reassessment", "restored": "yes"})
    assert at_desk.values()["person.family_name"] == "Tested"


def test_a_review_that_is_listed_is_pointed_to(northmere: Place, at_desk: Sitting) -> None:
    taken(northmere, [row := child(1)])
    at_desk.open("/ask")
    born = dict(zip(("year", "month", "day"), row["date_of_birth"].split("-"), strict=True))
    page = at_desk.press({
        "person.given_name": row["given_name"], "person.family_name": row["family_name"], "reason": "annual_review",
        **{f"person.date_of_birth.{part}": said for part, said in born.items()},
    })  # fmt: skip
    assert "nobody has screened it" in page
    assert at_desk.values()["review_meeting_on.month"] == "11"
