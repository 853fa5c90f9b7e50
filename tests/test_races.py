"""What happens when people act at the same moment? One wins, the others are told, and nothing happens twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests import answers
from tests.place import Place

Calling = Callable[[], TestResponse]


def at_once(calls: Sequence[Calling]) -> list[TestResponse]:
    """Every call from a thread and a client of its own, all let go at the same moment."""
    barrier = Barrier(len(calls))

    def run(call: Calling) -> TestResponse:
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def step(
    place: Place, who: str, reference: str, action: str, given: dict[str, Any], seen: str, key: str | None = None
) -> Calling:
    """A step that names a version seen before the race; with a key if there is one."""
    headers = {"If-Match": seen} | ({"Idempotency-Key": key} if key else {})
    path = f"/requests/{reference}/actions/{action}"
    return lambda: place.call(who, "POST", path, json={"answers": given}, headers=headers)


def statuses(replies: Iterable[TestResponse]) -> list[int]:
    return sorted(reply.status_code for reply in replies)


def told(place: Place, reference: str, who: str = "dsco") -> list[dict[str, Any]]:
    """The history, whose numbers must have no gap, and whose steps must lead on from one another."""
    events: list[dict[str, Any]] = place.get(who, f"/requests/{reference}/history?per_page=100")["events"]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert [event["from"] for event in events[1:]] == [event["to"] for event in events[:-1]]
    return events


def same_reply(replies: Sequence[TestResponse]) -> TestResponse:
    """The one reply that all of them got, to the byte."""
    seen = {(r.status_code, r.get_data(), r.headers.get("ETag"), r.headers.get("Location")) for r in replies}
    assert len(seen) == 1, statuses(replies)
    return replies[0]


def offered(place: Place) -> str:
    """A request whose transfer to the disabled children's team is offered."""
    reference = place.ask()
    for action in ("take", "record_reading", "record_contact", "record_answers", "offer_transfer"):
        place.does("officer", reference, action)
    return reference


def drafting(place: Place) -> str:
    """A request that the lead professional writes, its reading and contact recorded."""
    reference = place.ask(involvement=answers.active(place))
    for action in ("record_reading", "record_contact"):
        place.does("social_worker", reference, action)
    return reference


def test_of_fifty_who_take_a_request_at_once_exactly_one_has_it(northmere: Place) -> None:
    reference = northmere.ask()
    seen = northmere.version("officer", reference)
    people = ("officer", "officer2", "door_manager")
    calls = [step(northmere, people[n % 3], reference, "take", {}, seen) for n in range(50)]
    replies = at_once(calls)
    assert statuses(replies).count(200) == 1
    assert set(statuses(replies)) == {200, 412}
    won = people[next(n for n, reply in enumerate(replies) if reply.status_code == 200) % 3]
    events = told(northmere, reference)
    assert [event["action"] for event in events] == ["request_advice", "take"]
    now = northmere.get("officer", f"/requests/{reference}")
    assert now["state"] == "triaging"
    assert now["held_by"]["member"] == northmere.email(won)


def test_a_transfer_is_accepted_or_withdrawn_and_never_both(northmere: Place) -> None:
    ends = {
        "accept_transfer": ("assessing", "disabled_children"),
        "withdraw_offer": ("awaiting_triage", "childrens_front_door"),
    }
    for _ in range(4):
        reference = offered(northmere)
        before, seen = len(told(northmere, reference)), northmere.version("officer", reference)
        withdrawn = {"reason": "The family moves away."}
        replies = at_once(
            [
                step(northmere, "social_worker", reference, "accept_transfer", {}, seen),
                step(northmere, "officer", reference, "withdraw_offer", withdrawn, seen),
            ]
        )
        accepted = replies[0].status_code == 200  # else the offer is gone, and with it the sight of the request
        assert [reply.status_code for reply in replies] == ([200, 412] if accepted else [404, 200])
        events = told(northmere, reference)
        assert len(events) == before + 1
        now = northmere.get("dsco", f"/requests/{reference}")
        assert (now["state"], now["held_by"]["team"]) == ends[events[-1]["action"]]


def test_advice_is_issued_or_the_request_is_closed_and_never_both(northmere: Place) -> None:
    for _ in range(4):
        reference = drafting(northmere)
        northmere.submits("social_worker", reference)
        seen, before = northmere.version("dsco", reference), len(told(northmere, reference))
        closing = {"closure_reason": "withdrawn", "closure_explained": "The family withdrew."}
        replies = at_once(
            [
                step(northmere, "team_manager", reference, "issue_advice", answers.issue(), seen),
                step(northmere, "caseworker", reference, "close", closing, seen),
            ]
        )
        assert statuses(replies) == [200, 412]
        issued = replies[0].status_code == 200
        assert len(told(northmere, reference)) == before + 1
        assert northmere.get("dsco", f"/requests/{reference}")["state"] == ("issued" if issued else "closed")
        assert len(northmere.get("dsco", f"/requests/{reference}/advice")["versions"]) == (1 if issued else 0)


@pytest.mark.parametrize("first", [True, False], ids=["the first draft", "a later draft"])
def test_of_two_who_save_the_draft_at_once_one_is_told_of_the_other(northmere: Place, first: bool) -> None:
    for _ in range(3):
        reference = drafting(northmere)
        if not first:
            northmere.writes("social_worker", reference)
        seen = northmere.call("team_manager", "GET", f"/requests/{reference}/draft")
        people = ("social_worker", "team_manager")
        texts = {who: answers.advice(no_needs_because=f"Written by {who}.") for who in people}

        def save(who: str, reference: str = reference, tag: str = seen.headers["ETag"], sent: Any = texts) -> Calling:
            headers = {"If-Match": tag}
            return lambda: northmere.call(who, "PUT", f"/requests/{reference}/draft", json=sent[who], headers=headers)

        replies = at_once([save(who) for who in texts])
        assert statuses(replies) == [200, 412]
        won = next(who for who, reply in zip(texts, replies, strict=True) if reply.status_code == 200)
        now = northmere.get("social_worker", f"/requests/{reference}/draft")
        assert now["version"] == seen.json["version"] + 1
        assert now["content"]["no_needs_because"] == f"Written by {won}."


def test_one_key_sent_twenty_times_at_once_makes_one_request(northmere: Place) -> None:
    body, headers = answers.new_request(), {"Idempotency-Key": "one panel, one row"}
    replies = at_once([lambda: northmere.call("caseworker", "POST", "/requests", json=body, headers=headers)] * 20)
    made = same_reply(replies)
    assert made.status_code == 201
    listed = northmere.get("caseworker", "/requests")["requests"]
    assert [one["reference"] for one in listed] == [made.json["reference"]]
    assert made.headers["Location"].endswith(made.json["reference"])
    assert made.headers["ETag"] == northmere.version("caseworker", made.json["reference"])


def test_one_key_sent_twenty_times_at_once_takes_one_step(northmere: Place) -> None:
    reference = northmere.ask()
    seen = northmere.version("officer", reference)
    replies = at_once([step(northmere, "officer", reference, "take", {}, seen, "k")] * 20)
    assert same_reply(replies).status_code == 200
    assert [event["action"] for event in told(northmere, reference)] == ["request_advice", "take"]


def test_twenty_new_requests_at_once_have_twenty_references(northmere: Place) -> None:
    bodies = [answers.new_request() for _ in range(20)]
    asking = [lambda body=body: northmere.call("caseworker", "POST", "/requests", json=body) for body in bodies]
    replies = at_once(asking)
    assert set(statuses(replies)) == {201}
    assert len({reply.json["reference"] for reply in replies}) == len(bodies)


def test_a_replay_gives_the_stored_reply_though_the_request_has_moved_on(northmere: Place) -> None:
    reference = northmere.ask()
    taking = step(northmere, "officer", reference, "take", {}, northmere.version("officer", reference), "again")
    first = taking()
    assert first.status_code == 200
    northmere.does("officer", reference, "release")
    before = len(told(northmere, reference))
    assert same_reply([first, taking()]).json["state"] == "triaging"
    assert len(told(northmere, reference)) == before
    assert northmere.get("officer", f"/requests/{reference}")["state"] == "awaiting_triage"


def test_a_key_used_for_another_body_or_another_path_is_refused(northmere: Place) -> None:
    reference, other = northmere.ask(), northmere.ask()
    seen = northmere.version("officer", reference)
    assert step(northmere, "officer", reference, "note", {"note": "One."}, seen, "used")().status_code == 200
    before = len(told(northmere, reference)), len(told(northmere, other))
    for again in (
        step(northmere, "officer", reference, "note", {"note": "Another."}, seen, "used"),
        step(northmere, "officer", other, "note", {"note": "One."}, seen, "used"),
        step(northmere, "officer", reference, "take", {"note": "One."}, seen, "used"),
    ):
        refused = again()
        assert (refused.status_code, refused.mimetype) == (422, "application/problem+json")
        assert "Idempotency-Key" in refused.json["detail"]
    assert (len(told(northmere, reference)), len(told(northmere, other))) == before


def test_a_key_belongs_to_the_person_who_sent_it(northmere: Place) -> None:
    reference = northmere.ask()
    for who in ("officer", "officer2"):
        seen = northmere.version(who, reference)
        assert step(northmere, who, reference, "note", {"note": f"From {who}."}, seen, "k")().status_code == 200
    assert len(told(northmere, reference)) == 3


def test_a_call_refused_under_a_key_keeps_nothing_and_the_key_can_be_used(northmere: Place) -> None:
    reference = northmere.ask()
    seen = northmere.version("officer", reference)
    refusals = [
        (step(northmere, "officer", reference, "note", {}, seen, "k"), 422),
        (step(northmere, "officer", reference, "release", {}, seen, "k"), 409),
        (step(northmere, "officer", reference, "take", {}, '"9"', "k"), 412),
        (step(northmere, "social_worker", reference, "take", {}, seen, "k"), 404),
        (step(northmere, "auditor", reference, "take", {}, seen, "k"), 403),
    ]
    assert [call().status_code for call, _ in refusals] == [status for _, status in refusals]
    assert len(told(northmere, reference)) == 1
    taking = step(northmere, "officer", reference, "take", {}, seen, "k")
    assert same_reply([taking(), taking()]).status_code == 200
    assert len(told(northmere, reference)) == 2


def test_what_several_requests_say_of_one_person_at_once_is_all_kept(northmere: Place) -> None:
    person = answers.child()
    fields = ("known_as", "setting", "first_language", "communication", "address", "responsible_authority")
    requests = {field: northmere.ask(person=person) for field in fields}
    for n in range(4):
        said = {field: f"{field} {n}" for field in fields}
        calls = [
            step(northmere, "caseworker", ref, "update_person", {"person": {field: said[field]}}, f'"{n + 1}"')
            for field, ref in requests.items()
        ]
        assert set(statuses(at_once(calls))) == {200}
        known = northmere.get("caseworker", f"/requests/{requests['setting']}")["person"]
        assert {field: known[field] for field in fields} == said
