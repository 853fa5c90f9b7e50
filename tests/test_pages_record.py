"""Can the record of a request be read at its pages: every step as it was asked, issued advice, and who may see it?"""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import queries
from models.request import Request
from models.user import User
from tests import answers
from tests.browsing import Browser
from tests.kinds_of_advice import KINDS_OF_ADVICE, advised
from tests.place import STAFF, Place
from tests.sight import DESPITE, SEEN
from tests.test_access import seen_by, walked
from tests.test_pages_request import text
from web.help_pages import ROLE_IS, told
from web.one_request.timeline import PER_PAGE
from web.one_request.who_may_see import who_may_see
from workflow.facts import Facts
from workflow.pathway import PATHWAY
from workflow.roles import Role


def test_the_timeline_shows_every_step_with_its_questions_the_latest_first(northmere: Place) -> None:
    reference = northmere.ask()
    for action in ("take", "record_reading", "record_contact"):
        northmere.does("officer", reference, action)
    page = Browser(northmere, "auditor").get(f"/requests/{reference}/timeline")
    numbers = re.findall(r'<h2 class="moj-timeline__title">(\d+)\.', page)
    assert numbers == ["4", "3", "2", "1"]
    shown = text(page)
    for said in (
        "Recorded what was read by Officer, Northmere Children and Families Contact",
        "What did you read? The school&#39;s report",
        "It led to: In triage , with Northmere Children and Families Contact, Officer.",
        "How? Telephone",
        "Given name Ivy",
    ):
        assert said in shown, said


def test_the_timeline_calls_colleagues_by_their_names(northmere: Place) -> None:
    reference = northmere.ask(involvement=answers.active(northmere))
    northmere.does("team_manager", reference, "assign", {"assignee": northmere.email("social_worker")})
    page = text(Browser(northmere, "auditor").get(f"/requests/{reference}/timeline"))
    assert "Who has it in hand from now on? Social Worker" in page


def test_the_timeline_goes_on_where_its_page_ended(northmere: Place) -> None:
    reference = northmere.ask()
    for _ in range(PER_PAGE + 3):
        northmere.does("officer", reference, "note")
    auditor, seen, address = Browser(northmere, "auditor"), [], f"/requests/{reference}/timeline"
    while address:
        page = auditor.get(address)
        seen += [int(number) for number in re.findall(r'id="event-(\d+)"', page)]
        found = re.search(r'href="([^"]+)">Earlier steps', page)
        address = found[1] if found else ""
    assert seen == list(range(PER_PAGE + 4, 0, -1))
    assert "There is nothing before that" in auditor.get(f"/requests/{reference}/timeline?before=1")
    for wrong in ("9" * 40, "x", "-1"):
        assert f'id="event-{PER_PAGE + 4}"' in auditor.get(f"/requests/{reference}/timeline?before={wrong}")


@pytest.mark.parametrize("kind", KINDS_OF_ADVICE)
def test_issued_advice_reads_as_a_page(northmere: Place, kind: str) -> None:
    reference = advised(northmere, kind)
    caseworker = Browser(northmere, "caseworker")
    issued = northmere.get("caseworker", f"/requests/{reference}/advice")["versions"]
    listed = text(caseworker.get(f"/requests/{reference}/advice"))
    for one in issued:
        assert f"Version {one['version']}:" in listed
        shown = text(caseworker.get(f"/requests/{reference}/advice/{one['version']}"))
        document = northmere.get("caseworker", f"/requests/{reference}/advice/{one['version']}.json")
        assert document["section_k"].replace("'", "&#39;") in shown
        for part in ("needs", "outcomes"):
            for item in one["content"].get(part, []):
                assert item["text"].replace("'", "&#39;") in shown
        for line in one["content"].get("provision", []):
            assert line["what"].replace("'", "&#39;") in shown
        assert "Written by" in shown
        assert "Ana Example: " in shown


def test_two_versions_are_compared_word_by_word(northmere: Place) -> None:
    reference = advised(northmere, "amended")
    caseworker = Browser(northmere, "caseworker")
    page = caseworker.get(f"/requests/{reference}/advice/2?compared_with=1")
    assert "added: </span>" in page
    assert "Ivy swims like a fish." in re.sub(r"</?(?:ins|del|span)[^>]*>|added: |removed: ", "", page)
    assert "<ins" in page
    back = caseworker.get(f"/requests/{reference}/advice/1?compared_with=2")
    assert "<del" in back
    assert "What this version changed" not in caseworker.get(f"/requests/{reference}/advice/2")
    for wrong in ("3", "0", "x", "1?compared_with=9"):
        caseworker.get(f"/requests/{reference}/advice/{wrong}", 404)
    assert "No advice has been issued yet" in caseworker.get(f"/requests/{northmere.ask()}/advice")


@pytest.mark.parametrize("walk", [*(walk for walk, _ in SEEN.values()), *(walk for walk, _ in DESPITE.values())])
def test_who_may_see_it_is_who_does(northmere: Place, walk: str) -> None:
    reference = walked(northmere, walk)
    with Session(northmere.storage.engine) as session:
        where = (Request.authority_id == northmere.authority_id, Request.reference == reference)
        row = session.scalars(select(Request).where(*where)).one()
        facts = Facts(authority=northmere.configuration(session), history=queries.past(session, row.key))
        emails = {user.id: user.email for user in session.scalars(select(User))}
        found = who_may_see(row, facts)
    named: set[str] = set()
    for may in found:
        for who, roles in STAFF["northmere"].items():
            person = may.person is not None and emails[may.person] == northmere.email(who)
            works = any(role in may.roles and may.team in (None, team) for role, team in roles)
            named |= {who} if person or works else set()
    assert named == seen_by(northmere, reference)


def test_the_page_says_who_may_see_it_in_words(northmere: Place) -> None:
    reference = walked(northmere, "officer take, officer restrict")
    shown = text(Browser(northmere, "officer").get(f"/requests/{reference}/access"))
    for said in ("is restricted", "Officer Has it in hand", "Caseworker Asked for the advice", "SEND managers of SEND"):
        assert said in shown, said
    usual = text(Browser(northmere, "officer").get(f"/requests/{northmere.ask()}/access"))
    assert "Everybody of Northmere Children and Families Contact It has the request now" in usual


def test_there_is_help_for_every_role_with_every_step_that_it_may_take(northmere: Place) -> None:
    reader = Browser(northmere, "officer")
    index = reader.get("/help")
    assert index.index("/help/triage_officer") < index.index("For your colleagues")
    assert set(ROLE_IS) == set(Role)
    for role in Role:
        assert f"/help/{role}" in index
        shown = reader.get(f"/help/{role}")
        told_of = {step.title for steps in told(role).values() for step in steps}
        takes = {row.action for row in PATHWAY if any(role in one.roles for one in row.who)}
        assert len(told_of) == len(takes)
        assert all(title.replace("'", "&#39;") in shown for title in told_of)
        assert "domain.md" not in shown
        assert "ruling" not in shown
    reader.get("/help/nobody", 404)


def test_a_refusal_says_what_to_do_next(northmere: Place) -> None:
    reference = northmere.ask()
    officer = Browser(northmere, "officer")
    refused = officer.get(f"/requests/{reference}/steps/decide_no_assessment", 409)
    assert f'href="/requests/{reference}"' in refused
    assert "Open the request" in refused
    missing = officer.get("/requests/SCA-2026-999999", 404)
    assert "Check the address" in missing
    assert "Open the request" not in missing
    assert 'href="/help"' in missing


def test_an_answer_in_the_record_keeps_the_words_it_was_asked_in(northmere: Place) -> None:
    reference = northmere.ask(person=answers.child(given_name="Ivy <b>"))
    page = Browser(northmere, "caseworker").get(f"/requests/{reference}/timeline")
    assert "Ivy &lt;b&gt;" in page
    assert "<b>" not in page
