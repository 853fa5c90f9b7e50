"""What may happen in a random walk? The rules by which Hypothesis makes people act, read, search and move the clock.

Every call is answered as the model expects, or the walk has found a fault; what each run leaves is compared at its end.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from typing import Any, ClassVar

import time_machine
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.evidence.asking import body_of, new_case
from tests.evidence.model import answer
from tests.evidence.model.answer import NOT_THERE, TAKEN, UNMET, offers, saving, sees, stands_in, status, step_of
from tests.evidence.model.case import Case
from tests.evidence.model.council import Council
from tests.evidence.model.days import day_in_england
from tests.evidence.model.steps import save, take
from tests.evidence.model.table import ACTIONS
from tests.evidence.moments import FIRST_MOMENT, MOMENTS
from tests.evidence.onward import WRITE, Next, able, is_not_stuck, onward
from tests.evidence.saying import TEXTS, Dice, Saying, said_at
from tests.evidence.shown import answered, shows, tells_its_path, versions_issued
from tests.place import Place

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SEARCH = "a search"
CHANNELS = ["", "/history", "/advice", "/actions", "/documents", SEARCH, SEARCH]
MOST_CASES, NOW = 3, -1
NUMBERS = st.integers(0, 2**24 - 1)
WALKS = count(1)


@dataclass(frozen=True)
class Kept:
    """A call with an Idempotency-Key that was acknowledged, to be sent again."""

    case: Case
    who: str
    path: str
    sent: Mapping[str, Any]
    headers: Mapping[str, str]
    reply: bytes
    version: int


class Walk(RuleBasedStateMachine):
    """A few requests of two authorities, and everybody who works there.

    `places`: where the service runs. `tally`: how often each step was taken, and each state reached.
    """

    places: ClassVar[dict[str, Place]] = {}
    councils: ClassVar[dict[str, Council]] = {}
    tally: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.now = FIRST_MOMENT
        self.cases: list[Case] = []
        self.kept: list[Kept] = []
        self.family = f"Walker-{next(WALKS):06d}"

    @contextmanager
    def a_minute_later(self) -> Iterator[date]:
        """The clock stands there while somebody calls; on which day that is in England."""
        self.now += MINUTE
        with time_machine.travel(self.now, tick=False):
            yield day_in_england(self.now)

    def place(self, case: Case) -> Place:
        return self.places[case.council.name]

    @initialize(number=NUMBERS)
    def advice_is_asked_for(self, number: int) -> None:
        """A request about somebody of some age, for some reason; sometimes a second one about the same person."""
        dice = Dice(number)
        council = self.councils[dice.of(sorted(self.councils))]
        with self.a_minute_later() as on:
            case = new_case(council, f"{self.family}-{len(self.cases)}", self.cases, dice, on)
            sent = body_of(case, self.place(case))
            note(f"{case.requester} of {council.name} asks for advice: {sent}")
            response = self.place(case).call(case.requester, "POST", "/requests", json=sent)
            assert response.status_code == 201, response.get_data(as_text=True)
            case = replace(case, reference=response.json["reference"])
            case.begins(case.requester, self.now, on)
            shows(self.place(case), case, response.json)
        self.cases.append(case)

    @rule(number=NUMBERS)
    def more_advice_is_asked_for(self, number: int) -> None:
        """Up to three requests in one walk; then work goes on."""
        (self.advice_is_asked_for if len(self.cases) < MOST_CASES else self.a_step_is_taken)(number)

    @rule(number=NUMBERS)
    def a_step_is_taken(self, number: int) -> None:
        """Somebody who may takes a step that leads on, or what is missing for it."""
        dice = Dice(number)
        case = self.some_case(dice)
        with self.a_minute_later() as on:
            self.tries(case, onward(case, self.cases, self.place(case), on, dice), dice, on)

    @rule(number=NUMBERS)
    def another_step_is_taken(self, number: int) -> None:
        self.a_step_is_taken(number)

    @rule(number=NUMBERS)
    def work_goes_on(self, number: int) -> None:
        self.a_step_is_taken(number)

    @rule(number=NUMBERS)
    def somebody_tries_something(self, number: int) -> None:
        """Any step by anybody, whatever version they have seen; more often one of those from here, by somebody near."""
        dice = Dice(number)
        case = self.some_case(dice)
        people = list(case.council.people)
        near = [who for who in people if sees(case.council, case, who)]
        here = [action for action in ACTIONS if step_of(case, action, {})]
        action = dice.of(dice.of([here, here, [*ACTIONS, WRITE]]))
        who = dice.of(dice.of([able(case, action) or near, near, people]))
        seen = dice.of([*[case.version] * 6, case.version - 1, None])
        with self.a_minute_later() as on:
            self.tries(case, Next(who, action, {}), dice, on, seen)

    def some_case(self, dice: Dice) -> Case:
        """One of the requests, mostly the first, so that one at least goes far."""
        return dice.of([*[self.cases[0]] * 3, *self.cases])

    def tries(self, case: Case, tried: Next, dice: Dice, on: date, seen: int | None = NOW) -> None:
        """Somebody tries a step: answered as expected, and then the request stands as the model has it."""
        who, action, wanted = tried
        if action == WRITE:
            self.saves(case, who, dice, stale=seen != NOW and seen != case.version)
            return
        seen = case.version if seen == NOW else seen
        sent, said = said_at(Saying(self.place(case), case, self.cases, who, on, dice, wanted), action)
        expected = status(case, who, action, said, seen, on)
        headers = {} if seen is None else {"If-Match": f'"{seen}"'}
        if dice.one_in(3):
            headers["Idempotency-Key"] = f"{self.family}-{len(self.kept)}-{self.now.timestamp():.0f}"
        note(f"{self.now:%Y-%m-%d %H:%M} {who} {action} on {case.reference}, {case.state}: {said}; expected {expected}")
        path = f"/requests/{case.reference}/actions/{action}"
        response = self.place(case).call(who, "POST", path, json={"answers": sent}, headers=headers)
        answered(response, expected)
        if expected != TAKEN:
            return
        step = step_of(case, action, said)
        team = stands_in(case, step, who)
        take(case, step, who, team, {"team": team, **said}, self.now, on)
        assert response.headers["ETag"] == f'"{case.version}"'
        shows(self.place(case), case, response.json)
        self.tally.update((action, case.state))
        if "Idempotency-Key" in headers:
            self.kept.append(Kept(case, who, path, {"answers": sent}, headers, response.get_data(), case.version))

    def saves(self, case: Case, who: str, dice: Dice, stale: bool) -> None:
        """Somebody saves the draft, with all that advice needs or with too little."""
        text, stale = dice.of(["complete", "complete", "complete", "thin"]), stale or dice.one_in(5)
        seen = case.draft.version + (1 if stale else 0)
        expected = saving(case, who, seen)
        note(f"{self.now:%Y-%m-%d %H:%M} {who} saves a {text} draft of {case.reference}; expected {expected}")
        path, headers = f"/requests/{case.reference}/draft", {"If-Match": f'"{seen}"'}
        response = self.place(case).call(who, "PUT", path, json=TEXTS[text], headers=headers)
        answered(response, expected)
        if expected == TAKEN:
            save(case, who, text)
            assert response.json["version"] == case.draft.version

    @precondition(lambda self: self.kept)
    @rule(number=NUMBERS)
    def a_call_is_sent_again(self, number: int) -> None:
        """The same key: the same reply to the byte, unless it would tell of what is hidden now; other words: refused."""
        dice = Dice(number)
        kept = dice.of(self.kept[::-1])
        other = dice.one_in(3)
        sent = {**kept.sent, "note": "In other words."} if other else kept.sent
        note(f"{self.now:%Y-%m-%d %H:%M} {kept.who} sends {kept.path} again{' in other words' if other else ''}")
        with self.a_minute_later():
            response = self.place(kept.case).call(kept.who, "POST", kept.path, json=sent, headers=dict(kept.headers))
        expected = UNMET if other else answer.retold(kept.case, kept.who, kept.version)
        answered(response, expected)
        assert expected != TAKEN or response.get_data() == kept.reply

    @rule(number=NUMBERS)
    def somebody_reads(self, number: int) -> None:
        """Anybody of either authority looks at a request: it is shown as it is, or does not exist for them."""
        dice = Dice(number)
        case, channel = dice.of(self.cases[::-1]), dice.of(CHANNELS)
        council = dice.of([case.council, case.council, case.council, *self.councils.values()])
        who = dice.of(list(council.people))
        note(f"{self.now:%Y-%m-%d %H:%M} {who} of {council.name} reads {case.reference}{channel}")
        with self.a_minute_later():
            if channel == SEARCH:
                self.finds(council, who)
                return
            response = self.places[council.name].call(who, "GET", f"/requests/{case.reference}{channel}")
        answered(response, TAKEN if sees(council, case, who) else NOT_THERE)
        if response.status_code == TAKEN:
            self.reads(case, who, channel, response.json)

    def reads(self, case: Case, who: str, channel: str, body: Any) -> None:
        """What was read agrees with the model."""
        if channel == "":
            shows(self.place(case), case, body)
        elif channel == "/history":
            tells_its_path(case, body["events"])
        elif channel == "/advice":
            versions_issued(case, body)
        elif channel == "/actions":
            found = {offer["action"] for offer in body["actions"]}
            assert found == offers(case, who), f"{who}, offered wrongly: {found ^ offers(case, who)}"

    def finds(self, council: Council, who: str) -> None:
        """A search finds what somebody may know of, as it stands, and nothing else."""
        body = self.places[council.name].get(who, f"/requests?q={self.family}&per_page=100")
        found = {
            one["reference"]: (one["state"], (one["held_by"] or {}).get("team"), one["due_on"])
            for one in body["requests"]
        }
        known = [case for case in self.cases if sees(council, case, who)]
        assert found == {case.reference: (case.state, case.team, str(case.due) if case.due else None) for case in known}

    @rule(number=NUMBERS)
    def the_clock_jumps(self, number: int) -> None:
        """A day on or back, or to a moment at which clocks go wrong."""
        self.now = Dice(number).of([self.now + DAY, self.now + DAY, self.now + 7 * DAY, self.now - DAY, *MOMENTS])
        note(f"The clock jumps to {self.now}")

    def teardown(self) -> None:
        """What a run leaves: every history is the path that the model took, and the requests stand as it has them."""
        if sys.exc_info()[0] is not None:
            return
        with self.a_minute_later():
            for case in self.cases:
                history = self.place(case).get("auditor", f"/requests/{case.reference}/history")
                tells_its_path(case, history["events"])
                assert is_not_stuck(case), f"Nobody can take {case.reference} further: it is {case.state}."
            for council in {case.council.name: case.council for case in self.cases}.values():
                self.finds(council, "auditor")
