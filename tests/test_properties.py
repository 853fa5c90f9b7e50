"""Can any sequence of steps, taken by anybody, lose a request, leave it stuck or break its record?

People are drawn at random, and steps from what each is offered, or from everything there is. After each step the
request is held and told as it must be; what was not offered is refused, and what is refused changes nothing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models.verify import verify
from tests import answers
from tests.endings import assert_one_unbroken_path, history
from tests.place import STAFF, Place
from tests.walks import ONLOOKER, advice_clock, held_by_exactly_one_team
from workflow.machine import ROWS
from workflow.pathway import ACTIONS
from workflow.states import State

FIRST_DAY, STEPS = date(2026, 3, 2), 20
EXAMPLES = 250 if os.environ.get("THOROUGH") else 20
GIVES_UP = {"close", "close_as_duplicate", "adopt_existing_advice"}
SETTLES = {action for action in ACTIONS if action.startswith("settle_")}
WRITTEN_FIRST = {"something_is_written"}  # a draft is written when it is sent for review
STEPS_ON_A_REQUEST = [action for action in ACTIONS if action != "request_advice"]
REFUSED = {403, 404, 409, 422}
BORN = {"a child": "2017-05-14", "17": "2008-03-20", "an adult": "2003-05-14", "not known": None}
DOORS = {
    "northmere": {"children": "childrens_front_door", "adults": "adults_front_door"},
    "eastvale": {"children": "children_first_contact", "adults": "adults_gateway"},
}
SUITED = {  # by whether the person is an adult
    "assessment_type": ("s17_child_and_family", "care_act_s9"),
    "referral_kind": ("s17zd_parent_carer", "care_act_s10_carer"),
}
ASSESSORS = {
    "northmere": {"children": ["disabled_children", "early_intervention"], "adults": ["adult_learning_disability"]},
    "eastvale": {"children": ["disability_0_to_25", "family_help"], "adults": ["adult_assessment"]},
}
# Advice that may be issued for anybody: of every kind, at every age.
FOR_ANYBODY = {
    **answers.nothing_needed(),
    "preparation_for_adulthood": answers.advice()["preparation_for_adulthood"],
    "steps_or_reasons": "The panel met; two hours of support a week begin in May.",
    "awaits_assessment": "A child and family assessment, expected at Easter.",
}


@dataclass
class Wanderer:
    """One request that is sent about at random, as it is known after the last step. `seen` is every state it has been in."""

    place: Place
    chance: Random
    reference: str = ""
    request: Any = None
    events: list[Any] = field(default_factory=list)
    day: date = FIRST_DAY
    minute: int = 0
    seen: set[str] = field(default_factory=set)

    @property
    def model(self) -> str:
        return self.place.code.rsplit("_", 1)[0]

    def draw(self, options: list[Any]) -> Any:
        return self.chance.choice(options)

    def look(self) -> Any:
        """The request as the auditor sees it, who sees everything."""
        return self.place.get(ONLOOKER, f"/requests/{self.reference}")

    def near(self) -> list[str]:
        """Those in the team that holds it or is offered it, those who asked, and the DSCO."""
        theirs = {self.request["offered_to"], (self.request["held_by"] or {}).get("team")}
        works_in = {who: {team for _, team in roles} for who, roles in STAFF[self.model].items()}
        concerned = [who for who, teams in works_in.items() if theirs & teams]
        return [*concerned, *concerned, "caseworker", "send_manager", "dsco"]

    def offers(self, who: str) -> dict[str, bool]:
        """What somebody may do as they are told, and whether all but the draft is ready; nothing if they cannot see it."""
        response = self.place.call(who, "GET", f"/requests/{self.reference}/actions")
        told: Any = {"actions": []} if response.status_code == 404 else response.json
        return {
            offer["action"]: {need["rule"] for need in offer["unmet"]} <= WRITTEN_FIRST for offer in told["actions"]
        }

    def begin(self) -> None:
        """Ask for advice about somebody, and take it some way along, so that every state is within reach."""
        start = self.draw(["new", "triaged", "with a lead professional", "offered", "disputed"])
        changed: dict[str, Any] = {"person": answers.child(date_of_birth=BORN[self.draw(list(BORN))])}
        changed["reason"] = self.draw(["ehc_needs_assessment", "tribunal_recommendation", "family_request"])
        if start == "with a lead professional":
            changed["involvement"] = answers.active(self.place, team=ASSESSORS[self.model]["children"][0])
        self.reference = self.place.ask(**changed)
        self.request = self.look()
        if start != "new":
            self.go_along("social_worker" if start == "with a lead professional" else self.officer(), start)
        self.request, self.events = self.look(), history(self.place, self.reference)

    def officer(self) -> str:
        """The triage officer of the front door that has it."""
        return "adults_officer" if self.request["service"] == "adults" else "officer"

    def go_along(self, who: str, start: str) -> None:
        """The record is read and the family heard; and further, as far as the start says."""
        does = self.place.does
        if who != "social_worker":
            does(who, self.reference, "take")
        does(who, self.reference, "record_reading")
        does(who, self.reference, "record_contact", answers.spoke("young_person"))
        does(who, self.reference, "record_answers", answers.triage("parent"))
        if start in ("offered", "disputed"):
            does(who, self.reference, "record_consent")
            does(who, self.reference, "offer_transfer", self.given(who, "offer_transfer"))
        if start == "disputed":
            does(who, self.reference, "escalate_dispute")

    def step(self) -> None:
        """Somebody tries something, and what came of it is checked."""
        self.day += timedelta(days=self.draw([0, 0, 1, 8]))
        self.minute += 1
        with self.place.on(self.day, time(10, self.minute)):
            anybody = self.chance.random() < 0.2
            who = self.draw(list(self.place.people) if anybody else self.near())
            offered = self.offers(who)
            onward, moving = self.onward(offered), [action for action in offered if self.moves(action)]
            likely = self.draw([onward, moving, list(offered)]) or list(offered)
            action = self.draw(STEPS_ON_A_REQUEST if anybody or not likely else likely)
            given, tag = self.given(who, action), f'"{self.request["version"]}"'
            response = self.place.act(who, self.reference, action, given, headers={"If-Match": tag})
            said = f"{who} {action} from {self.request['state']}: {response.get_data(as_text=True)[:500]}"
            self.check(response, action in offered, said)

    def check(self, response: TestResponse, offered: bool, said: str) -> None:
        """The request and its record are whole, and only a step that was offered has moved them, by one event."""
        before, told = self.request, self.events
        taken = response.status_code == 200
        now: Any = response.json if taken else self.look()
        events = history(self.place, self.reference)
        self.request, self.events = now, events
        if taken:
            assert offered, f"this was not offered: {said}"
            assert events[:-1] == told, said
            assert response.headers["ETag"] == f'"{len(events)}"', said
        else:
            assert response.status_code in ({422} if offered else REFUSED), said
            assert (lasting(now), events) == (lasting(before), told), f"refused, and yet it changed: {said}"
        assert_one_unbroken_path(events)
        held_by_exactly_one_team(self.place, now)
        last = events[-1]
        assert (now["version"], now["state"]) == (last["seq"], last["to"]), said
        assert (now["held_by"] or {}).get("team") == last["held_by"]["team"], said
        assert advice_clock(before)["due_on"] in (None, advice_clock(now)["due_on"]), f"the due date moved: {said}"
        self.seen.add(now["state"])

    def given(self, who: str, action: str) -> dict[str, Any]:
        """The usual complete answers, about this request and from this person."""
        usual = answers.for_action(self.place, action)
        adult = (self.request["person"]["age"] or 0) >= 18
        usual |= {code: kinds[adult] for code, kinds in SUITED.items() if code in usual}
        if "offered_team" in usual:
            usual["offered_team"] = self.draw(ASSESSORS[self.model]["adults" if adult else "children"])
        if "front_door_team" in usual:
            usual["front_door_team"] = DOORS[self.model][self.draw(["children", "adults"])]
        if "contributing_team" in usual:
            usual["contributing_team"] = self.draw(ASSESSORS[self.model]["adults"] + ASSESSORS[self.model]["children"])
        if "safe_to_disclose" in usual:
            usual |= {"late_reason": "staffing", "late_explained": "Nobody was there."}
        if action == "assign":
            usual["assignee"] = self.place.email(who)
        if action == "submit_for_review":
            usual["draft_version"] = self.written(who)
        if action == "close_as_duplicate":
            usual["duplicate_of"] = self.twin()
        return usual

    def written(self, who: str) -> int:
        """The version of the draft, once this person has tried to write it."""
        path = f"/requests/{self.reference}/draft"
        before = self.place.call("dsco", "GET", path)
        content, tag = self.draw([FOR_ANYBODY, answers.advice()]), {"If-Match": before.headers["ETag"]}
        saved = self.place.call(who, "PUT", path, json=content, headers=tag)
        assert saved.status_code in {200, *REFUSED}
        draft: Any = saved.json if saved.status_code == 200 else before.json
        return int(draft["version"])

    def twin(self) -> str:
        """Another live request about the same person, or about somebody else."""
        person = {name: self.request["person"][name] for name in ("given_name", "family_name", "date_of_birth")}
        changed = self.draw([{}, {"date_of_birth": "2016-01-01"}])
        return self.place.ask(person={**person, **changed}, reason=self.request["reason"])

    def onward(self, offered: dict[str, bool]) -> list[str]:
        """What is ready and leads to a later state."""
        order, state = list(State), State(self.request["state"])
        later = order[order.index(state) + 1 :]
        ahead = {action for action in offered for row in ROWS[state, action] if row.target in later}
        return [action for action, ready in offered.items() if ready and action in ahead and self.moves(action)]

    def moves(self, action: str) -> bool:
        """Whether a step leads to another state, and does not end the request."""
        rows = ROWS.get((State(self.request["state"]), action), ())
        return action not in GIVES_UP and any(row.target not in (None, self.request["state"]) for row in rows)

    def goes_on(self) -> bool:
        """Somebody can still take it further, without a dispute and not by giving it up."""
        with self.place.on(self.day, time(11)):
            offered = (action for who in dict.fromkeys(self.near()) for action in self.offers(who))
            return any(self.moves(action) and action not in SETTLES for action in offered)


def lasting(request: Any) -> dict[str, Any]:
    """What does not change with the day: all but the clocks, the days it was held, and what follows from age."""
    return {part: said for part, said in request.items() if part not in ("clocks", "hands", "person", "rights")}


@pytest.mark.parametrize("served", ["sqlite"], indirect=True)
def test_no_sequence_of_steps_loses_a_request_or_breaks_its_record(northmere: Place, eastvale: Place) -> None:
    """One holder until it is closed, one path of the table, one unbroken record; whatever anybody tries."""
    reached: set[str] = set()

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)
    @given(st.randoms(use_true_random=True))
    def wander(chance: Random) -> None:
        wanderer = Wanderer(chance.choice([northmere, eastvale]), chance)
        with wanderer.place.on(FIRST_DAY, time(9)):
            wanderer.begin()
        for _ in range(STEPS):
            wanderer.step()
        assert wanderer.goes_on(), f"nobody can take it further: {wanderer.request}"
        storage = wanderer.place.storage
        with Session(storage.engine) as session:
            assert verify(session, storage.keys, wanderer.place.code).faults == ()
        reached.update(wanderer.seen)

    wander()
    assert reached == set(State)
