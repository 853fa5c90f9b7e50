"""On which day each thing happened that starts, meets or ends a clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.guidance.cases import DAY, TODAY, contact, step, told
from workflow.history import Answer, Event
from workflow.marks import ACKNOWLEDGE, CLEARED, MARKS, marked, marks_of
from workflow.pathway import ACTIONS, PATHWAY
from workflow.states import State

EARLY, LATE = TODAY, TODAY + 7 * DAY
SAID = date(2026, 3, 9)
SECTION_17 = {"assessment_type": "s17_child_and_family"}
EACH = [(action, mark) for action, marks in MARKS.items() for mark in marks]
EACH_MARK = pytest.mark.parametrize(("action", "mark"), EACH, ids=[f"{action}-{mark.name}" for action, mark in EACH])


def answered(mark: Any, day: date | None = SAID) -> dict[str, Any]:
    """What a step must answer for this mark to be set."""
    said: dict[str, Any] = {}
    if mark.only:
        said[mark.only[0]] = mark.only[1][0]
    if mark.unless:
        said[mark.unless[0]] = "early_help_assessment"
    if mark.day and day:
        said[mark.day] = day.isoformat()
    return said


def after(*history: Event) -> dict[str, date]:
    return dict(marks_of(history))


def test_every_step_that_marks_or_clears_a_day_is_one_of_the_pathway() -> None:
    assert {*MARKS, *CLEARED, *ACKNOWLEDGE} <= set(ACTIONS)


@EACH_MARK
def test_a_step_marks_the_day_that_it_says_or_the_day_on_which_it_was_taken(action: str, mark: Any) -> None:
    said = SAID if mark.day else EARLY
    assert after(step(action, on=EARLY, **answered(mark)))[mark.name] == said
    without = after(step(action, on=EARLY, **answered(mark, None)))
    assert without.get(mark.name) == (EARLY if mark.else_on or not mark.day else None)


@EACH_MARK
def test_a_day_once_marked_stands_unless_the_step_marks_it_again(action: str, mark: Any) -> None:
    before = {mark.name: EARLY, **({mark.since: EARLY} if mark.since else {})}
    now = marked(before, step(action, on=LATE, **answered(mark, LATE)))[mark.name]
    assert now == (LATE if mark.again or mark.name in CLEARED.get(action, ()) else EARLY)
    silent = marked(before, step(action, on=LATE, **answered(mark, None))).get(mark.name)
    anew = mark.name in CLEARED.get(action, ()) or (mark.again and not mark.day)
    assert silent == (LATE if anew else EARLY)


FROM = [(action, mark) for action, mark in EACH if mark.since and mark.since not in CLEARED.get(action, ())]


@pytest.mark.parametrize(("action", "mark"), FROM)
def test_a_day_before_that_from_which_a_limit_counts_is_not_marked_and_does_not_stand(action: str, mark: Any) -> None:
    """A conversation of 2015 does not meet the limit of a request of today; the first one after it does."""
    stale, on = {mark.since: EARLY, mark.name: EARLY - DAY}, EARLY - DAY if mark.day is None else LATE
    assert marked({mark.since: EARLY}, step(action, on=on, **answered(mark, EARLY - DAY))).get(mark.name) is None
    assert marked(stale, step(action, on=EARLY, **answered(mark, EARLY)))[mark.name] == EARLY


def test_an_answer_asked_for_before_the_request_is_no_first_contact() -> None:
    received = step("request_advice", on=EARLY, received_on=EARLY.isoformat())
    asked = {f"q{n}": Answer(f"q{n}", "Yes", "parent", asked_on=EARLY + n * DAY) for n in (-1, 1)}
    assert after(received, step("record_answers", on=LATE, **asked))["contacted"] == EARLY + DAY
    assert "contacted" not in after(received, step("record_answers", on=LATE, before=asked["q-1"]))


def test_an_assessment_that_was_never_made_is_never_complete() -> None:
    """Offered for a section 17 assessment, refused, settled as early help: what is complete then is the other one."""
    offered = step("offer_transfer", on=EARLY, **SECTION_17)
    settled = step("settle_dispute", on=LATE, assessment_type="early_help_assessment")
    done = step("complete_assessment", on=LATE + DAY, completed_on=LATE.isoformat())
    assert after(offered, step("accept_transfer", on=EARLY), done)["section_17_done"] == LATE
    for left in (settled, step("refuse_transfer", on=LATE)):
        assert "section_17_done" not in after(offered, left, done)


@EACH_MARK
def test_a_mark_with_a_condition_is_set_only_where_it_holds(action: str, mark: Any) -> None:
    for condition, other in ((mark.only, "another"), (mark.unless, "s17_child_and_family")):
        if condition:
            for said in (other, None):
                answers = {**answered(mark), condition[0]: said}
                assert mark.name not in after(step(action, on=EARLY, **answers))


@pytest.mark.parametrize(("action", "name"), [(action, name) for action, names in CLEARED.items() for name in names])
def test_a_step_that_undoes_another_clears_its_day(action: str, name: str) -> None:
    cleared = marked({name: EARLY, "kept": EARLY}, step(action, on=LATE))
    sets_it_again = name in {mark.name for mark in MARKS.get(action, ()) if not mark.only and not mark.unless}
    assert cleared.get(name) == (LATE if sets_it_again else None)
    assert cleared["kept"] == EARLY


@pytest.mark.parametrize("action", sorted(set(ACTIONS)))
def test_the_first_step_that_takes_a_request_up_acknowledges_it(action: str) -> None:
    first = after(step("note", on=EARLY), step(action, on=EARLY))
    assert first.get("acknowledged") == (EARLY if action in ACKNOWLEDGE else None)
    assert after(step("take", on=EARLY), step(action, on=LATE))["acknowledged"] == EARLY


def test_neither_the_requester_nor_a_routing_acknowledges_a_request() -> None:
    of_send = {row.action for row in PATHWAY if row.stage in ("Request", "The end")}
    assert not of_send & ACKNOWLEDGE
    assert not {"note", "update_person", "chase", "claim_exception", "release"} & ACKNOWLEDGE


def test_a_request_comes_to_the_front_door_when_it_is_received_or_when_it_is_first_sent_there() -> None:
    first = replace(step("request_advice", on=LATE, received_on=SAID.isoformat()), target=State.AWAITING_TRIAGE)
    assert after(first)["at_front_door"] == SAID
    led = replace(first, target=State.DRAFTING)
    declined = replace(step("decline_involvement", on=LATE), target=State.AWAITING_TRIAGE)
    assert "at_front_door" not in after(led)
    assert after(led, declined)["at_front_door"] == LATE
    assert after(first, declined)["at_front_door"] == SAID


@pytest.mark.parametrize(
    ("who", "counts"), [("parent", True), ("young_person", True), ("advocate", True), ("school_senco", False)]
)
def test_the_first_contact_is_with_somebody_who_can_speak_for_the_family(who: str, counts: bool) -> None:
    assert after(contact(who, on=EARLY)).get("contacted") == (EARLY if counts else None)
    for action in ("record_answers", "review_provision"):
        heard = step(action, on=LATE, home=told("home", informant=who))
        assert after(heard).get("contacted") == (LATE if counts else None)
    assert "contacted" not in after(step("note", on=LATE, home=told("home", informant=who)))


def test_the_first_contact_is_the_earliest_day_on_which_an_answer_was_asked_for() -> None:
    days = {f"q{n}": Answer(f"q{n}", "Yes", "parent", asked_on=EARLY - n * DAY) for n in range(3)}
    assert after(step("record_answers", on=LATE, **days))["contacted"] == EARLY - 2 * DAY


@pytest.mark.parametrize(
    "mark", ["ehc_requested", "ehc_decided", "draft_plan", "final_plan", "review_notice", "plan_transferred"]
)
def test_send_tells_of_its_own_steps_in_a_note_and_the_last_it_says_stands(mark: str) -> None:
    first = step("note", on=EARLY, ehc_step=mark, ehc_step_on=SAID.isoformat())
    assert after(first) == {mark: SAID}
    assert after(first, step("note", on=LATE, ehc_step=mark, ehc_step_on=LATE.isoformat())) == {mark: LATE}
    assert after(step("note", on=LATE, ehc_step=mark)) == {mark: LATE}
    assert after(step("chase", on=LATE, ehc_step=mark)) == {}


CLAIM = step("claim_exception", on=EARLY)
OF_THE_PLAN = step("claim_exception", on=EARLY, exception_clock="ehc_plan")
APPROVE, REFUSE = step("approve_exception", on=LATE), step("refuse_exception", on=LATE)


def test_an_exception_is_claimed_and_approved_for_one_clock_and_for_the_advice_unless_another_is_named() -> None:
    assert after(CLAIM) == {"claimed.advice": EARLY}
    assert after(CLAIM, APPROVE) == {"excused.advice": LATE}
    assert after(OF_THE_PLAN, APPROVE) == {"excused.ehc_plan": LATE}
    assert after(CLAIM, APPROVE, OF_THE_PLAN) == {"excused.advice": LATE, "claimed.ehc_plan": EARLY}
    assert after(CLAIM, APPROVE, OF_THE_PLAN, APPROVE) == {"excused.advice": LATE, "excused.ehc_plan": LATE}


def test_an_exception_that_is_refused_leaves_no_trace_on_the_clocks() -> None:
    assert after(CLAIM, REFUSE) == {}
    assert after(CLAIM, APPROVE, CLAIM, REFUSE) == {"excused.advice": LATE}
    assert after(APPROVE) == {}


def at(event: Event, state: State) -> Event:
    return replace(event, target=state)


DISPUTE = step("escalate_dispute", on=EARLY)


@pytest.mark.parametrize(
    ("then", "over"),
    [
        (step("note", on=LATE), False),
        (at(step("offer_transfer", on=LATE), State.OFFERED), False),
        (at(step("release", on=LATE), State.AWAITING_TRIAGE), False),
        (at(step("settle_dispute_for_front_door", on=LATE), State.AWAITING_TRIAGE), True),
        (at(step("settle_dispute", on=LATE), State.ASSESSING), True),
        (at(step("settle_dispute_for_lead_professional", on=LATE), State.DRAFTING), True),
        (at(step("accept_transfer", on=LATE), State.ASSESSING), True),
        (at(step("decide_no_assessment", on=LATE), State.DRAFTING), True),
        (at(step("close", on=LATE), State.CLOSED), True),
    ],
    ids=lambda one: one.action if isinstance(one, Event) else "",
)
def test_a_dispute_runs_until_it_is_settled_or_overtaken(then: Event, over: bool) -> None:
    found = after(DISPUTE, then)
    assert (found["disputed"], found.get("settled")) == (EARLY, LATE if over else None)
    assert after(DISPUTE, then, step("note", on=LATE + DAY)).get("settled") == (LATE if over else None)
    again = after(DISPUTE, then, step("escalate_dispute", on=LATE + DAY))
    assert (again["disputed"], again.get("settled")) == (LATE + DAY, None)
    assert "settled" not in after(then)


REFERRED = step("offer_transfer", on=EARLY, **SECTION_17)


def test_a_section_17_assessment_that_becomes_another_one_is_left_and_can_be_taken_up_again() -> None:
    other = {"assessment_type": "early_help_assessment"}
    for action in ("settle_dispute", "plan_assessment"):
        left = (REFERRED, step(action, on=LATE, **other))
        assert (after(*left)["section_17_referred"], after(*left)["section_17_left"]) == (EARLY, LATE)
        resumed = after(*left, step(action, on=LATE + DAY, **SECTION_17))
        assert resumed["section_17_referred"] == EARLY
        assert "section_17_left" not in resumed
    assert (
        not {"section_17_referred", "section_17_left"}
        & after(REFERRED, step("offer_transfer", on=LATE, **other)).keys()
    )
