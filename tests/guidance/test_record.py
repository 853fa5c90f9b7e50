"""What was read, to whom they spoke, and whose views the advice carries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.guidance.cases import (
    DAY,
    READ,
    SPOKE,
    TODAY,
    aged,
    case,
    consent,
    contact,
    in_the_way,
    proposing,
    step,
    told,
    triaged,
    unasked,
)
from workflow.facts import Draft, Facts
from workflow.history import Event
from workflow.rules import record
from workflow.states import Capacity, Kind, State

DECISIONS = ("decide_no_assessment", "offer_transfer")
tried = record.the_family_was_spoken_to_or_properly_tried.check
own_view = record.the_young_persons_own_view_was_sought.check
declined = record.the_young_person_has_not_declined_contact_with_parents.check


@pytest.mark.parametrize("action", DECISIONS)
def test_a_case_that_was_read_talked_over_and_asked_about_may_be_decided(action: str) -> None:
    assert in_the_way(proposing(triaged(), action)) == set()


@pytest.mark.parametrize("action", DECISIONS)
def test_a_member_of_the_front_door_reads_what_is_available(action: str) -> None:
    assert in_the_way(proposing(triaged(without=READ), action)) == {"a_record_was_read"}


@pytest.mark.parametrize("action", DECISIONS)
def test_they_arrange_to_speak_with_the_family(action: str) -> None:
    assert in_the_way(proposing(triaged(without=SPOKE), action)) == {"the_family_was_spoken_to_or_properly_tried"}


@pytest.mark.parametrize("voice", ["parent", "carer", "foster_carer", "special_guardian", "advocate"])
def test_they_speak_with_a_parent_a_carer_or_an_advocate(voice: str) -> None:
    assert tried(case(contact(voice)), TODAY) is None


@pytest.mark.parametrize("other", ["school_senco", "health", "sibling", "child", "file_only"])
def test_speaking_with_somebody_else_is_not_speaking_with_the_family(other: str) -> None:
    assert tried(case(contact(other)), TODAY)


@pytest.mark.parametrize(("on", "enough"), [(TODAY - DAY, False), (TODAY, True), (TODAY + DAY, True)])
def test_they_speak_with_the_young_person_alone_from_the_16th_birthday(on: date, enough: bool) -> None:
    spoken = case(contact("young_person"), person=aged(16))
    assert (tried(spoken, on) is None) is enough


ATTEMPTS = [
    (("phone", "phone"), "so far: 2 by 1"),
    (("phone", "letter"), "so far: 2 by 2"),
    (("phone", "phone", "phone"), "so far: 3 by 1"),
    (("phone", "phone", "letter"), None),
    (("phone", "sms", "letter", "home_visit"), None),
]


@pytest.mark.parametrize(("methods", "said"), ATTEMPTS)
def test_a_family_that_does_not_answer_is_tried_three_times_by_two_methods(
    methods: tuple[str, ...], said: str | None
) -> None:
    reason = tried(case(*(contact(outcome="no_answer", method=method) for method in methods)), TODAY)
    assert said in reason if said and reason else reason is said is None


def test_trying_the_school_three_times_is_not_trying_the_family() -> None:
    calls = [contact("school_senco", "no_answer", method) for method in ("phone", "email", "letter")]
    assert "so far: none" in (tried(case(*calls), TODAY) or "")


@pytest.mark.parametrize(("outcome", "enough"), [("declined", 1), ("unsafe_to_contact", 1), ("wrong_number", 0)])
def test_a_refusal_to_talk_or_a_danger_in_contact_is_recorded_instead(outcome: str, enough: int) -> None:
    assert (tried(case(contact(outcome=outcome)), TODAY) is None) == bool(enough)


def test_an_answer_that_a_parent_gave_is_a_conversation_with_them() -> None:
    assert tried(case(step("record_answers", coping=told("coping"))), TODAY) is None


@pytest.mark.parametrize(
    "not_heard",
    [
        step("record_answers", coping=unasked("coping", "parent")),
        step("request_advice", identified_needs=told("identified_needs")),
    ],
    ids=["a question not asked of the parent", "what SEND wrote that the parent said"],
)
def test_what_social_care_did_not_ask_is_no_conversation_of_theirs(not_heard: Event) -> None:
    assert tried(case(not_heard), TODAY)


@pytest.mark.parametrize(("on", "asked"), [(TODAY - DAY, False), (TODAY, True), (TODAY + DAY, True)])
def test_the_young_persons_own_view_is_sought_from_the_16th_birthday(on: date, asked: bool) -> None:
    assert (own_view(triaged(person=aged(16)), on) is not None) is asked


@pytest.mark.parametrize(
    "sought",
    [
        contact("young_person"),
        contact("young_person", "declined"),
        contact("advocate"),
        contact("alternative_person"),
        step("record_answers", coping=told("coping", informant="young_person")),
        step("decide_no_assessment", young_person_view_not_sought_because="In a coma since January."),
    ],
    ids=lambda event: event.action,
)
def test_the_young_person_speaks_themselves_or_through_an_advocate_or_it_is_said_why_not(sought: Event) -> None:
    assert own_view(triaged(person=aged(17)), TODAY)
    assert own_view(triaged(sought, person=aged(17)), TODAY) is None


def of_lead_professional(*history: Event, **views: str) -> Facts:
    """A draft of advice by a lead professional, about to be submitted for review."""
    written = case(
        *history,
        state=State.DRAFTING,
        draft=Draft(1, {"involvement": "Weekly visits.", "views": views}),
        kind=Kind.FINAL,
        capacity=Capacity.LEAD_PROFESSIONAL,
        team="disabled_children",
    )
    return proposing(written, "submit_for_review", draft_version=1)


BOTH = {"person": "I like swimming.", "family": "We need a rest."}


def test_advice_by_a_lead_professional_has_its_record_too() -> None:
    assert in_the_way(of_lead_professional(READ, SPOKE, **BOTH)) == set()
    assert in_the_way(of_lead_professional(SPOKE, **BOTH)) == {"a_record_was_read"}
    assert in_the_way(of_lead_professional(READ, **BOTH)) == {"the_family_was_spoken_to_or_properly_tried"}


def test_advice_by_an_assessing_team_has_its_record_too() -> None:
    written = replace(of_lead_professional(**BOTH), capacity=Capacity.ASSESSING_TEAM)
    assert in_the_way(written) == {"a_record_was_read", "the_family_was_spoken_to_or_properly_tried"}


@pytest.mark.parametrize(
    ("views", "who"),
    [
        ({"family": "We need a rest."}, "views of the child or young person,"),
        ({"person": "I like swimming."}, "views of the family,"),
        ({}, "views of the child or young person and the family,"),
    ],
)
def test_advice_carries_the_views_of_the_person_and_of_the_family(views: dict[str, str], who: str) -> None:
    written = of_lead_professional(READ, contact("advocate"), **views)
    assert in_the_way(written) == {"the_persons_and_the_familys_views_are_recorded"}
    assert who in (record.the_persons_and_the_familys_views_are_recorded.check(written, TODAY) or "")


def test_views_given_in_conversation_are_recorded_already() -> None:
    assert in_the_way(of_lead_professional(READ, SPOKE, contact("child"))) == set()


def test_advice_says_why_views_are_missing() -> None:
    unreachable = [contact(outcome="no_answer", method=method) for method in ("phone", "sms", "letter")]
    explained = of_lead_professional(READ, *unreachable, absent_because="Three attempts failed; she is not speaking.")
    assert in_the_way(explained) == set()


PAST_SCHOOL_AGE = aged(16)  # compulsory school age ends on Friday 26 June 2026
REFUSED = consent("contact_with_parents", "declined", date(2026, 7, 1))


def calling(*history: Event, on: date, who: str = "parent", **changed: Any) -> Facts:
    """A conversation about to be recorded."""
    usual: dict[str, Any] = {"person": PAST_SCHOOL_AGE, **changed}
    return case(*history, **usual).with_step(contact(who, on=on))


@pytest.mark.parametrize(("days", "allowed"), [(-1, True), (0, False), (1, False)])
def test_a_young_person_past_school_age_decides_whether_their_parents_are_spoken_to(days: int, allowed: bool) -> None:
    on = date(2026, 7, 1) + days * DAY
    assert (declined(calling(REFUSED, on=on), on) is None) is allowed


@pytest.mark.parametrize(("on", "allowed"), [(date(2026, 6, 26), True), (date(2026, 6, 27), False)])
def test_until_the_end_of_compulsory_school_age_the_parents_are_spoken_to(on: date, allowed: bool) -> None:
    early = consent("contact_with_parents", "declined", date(2026, 6, 1))
    assert (declined(calling(early, on=on), on) is None) is allowed


def test_what_is_recorded_late_is_judged_by_the_day_of_the_conversation_and_of_the_refusal() -> None:
    assert declined(calling(REFUSED, on=date(2026, 6, 30)), date(2026, 7, 10)) is None
    noted_late = replace(REFUSED, at=REFUSED.at + 9 * DAY)
    assert declined(calling(noted_late, on=date(2026, 7, 2)), date(2026, 7, 10)), "they had declined by then"


@pytest.mark.parametrize("answer", ["declined", "withdrawn"])
def test_the_latest_word_of_the_young_person_counts(answer: str) -> None:
    later = date(2026, 7, 2)
    refused = consent("contact_with_parents", answer, date(2026, 7, 1))
    assert declined(calling(refused, on=later), later)
    assert declined(calling(refused, consent("contact_with_parents", "given", later), on=later), later) is None


@pytest.mark.parametrize(("who", "spoken_to"), [("carer", False), ("post16", True), ("young_person", True)])
def test_others_may_still_be_spoken_to(who: str, spoken_to: bool) -> None:
    assert (declined(calling(REFUSED, on=TODAY.replace(month=8), who=who), TODAY) is None) is spoken_to


@pytest.mark.parametrize("action", ["record_answers", "review_provision"])
def test_answers_of_a_parent_are_a_conversation_with_them_too(action: str) -> None:
    on = date(2026, 7, 2)
    declines = case(REFUSED, person=PAST_SCHOOL_AGE)
    answered = proposing(declines, action, coping=told("coping"))
    assert in_the_way(answered, on) == {"the_young_person_has_not_declined_contact_with_parents"}
    before = replace(told("coping"), asked_on=date(2026, 6, 30))
    assert in_the_way(proposing(declines, action, coping=before), on) == set()
    assert in_the_way(proposing(declines, action, coping=told("coping", informant="post16")), on) == set()


def test_a_young_person_who_lacks_capacity_is_not_bound_by_the_refusal() -> None:
    lacks = step("update_person", capacity_outcome="lacks")
    on = date(2026, 7, 2)
    assert in_the_way(calling(REFUSED, on=on), on) == {"the_young_person_has_not_declined_contact_with_parents"}
    assert in_the_way(calling(REFUSED, lacks, on=on), on) == set()


def test_a_reason_is_given_where_contact_is_unsafe() -> None:
    unsafe = case().with_step(contact(outcome="unsafe_to_contact"))
    assert in_the_way(unsafe) == {"a_reason_is_given_where_contact_is_unsafe"}
    said = {"informant_kind": "parent", "outcome": "unsafe_to_contact", "not_safe_because": "He reads her messages."}
    assert in_the_way(proposing(case(), "record_contact", **said)) == set()
