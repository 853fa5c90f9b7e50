"""How many SQL statements does each call take? Few, and no more for a long record than for a short one.

The figures stand in docs/statements.md. To write that file anew: UPDATE_DOCS=1 pytest tests/test_statements.py
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

import pytest
from flask import Flask

from tests import answers, feeds, files, lists
from tests.kinds_of_advice import advised
from tests.place import Place, make_place
from tests.tour import ASK, ONWARDS, ROUND, TWINS, WRITE, Traveller, counted
from workflow.pathway import ACTIONS

DOCUMENT = Path(__file__).parent.parent / "docs" / "statements.md"
MOST = 8
TELLS_OF_A_PERSON = {"request_advice": 10, "resubmit": 10, "update_person": 9}  # the person, contacts, their worker
LONG = 60
MOST_PER_REVIEW, MOST_PER_REQUEST = 3, 8  # of a list: the match, the person, their contacts; and asking itself
MOST_PER_YES = 7  # beside those of its review: who may be known, the lead professional, and asking itself
ANEW = "These figures are out of date. Look at each that grew, then: UPDATE_DOCS=1 pytest tests/test_statements.py"


WIDTH = 110
WHY_MORE = """Asking and sending again tell of a person: they look for who it may be, write the person and their
contacts, and look up the lead professional; asking takes a number and reads what was made, too."""

Counts = list[tuple[str, int]]


@dataclass(frozen=True)
class Measured:
    """What two requests took: one that goes straight on, and one that goes round twice first."""

    asked: Counts
    first_round: Counts
    second_round: Counts
    short: Counts
    long: Counts
    events: tuple[int, int]

    def most(self) -> dict[str, int]:
        """The most statements that each action ever took."""
        found: dict[str, int] = {}
        for action, count in (*self.asked, *self.first_round, *self.second_round, *self.short, *self.long):
            found[action] = max(count, found.get(action, 0))
        return found


def measured(place: Place, keyed: bool) -> Measured:
    """Both requests, for one person: so the second names a person who is known already."""
    place.ask()  # what is read once in the life of a process is read now
    body = answers.new_request()
    brief = Traveller(place, keyed, body)
    lengthy = Traveller(place, keyed, body)
    TWINS[place.code] = brief.reference
    led = Traveller(place, keyed, answers.new_request(involvement=answers.active(place)))
    first = lengthy.along(ROUND)
    second = first if keyed else lengthy.along(ROUND)  # a key costs what it costs: see the test of that
    before_long = lengthy.reply["version"]
    long = lengthy.along(ONWARDS)
    before_short = brief.reply["version"]
    short = brief.along(ONWARDS)
    asked = [(ASK, brief.begun), (ASK, lengthy.begun), (ASK, led.begun)]
    return Measured(asked, first, second, short, long, (before_short, before_long))


@pytest.fixture(scope="module")
def figures(served: Flask) -> Mapping[bool, Measured]:
    """Without and with an Idempotency-Key at every call."""
    return {keyed: measured(make_place(served, "northmere"), keyed) for keyed in (False, True)}


def table(figures: Mapping[bool, Measured], reads: Mapping[str, int]) -> str:
    """The document."""
    bare, keyed = figures[False].most(), figures[True].most()
    rows = [f"| `{action}` | {bare[action]} | {keyed[action]} |" for action in ACTIONS]
    return "\n".join(
        [
            "# SQL statements a call",
            "",
            "The most that each call takes, with all that it may name, on SQLite and PostgreSQL alike; without the",
            "statement that begins the transaction. None takes more for a longer record or for more answers.",
            "Measured and compared by `tests/test_statements.py`; written anew with `UPDATE_DOCS=1`.",
            "",
            "| action | without an Idempotency-Key | with one |",
            "| --- | --- | --- |",
            *rows,
            "",
            fill(f"{MOST} or more without a key: {_named(bare)}. {WHY_MORE}", WIDTH, break_on_hyphens=False),
            "",
            "| other calls | statements |",
            "| --- | --- |",
            *(f"| `{call}` | {count} |" for call, count in reads.items()),
            "",
        ]
    )


def _named(taken: Mapping[str, int]) -> str:
    """The actions that take as many as any may, or more, the most first."""
    many = sorted((action for action in ACTIONS if taken[action] >= MOST), key=lambda action: -taken[action])
    return ", ".join(f"`{action}` ({taken[action]})" for action in many)


def read(place: Place, who: str, path: str) -> int:
    """The statements of a GET that was made before, so that what a process reads once is not counted."""
    place.get(who, path)
    with counted(place.storage.engine) as sent:
        place.get(who, path)
    return len(sent)


def put_in_place(place: Place) -> int:
    """The statements of a directory that changes the one before in every way."""
    feeds.put(place, feeds.many(50))
    feeds.put(place, feeds.many(40))
    with counted(place.storage.engine) as sent:
        feeds.put(place, [*feeds.many(60)[5:55], feeds.service()])
    return len(sent)


def test_the_tour_takes_every_action_of_the_pathway(figures: Mapping[bool, Measured]) -> None:
    for one in figures.values():
        assert set(one.most()) == {*ACTIONS, WRITE}
        assert one.events[0] < 3
        assert one.events[1] > LONG


def test_only_telling_of_a_person_takes_more_than_eight_statements(figures: Mapping[bool, Measured]) -> None:
    taken = figures[False].most()
    above = {action: count for action, count in taken.items() if count > TELLS_OF_A_PERSON.get(action, MOST)}
    assert not above, f"more than {MOST} statements: {above}"


def test_an_idempotency_key_costs_one_statement(figures: Mapping[bool, Measured]) -> None:
    bare, keyed = figures[False].most(), figures[True].most()
    assert {action: keyed[action] - bare[action] for action in ACTIONS} == dict.fromkeys(ACTIONS, 1)


def test_a_replay_takes_two_statements(northmere: Place) -> None:
    """Who calls, with the stored reply; and whether they may know of the request still."""
    reference = northmere.ask()
    headers = {"If-Match": northmere.version("officer", reference), "Idempotency-Key": "once"}
    for expected in (6, 2):
        with counted(northmere.storage.engine) as sent:
            assert northmere.act("officer", reference, "take", headers=headers).status_code == 200
        assert len(sent) == expected


@pytest.mark.parametrize("keyed", [False, True], ids=["bare", "keyed"])
def test_a_long_record_takes_no_more_statements_than_a_short_one(figures: Mapping[bool, Measured], keyed: bool) -> None:
    one = figures[keyed]
    assert one.first_round == one.second_round
    assert one.short == one.long


@pytest.mark.parametrize("keyed", [False, True], ids=["bare", "keyed"])
def test_ten_answers_take_no_more_statements_than_one(figures: Mapping[bool, Measured], keyed: bool) -> None:
    counts = [count for action, count in figures[keyed].first_round if action == "record_answers"]
    assert len(counts) == 2
    assert len(set(counts)) == 1


def test_a_record_of_three_events_and_one_of_sixty_are_read_alike(northmere: Place) -> None:
    brief, lengthy = northmere.ask(), northmere.ask()
    for reference, notes in ((brief, 2), (lengthy, LONG)):
        for _ in range(notes):
            northmere.does("officer", reference, "note")
    for part in ("", "/actions", "/history?per_page=100", "/fhir", "/fhir/QuestionnaireResponse"):
        counts = {read(northmere, "officer", f"/requests/{one}{part}") for one in (brief, lengthy)}
        assert len(counts) == 1, part
    taken = {}
    for reference in (brief, lengthy):
        with counted(northmere.storage.engine) as sent:
            northmere.does("officer", reference, "take")
        taken[reference] = len(sent)
    assert taken[brief] == taken[lengthy]


def test_the_second_version_of_advice_is_read_in_as_many_statements_as_the_first(northmere: Place) -> None:
    final, amended = advised(northmere, "final"), advised(northmere, "amended")
    for path in ("/advice/1.json", "/advice/1.json?shape=county", "/fhir", "/fhir/DocumentReference"):
        counts = [read(northmere, "caseworker", f"/requests/{one}{path}") for one in (final, amended)]
        assert counts == [5, 5], path


def test_a_page_of_thirty_requests_takes_no_more_statements_than_a_page_of_one(northmere: Place) -> None:
    northmere.ask()
    one = read(northmere, "caseworker", "/requests?per_page=50")
    for _ in range(29):
        northmere.ask(ehc_needs_assessment_requested_on=answers.today())
    rows = northmere.get("caseworker", "/requests?per_page=50")["requests"]
    assert sorted({len(row["clocks"]) for row in rows}) == [5, 7], "every clock that runs is worked out for every row"
    assert len(rows) == 30
    assert read(northmere, "caseworker", "/requests?per_page=50") == one
    assert read(northmere, "caseworker", "/requests?per_page=10") == one


def test_the_figures_are_those_of_the_document(figures: Mapping[bool, Measured], northmere: Place) -> None:
    reference = northmere.ask()
    lists.listed(northmere)
    reads = {
        "PUT /requests/{reference}/draft": figures[False].most()[WRITE],
        "GET /requests/{reference}": read(northmere, "caseworker", f"/requests/{reference}"),
        "GET /requests/{reference}/actions": read(northmere, "caseworker", f"/requests/{reference}/actions"),
        "GET /requests/{reference}/history": read(northmere, "caseworker", f"/requests/{reference}/history"),
        "GET /requests/{reference}/fhir": read(northmere, "caseworker", f"/requests/{reference}/fhir"),
        "GET /requests": read(northmere, "caseworker", "/requests"),
        "GET /referrals": read(northmere, "caseworker", "/referrals"),
        "GET /reviews": read(northmere, "caseworker", f"/reviews?from={lists.MEETING}"),
        "GET /reviews.csv": read(northmere, "caseworker", f"/reviews.csv?from={lists.MEETING}"),
        "GET /directory": read(northmere, "officer", "/directory"),
        "POST /directory/import, however many services": put_in_place(northmere),
        "POST /reviews/import, for each row at most": MOST_PER_REVIEW,
        "... and for each row that says there are needs": MOST_PER_YES,
        "POST /requests/import, for each row at most": MOST_PER_REQUEST,
    }
    drafted = northmere.ask(involvement=answers.active(northmere))
    for action in ("record_reading", "record_contact"):
        northmere.does("social_worker", drafted, action)
    for _ in range(3):
        northmere.submits("social_worker", drafted)
        northmere.does("team_manager", drafted, "return_draft")
    reads["GET /requests/{reference}/draft"] = read(northmere, "social_worker", f"/requests/{drafted}/draft")
    reads["GET /requests/{reference}/advice"] = read(northmere, "caseworker", f"/requests/{drafted}/advice")
    files.attached(northmere, reference)
    with counted(northmere.storage.engine) as sent:
        files.attached(northmere, reference, files.page("another"), seen='"2"')
    reads["POST /requests/{reference}/documents"] = len(sent)
    reads["GET /requests/{reference}/documents"] = read(northmere, "caseworker", f"/requests/{reference}/documents")
    made = table(figures, reads)
    if os.environ.get("UPDATE_DOCS") == "1":
        DOCUMENT.write_text(made)
    assert DOCUMENT.read_text() == made, f"{ANEW}\n{made}"
