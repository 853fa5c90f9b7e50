"""Does everybody see what waits for them and nothing that is not theirs, and do lists, counts and search agree?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from config import clock
from models import queries
from models.access import SignedIn, acting_for
from models.work_list import Wanted, counts, lines
from models.work_views import View, on_view, views, waits_for_their_team, waits_for_them
from tests import answers
from tests.browsing import Browser
from tests.place import Place, make_place
from workflow import next_step
from workflow.casework.work import found
from workflow.clocks.standing import status
from workflow.machine import ROWS, available
from workflow.next_step import LEADS_ON
from workflow.states import OPEN, State

REFERENCE = re.compile(r'app-work__who.*?href="/requests/(SCA-[0-9-]+)"', re.S)
AWAITED = {rule.name for _, rule in next_step.AWAITED}
READ = ("officer take", "officer record_reading", "officer record_contact", "officer record_answers")
TRIAGED = (*READ, "officer review_provision")
WALKS: dict[str, tuple[str, ...]] = {  # one request at each stage, and with each thing that somebody may wait for
    "inbox": (),
    "triage": ("officer take",),
    "incomplete": ("officer take", "officer return_as_incomplete"),
    "asked": ("officer take", "officer ask_requester"),
    "to accept": (*TRIAGED, "officer offer_transfer"),
    "disputed": (*TRIAGED, "officer offer_transfer", "officer escalate_dispute"),
    "assessed": (*TRIAGED, "officer offer_transfer", "social_worker accept_transfer"),
    "written": (*TRIAGED, "officer decide_no_assessment"),
    "checked": (*TRIAGED, "officer decide_no_assessment", "officer submits"),
    "sent back": (*TRIAGED, "officer decide_no_assessment", "officer submits", "reviewer return_draft"),
    "claimed": ("officer take", "officer claim_exception"),
    "claimed by their manager": ("officer take", "door_manager claim_exception"),
    "written by their manager": (*TRIAGED, "officer decide_no_assessment", "door_manager submits"),
    "settled": ("officer take", "officer escalate_dispute", "dsco settle_dispute_for_front_door"),
    "excused": ("officer take", "officer claim_exception", "door_manager approve_exception"),
    "hidden": ("officer take", "officer restrict"),
    "over": (*TRIAGED, "officer decide_no_assessment", "officer submits", "reviewer issue_advice"),
}
# Who finds what among the work that waits for them, and for anybody of their team.
WAITS: dict[str, tuple[set[str], set[str]]] = {
    "caseworker": ({"incomplete", "asked"}, set()),
    "coordinator": (set(), set()),
    "officer": (
        {"triage", "asked", "written", "sent back", "claimed", "claimed by their manager", "excused", "hidden"},
        {"inbox"},
    ),
    "officer2": (set(), {"inbox"}),
    "door_manager": (set(), {"inbox", "checked", "claimed"}),
    "reviewer": (set(), {"checked", "written by their manager"}),
    "adults_officer": (set(), {"settled"}),
    "social_worker": (set(), {"to accept", "disputed", "assessed"}),
    "early_helper": (set(), set()),
    "dsco": (set(), {"disputed"}),
    "auditor": (set(), set()),
    "administrator": (set(), set()),
}


@dataclass(frozen=True)
class Desk:
    """A place, and a request for each of the walks by its name."""

    place: Place
    references: dict[str, str]


def walked(place: Place, walk: tuple[str, ...]) -> str:
    reference = place.ask()
    for stop in walk:
        who, action = stop.split()
        if action == "submits":
            place.submits(who, reference)
        else:
            place.does(who, reference, action)
    return reference


@pytest.fixture(scope="module")
def desk(served: Flask) -> Desk:
    """An authority with a request for each of the walks: its tests only look."""
    place = make_place(served, "northmere")
    return Desk(place, {name: walked(place, walk) for name, walk in WALKS.items()})


def signed_in(session: Session, place: Place, who: str) -> SignedIn:
    signed = acting_for(session, place.email(who))
    assert signed
    return signed


def shown(page: str) -> list[str]:
    return REFERENCE.findall(page)


def today() -> Any:
    return clock.day_of(clock.now())


def test_every_stage_that_owes_advice_has_a_step_that_leads_on_by_the_pathway() -> None:
    assert set(LEADS_ON) == set(OPEN)
    for state, actions in LEADS_ON.items():
        assert all(row.target is not state for action in actions for row in ROWS[state, action])


def test_everybody_finds_what_waits_for_them_and_for_their_team(desk: Desk) -> None:
    names = {reference: name for name, reference in desk.references.items()}
    open_ones, seen = Wanted(open=True), {}
    with Session(desk.place.storage.engine) as session:
        for who in WAITS:
            signed = signed_in(session, desk.place, who)
            clauses = (waits_for_them(signed), waits_for_their_team(signed))
            pages = [lines(session, signed, today(), open_ones, clause)[0] for clause in clauses]
            mine, team = ({names[one.request.reference] for one in page} for page in pages)
            seen[who] = (mine, team)
            assert all(one.next_step for page in pages for one in page), who
    assert seen == WAITS


def test_what_is_to_be_done_next_is_a_step_that_may_be_taken(desk: Desk) -> None:
    with Session(desk.place.storage.engine) as session:
        for who in desk.place.people:
            signed = signed_in(session, desk.place, who)
            for line in lines(session, signed, today(), Wanted(per_page=100))[0]:
                row = found(session, signed, line.request.reference)
                facts = row.as_facts(signed.authority, queries.past(session, row.key))
                offers = list(available(facts, signed.caller, today()))
                may = {one.action for one in offers if not AWAITED & {need.rule for need in one.needs}}
                assert line.next_step in may | {None}, f"{who} {row.reference} {row.state}"


def test_a_list_is_as_long_as_its_count_says(desk: Desk) -> None:
    for days in (0, 39, 60):  # nothing is late; all is due in a week; all is late
        on = today() + timedelta(days=days)
        with Session(desk.place.storage.engine) as session:
            for who in desk.place.people:
                signed = signed_in(session, desk.place, who)
                mine = views(signed.caller)
                said = counts(session, signed, on, mine) if mine else {}
                for view in said:
                    wanted = Wanted(open=True, per_page=100)
                    assert said[view] == len(lines(session, signed, on, wanted, on_view(signed, view, on))[0]), view


def test_what_is_late_is_what_its_clock_says(desk: Desk) -> None:
    with Session(desk.place.storage.engine) as session:
        signed = signed_in(session, desk.place, "dsco")
        for days in (41, 42, 43):
            on = today() + timedelta(days=days)
            every, _ = lines(session, signed, on, Wanted(open=True, per_page=100))
            late, _ = lines(session, signed, on, Wanted(open=True, per_page=100), on_view(signed, View.LATE, on))
            stands = {one.request.reference: status(one.request.dates(signed.authority), on) for one in every}
            assert {one.request.reference for one in late} == {r for r, said in stands.items() if said == "overdue"}
        assert 0 < len(late) < len(every)


def test_who_may_not_know_of_a_request_neither_sees_it_nor_counts_it_nor_finds_it(northmere: Place) -> None:
    person = answers.child(given_name="Hidden", family_name="Quite")
    reference = northmere.ask(person=person)
    colleague = Browser(northmere, "officer2")
    assert reference in colleague.get("/")
    northmere.does("officer", reference, "take")
    northmere.does("officer", reference, "restrict")
    nothing = Browser(northmere, "officer2")
    pages = [nothing.get("/"), *(nothing.get(f"/requests?list={view}") for view in View)]
    pages.append(nothing.get("/requests?list=all&print=yes"))
    for words in ("Quite", "Hidden Quite", reference, "quite"):
        nothing.post("/search", {"words": words}, on="/")
        pages.append(nothing.get("/search"))
    assert not [page for page in pages if reference in page.replace(f"“{reference}”", "").replace(f'"{reference}"', "")]
    assert not re.findall(r'app-count(?:s__number)?">[1-9]', "".join(pages))
    nothing.post("/requests/together", {"do": "take", "ticked": reference}, 200, on="/requests?list=all")
    assert "Restricted" in Browser(northmere, "door_manager").get("/requests?list=all")


def test_marks_that_must_not_be_missed_stand_on_the_row(northmere: Place) -> None:
    person = answers.child(protected_address=True)
    reference = northmere.ask(person=person)
    northmere.does("officer", reference, "take")
    northmere.does("officer", reference, "restrict")
    page = Browser(northmere, "officer").get("/")
    assert {"Restricted", "Protected address"} <= set(re.findall(r'moj-badge--\w+">([^<]+)<', page))


def test_filters_are_remembered_and_taken_away_one_by_one(desk: Desk) -> None:
    caseworker, path = Browser(desk.place, "caseworker"), "/requests?list=all"
    every = shown(caseworker.get(path))
    caseworker.post("/requests/filter", {"list": "all", "stage": State.TRIAGING, "team": "send"}, on=path)
    assert "Nothing on this list is like that" in caseworker.get(path)
    caseworker.post("/requests/filter", {"list": "all", "remove": "team"}, on=path)
    triaged = shown(caseworker.get(path))
    assert set(triaged) == {
        desk.references[name]
        for name in ("triage", "asked", "claimed", "claimed by their manager", "excused", "hidden")
    }
    assert shown(caseworker.get("/requests?list=mine")) == every, "a filter is of its list"
    caseworker.post("/requests/filter", {"list": "all", "stage": State.ISSUED}, on=path)
    assert shown(caseworker.get(path)) == [desk.references["over"]]
    day = today() + timedelta(days=1)
    due = {"due_before.day": str(day.day), "due_before.month": str(day.month), "due_before.year": str(day.year)}
    caseworker.post("/requests/filter", {"list": "all", **due}, on=path)
    assert shown(caseworker.get(path)) == []
    caseworker.post("/requests/filter", {"list": "all", "remove": "all"}, on=path)
    assert shown(caseworker.get(path)) == every
