"""Which things can two people do at the same moment of which only one may happen? A race each, run over and over.

A race gives the calls that are let go at once, is given the replies, looks at what came of them, and brings the same
request back to where it can be run again. A request takes part in a few rounds only: its history is read at each step.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models.verify import verify
from tests import answers
from tests.place import Place
from tests.racing import Calling, at_once, statuses, step, told
from tests.walks import held_by_exactly_one_team

Replies = Sequence[TestResponse]
Rounds = Generator[Sequence[Calling], Replies, None]
Race = Callable[[Place, str], Rounds]
ROUNDS_OF_A_REQUEST = 10
LOST = {404, 409, 412}  # too late: it stands elsewhere, has changed, or is out of one's sight by now
SHORT = answers.nothing_needed()  # advice that is quickly checked
DOOR, TEAM = ("officer", "officer2", "door_manager"), ("social_worker", "team_manager")


def play(place: Place, race: Race, rounds: int) -> None:
    """Run a race so often, on request after request. Fails when not exactly one wins, or the record is not one path."""
    while rounds > 0:
        some = min(rounds, ROUNDS_OF_A_REQUEST)
        reference = _ready(place, race)
        playing = race(place, reference)
        calls = next(playing)
        for _ in range(some):
            replies = at_once(calls)
            assert statuses(replies).count(200) == 1, statuses(replies)
            assert set(statuses(replies)) <= {200, *LOST}, statuses(replies)
            calls = playing.send(replies)
        told(place, reference)
        held_by_exactly_one_team(place, place.get("dsco", f"/requests/{reference}"))
        rounds -= some
    with Session(place.storage.engine) as session:
        assert verify(session, place.storage.keys, place.code).faults == ()


def _ready(place: Place, race: Race) -> str:
    """A request from which the race can begin: at the front door, or with the lead professional."""
    if race is taken:
        return place.ask()
    lead = {} if race is accepted_or_withdrawn else {"involvement": answers.active(place)}
    reference = place.ask(**lead)
    before = ("take", "record_reading", "record_contact", "record_answers", "offer_transfer")
    for action in before if not lead else before[1:3]:
        place.does("social_worker" if lead else "officer", reference, action)
    return reference


def _won(replies: Replies) -> int:
    return next(n for n, reply in enumerate(replies) if reply.status_code == 200)


def _moved_by_one(seen: str, replies: Replies) -> Any:
    """The request as the winner was given it: one step further, and no more."""
    now = replies[_won(replies)].json
    assert f'"{now["version"] - 1}"' == seen, f"{seen} became {now['version']}"
    return now


def taken(place: Place, reference: str) -> Rounds:
    """Three officers of a front door take the same request."""
    while True:
        seen = place.version("dsco", reference)
        replies = yield [step(place, who, reference, "take", {}, seen) for who in DOOR]
        winner = DOOR[_won(replies)]
        assert _moved_by_one(seen, replies)["held_by"]["member"] == place.email(winner)
        place.does(winner, reference, "release")


def accepted_or_withdrawn(place: Place, reference: str) -> Rounds:
    """The team accepts a transfer while the front door withdraws it."""
    ends = (("assessing", "disabled_children"), ("awaiting_triage", "childrens_front_door"))
    withdrawn = answers.for_action(place, "withdraw_offer")
    while True:
        seen = place.version("dsco", reference)
        replies = yield [
            step(place, "social_worker", reference, "accept_transfer", {}, seen),
            step(place, "officer", reference, "withdraw_offer", withdrawn, seen),
        ]
        now = _moved_by_one(seen, replies)
        assert (now["state"], now["held_by"]["team"]) == ends[_won(replies)]
        if _won(replies) == 0:
            place.does("social_worker", reference, "hand_back")
        for action in ("take", "offer_transfer"):
            place.does("officer", reference, action)


def issued_twice(place: Place, reference: str) -> Rounds:
    """Two reviewers issue the same advice; then it is amended, and sent for review again."""
    version = place.writes("social_worker", reference, SHORT)
    for issued in range(1, ROUNDS_OF_A_REQUEST + 2):
        place.does("social_worker", reference, "submit_for_review", {"draft_version": version})
        seen = place.version("dsco", reference)
        people = ("team_manager", "team_reviewer")
        replies = yield [step(place, who, reference, "issue_advice", answers.issue(), seen) for who in people]
        assert _moved_by_one(seen, replies)["state"] == "issued"
        versions = place.get("dsco", f"/requests/{reference}/advice")["versions"]
        assert [one["version"] for one in versions] == list(range(1, issued + 1))
        place.does("social_worker", reference, "amend_advice")


def issued_or_closed(place: Place, reference: str) -> Rounds:
    """The advice is issued while SEND closes the request. What is issued is not closed: then another one runs."""
    closing = answers.for_action(place, "close")
    place.submits("social_worker", reference, SHORT)
    while True:
        seen = place.version("dsco", reference)
        replies = yield [
            step(place, "team_manager", reference, "issue_advice", answers.issue(), seen),
            step(place, "caseworker", reference, "close", closing, seen),
        ]
        issued = _won(replies) == 0
        assert _moved_by_one(seen, replies)["state"] == ("issued" if issued else "closed")
        versions = place.get("dsco", f"/requests/{reference}/advice")["versions"]
        assert len(versions) == (1 if issued else 0)
        if issued:
            told(place, reference)
            reference = _ready(place, issued_or_closed)
            place.submits("social_worker", reference, SHORT)
        else:
            place.does("dsco", reference, "reopen")


def saved_twice(place: Place, reference: str) -> Rounds:
    """Two writers save the draft, the first one or a later one; a text that was saved is never written over unseen."""
    path = f"/requests/{reference}/draft"
    texts = [SHORT | {"no_needs_because": f"Written by {who}."} for who in TEAM]
    version = 0

    def save(who: str, text: dict[str, Any], tag: str) -> Calling:
        return lambda: place.call(who, "PUT", path, json=text, headers={"If-Match": tag})

    while True:
        replies = yield [save(who, text, f'"{version}"') for who, text in zip(TEAM, texts, strict=True)]
        version += 1
        now = place.get("dsco", path)
        assert now["version"] == version
        assert now["content"]["no_needs_because"] == texts[_won(replies)]["no_needs_because"]


def amended_twice(place: Place, reference: str) -> Rounds:
    """Two people begin to amend issued advice; the amendment is given up again."""
    place.submits("social_worker", reference, SHORT)
    place.does("team_manager", reference, "issue_advice")
    amending = answers.for_action(place, "amend_advice")
    while True:
        seen = place.version("dsco", reference)
        replies = yield [step(place, who, reference, "amend_advice", amending, seen) for who in TEAM]
        now = _moved_by_one(seen, replies)
        assert (now["state"], now["kind"]) == ("drafting", "amended")
        place.does("team_manager", reference, "abandon_amendment")


RACES: tuple[Race, ...] = (taken, accepted_or_withdrawn, issued_twice, issued_or_closed, saved_twice, amended_twice)
