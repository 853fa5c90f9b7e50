"""Walk a request along the pathway by a table of steps, checking after each one what must be true of every request.

    reference = asked(place, "2026-03-02", person=answers.child())
    walk(place, reference, (
        Step("2026-03-04", "officer", "take", state="triaging", held="childrens_front_door"),
        Step("2026-03-05", "officer", "decide_no_assessment", refused=(422, "a_record_was_read", ...)),
        look("2026-04-14", {"advice": "2026-04-13 overdue", "ehc_plan": "2026-06-08 on_track"}),
    ))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from werkzeug.test import TestResponse

from tests import answers as usual
from tests.place import STAFF, Place

Answers = Mapping[str, Any] | Callable[[Place], Mapping[str, Any]]
ONLOOKER = "auditor"  # sees every request, restricted or not, and changes none
WRITE = "write_draft"  # no action of the pathway: the shared draft is saved
LOOK = "look"  # no action either: somebody reads the request


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a walk: on this day this person takes this action, and then the request is so.

    `answers`: all of them, or what makes them on the day; None, the usual complete ones with `changed` put in.
    `on`: a day, or a day and a time in UTC ("2026-07-01 23:30").
    `state`, `held` (the team): as before where None. `clock`: what the advice clock says then, as far as named.
    `clocks`: what each clock named says then, as told by `told`. `says`: sentences among the working of each.
    `refused`: the status, then every unmet rule and every wrong answer, no fewer and no more; nothing changes.
    """

    on: str
    who: str
    action: str
    answers: Answers | None = None
    state: str | None = None
    held: str | None = None
    clock: Mapping[str, Any] | None = None
    refused: tuple[int | str, ...] | None = None
    changed: Mapping[str, Any] | None = None
    clocks: Mapping[str, str | None] | None = None
    says: Mapping[str, Iterable[str]] | None = None


def look(on: str, clocks: Mapping[str, str | None], who: str = ONLOOKER, **says: Iterable[str]) -> Step:
    """Nothing is done; the clocks named stand so on that day."""
    return Step(on, who, LOOK, clocks=clocks, says=says)


def asked(place: Place, on: str, who: str = "caseworker", **changed: Any) -> str:
    """Ask for advice on a day and give the reference; somebody holds the request from the first."""
    with place.on(on, time(9)):
        reference = place.ask(who, **changed)
        held_by_exactly_one_team(place, place.get(ONLOOKER, f"/requests/{reference}"))
    return reference


def walk(place: Place, reference: str, steps: Iterable[Step]) -> Any:
    """Take every step of the table in turn, check each, and give the request as it is at the end."""
    now: Any = None
    for n, step in enumerate(steps):
        with place.on(*_moment(step, n)):
            before = place.get(ONLOOKER, f"/requests/{reference}")
            response = _taken(place, reference, before["version"], step)
            now = place.get(ONLOOKER, f"/requests/{reference}")
            said = f"step {n + 1}, {step.on} {step.who} {step.action}: {response.get_data(as_text=True)[:2000]}"
            _answered_as_expected(response, step, said)
            _stands_as_expected(before, now, step, said)
            held_by_exactly_one_team(place, now)
    return now


def _moment(step: Step, n: int) -> tuple[date, time]:
    """When a step is taken: at the time it names, else in the order of the table, from ten in the morning."""
    day, _, at = step.on.partition(" ")
    return date.fromisoformat(day), time.fromisoformat(at) if at else time(10 + n // 60, n % 60)


def triage_done(on: str, who: str = "officer", informant: str = "parent") -> tuple[Step, ...]:
    """Somebody of a front door takes it, reads, speaks with the informant and records what they said, all in a day."""
    return (
        Step(on, who, "take", state="triaging"),
        Step(on, who, "record_reading"),
        Step(on, who, "record_contact", lambda place: usual.spoke(informant)),
        Step(on, who, "record_answers", usual.triage(informant)),
    )


def read_and_heard(on: str, who: str = "social_worker", informant: str = "parent") -> tuple[Step, ...]:
    """What advice by a lead professional or an assessing team rests on."""
    return (
        Step(on, who, "record_reading"),
        Step(on, who, "record_contact", lambda place: usual.spoke(informant)),
    )


def written(on: str, who: str, content: Mapping[str, Any] | None = None) -> tuple[Step, ...]:
    """The draft is written and sent for review."""
    return (
        Step(on, who, WRITE, content),
        Step(on, who, "submit_for_review", state="reviewing"),
    )


def held_by_exactly_one_team(place: Place, request: Any) -> None:
    """One team holds a request until it is closed, and whoever has it in hand works in that team."""
    held = request["held_by"]
    if request["state"] == "closed":
        assert held is None, f"a closed request is held by {held}"
        return
    assert held, f"nobody holds a request that is {request['state']}"
    assert held["team"], f"no team holds a request that is {request['state']}"
    if held["member"]:
        key = next(one.key for one in place.people.values() if one.email == held["member"])
        works_in = {team for _, team in STAFF[place.code.rsplit("_", 1)[0]][key]}
        assert held["team"] in works_in, f"{key} has the request in hand, but works in {works_in}, not {held['team']}"


def _taken(place: Place, reference: str, version: int, step: Step) -> TestResponse:
    given = step.answers(place) if callable(step.answers) else step.answers
    if step.action == LOOK:
        return place.call(step.who, "GET", f"/requests/{reference}")
    if step.action == WRITE:
        content = {**(usual.advice() if given is None else given), **(step.changed or {})}
        before = place.call(step.who, "GET", f"/requests/{reference}/draft")
        headers = {"If-Match": before.headers["ETag"]}
        return place.call(step.who, "PUT", f"/requests/{reference}/draft", json=content, headers=headers)
    if given is None and step.action == "submit_for_review":
        given = {"draft_version": place.get(step.who, f"/requests/{reference}/draft")["version"]}
    if given is None:
        given = usual.for_action(place, step.action)
    given = {**given, **(step.changed or {})}
    return place.act(step.who, reference, step.action, given, headers={"If-Match": f'"{version}"'})


def _answered_as_expected(response: TestResponse, step: Step, said: str) -> None:
    if step.refused is None:
        assert response.status_code == 200, said
        return
    status, *reasons = step.refused
    assert response.status_code == status, said
    body: Any = response.json
    found = {need["rule"] for need in body.get("unmet", [])} | set(body.get("errors", {}))
    assert found == set(reasons), said


def _stands_as_expected(before: Any, now: Any, step: Step, said: str) -> None:
    if step.refused is not None or step.action in (WRITE, LOOK):
        assert now["version"] == before["version"], f"the request changed: {said}"
    assert now["state"] == (step.state or before["state"]), said
    if step.held:
        assert now["held_by"]["team"] == step.held, said
    clock, was = advice_clock(now), advice_clock(before)
    assert was["due_on"] in (None, clock["due_on"]), f"the due date moved from {was['due_on']}: {said}"
    expected = dict(step.clock or {})
    assert {name: clock[name] for name in expected} == expected, said
    clocks_stand(now, step.clocks or {}, step.says or {}, said)


def clocks_stand(now: Any, clocks: Mapping[str, str | None], says: Mapping[str, Iterable[str]], said: str = "") -> None:
    """Each clock named reads so, and says each of the sentences."""
    found = {clock["name"]: clock for clock in now["clocks"]}
    assert {name: told(found.get(name)) for name in clocks} == dict(clocks), said
    for name, sentences in says.items():
        wanted = [sentences] if isinstance(sentences, str) else list(sentences)
        missing = [one for one in wanted if one not in found[name]["working"]]
        assert not missing, f"{name} does not say {missing}, but {found[name]['working']}: {said}"


def told(clock: Any) -> str | None:
    """A clock in short: its due date, the day to act by if that is another, the day it was met on, how it stands."""
    if clock is None:
        return None
    act = f" act {clock['act_by']}" if clock["act_by"] != clock["due_on"] else ""
    met = f" on {clock['met_on']}" if clock["met_on"] else ""
    return f"{clock['due_on']}{act} {clock['status']}{met}"


def advice_clock(request: Any) -> Any:
    """The clock of the advice itself."""
    return next(clock for clock in request["clocks"] if clock["name"] == "advice")
