"""What happens when one call is sent again, or many at the same moment? Nothing happens twice, and each is told so."""

from __future__ import annotations

from werkzeug.test import TestResponse

from tests import answers
from tests.place import Place
from tests.racing import at_once, same_reply, statuses, step, told


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


def test_a_replay_shows_nothing_of_a_request_that_was_restricted_since(northmere: Place) -> None:
    """The step was done, and the reply says so; what it said of the child then is not said again."""
    reference = northmere.ask()
    note = step(
        northmere, "officer", reference, "note", {"note": "Rang."}, northmere.version("officer", reference), "k"
    )
    asked, key = answers.new_request(), {"Idempotency-Key": "one"}

    def ask() -> TestResponse:
        return northmere.call("coordinator", "POST", "/requests", json=asked, headers=key)

    assert (note().status_code, ask().status_code) == (200, 201)
    for one in (reference, ask().json["reference"]):
        northmere.does("send_manager", one, "restrict")
    northmere.does("send_manager", reference, "note")
    before = len(told(northmere, reference))
    refused = note()
    assert (refused.status_code, refused.mimetype) == (404, "application/problem+json")
    assert "was done" in refused.json["detail"]
    assert "Exampleton" not in refused.get_data(as_text=True)
    assert len(told(northmere, reference)) == before
    assert northmere.call("officer", "GET", f"/requests/{reference}").status_code == 404
    assert ask().status_code == 201  # whoever asked for it sees it still


def test_whoever_lost_sight_by_their_own_step_still_gets_its_reply_again(northmere: Place) -> None:
    """The answer may never have come; until something else happens it tells nothing new."""
    reference = northmere.ask()
    usual = answers.for_action(northmere, "record_safeguarding_referral")
    seen = northmere.version("officer", reference)
    referring = step(northmere, "officer", reference, "record_safeguarding_referral", usual, seen, "k")
    first = referring()
    assert first.status_code == 200, first.json
    assert northmere.call("officer", "GET", f"/requests/{reference}").status_code == 404
    assert same_reply([first, referring()]).json["restricted"]
    northmere.does("send_manager", reference, "note")
    assert referring().status_code == 404


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
