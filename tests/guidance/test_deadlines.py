"""What starts each clock beside that of the advice, how long it runs, what meets it and what ends it unmet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.guidance.cases import authority
from workflow.clocks.deadlines import BY_NAME, DEADLINES, Dates, Deadline, running
from workflow.clocks.standing import Clock, clock_of, clocks
from workflow.clocks.timescales import Duty
from workflow.rule import GUIDANCE, LAW, LOCAL
from workflow.states import State

MONDAY = date(2026, 6, 1)  # ten weeks without a bank holiday begin here
CLOSED_ON = date(2026, 6, 9)
REVIEW = ("moved_la", "deceased", "error", "duplicate")
ASSESSMENT = ("withdrawn", "ehcna_ceased", *REVIEW)
CLOSING = "The request was closed on Tuesday 9 June 2026, which ends this too."
AS_DUPLICATE = "The request was closed on Tuesday 9 June 2026 as a duplicate: this goes on with the other request."
CLOSING_ADVICE = "The request was closed on Tuesday 9 June 2026."
ASKED = "The EHC needs assessment was asked for on Monday 1 June 2026."
MET, RECEIVED = "The review meeting is on Monday 1 June 2026.", "The request was received on Monday 1 June 2026."
REFERRED, NOTIFIED = "It was referred on Monday 1 June 2026.", "The re-assessment was notified on Monday 1 June 2026."
PLAN = "The final plan was issued on"
# fmt: off
# clock: the mark that starts it, its sentence; the due date and the sentence of the count; what meets it, its sentence.
ROWS: dict[str, tuple[str, str, date, str, tuple[str, ...], str]] = {
    "ehc_decision": ("ehc_requested", ASKED, date(2026, 7, 13), "Six weeks from", ("ehc_decided",), "It was decided, at the latest, on"),
    "ehc_no_plan": ("ehc_requested", ASKED, date(2026, 9, 21), "16 weeks from", ("plan_refused", "draft_plan", "final_plan"), "It was decided on"),
    "ehc_plan": ("ehc_requested", ASKED, date(2026, 10, 19), "20 weeks from", ("final_plan",), PLAN),
    "reassessed_plan": ("reassessment_notified", NOTIFIED, date(2026, 9, 7), "14 weeks from", ("final_plan",), PLAN),
    "review_report": ("meeting", MET, date(2026, 6, 15), "Two weeks from", ("review_report",), "The report was sent on"),
    "review_decision": ("meeting", MET, date(2026, 6, 29), "Four weeks from", ("review_notice", "plan_unchanged"), "The decision was notified on"),
    "amended_plan": ("meeting", MET, date(2026, 8, 24), "12 weeks from", ("final_plan",), "The amended plan was issued on"),
    "section_17_decision": ("section_17_referred", REFERRED, date(2026, 6, 2), "One working day from", ("section_17_decided",), "The team answered on"),
    "section_17_assessment": ("section_17_referred", REFERRED, date(2026, 8, 3), "45 working days from", ("section_17_done",), "The assessment was completed on"),
    "plan_transfer": ("move_known", "The move became known on Monday 1 June 2026.", date(2026, 6, 19), "15 working days from", ("plan_transferred",), "The plan was transferred on"),
    "acknowledge": ("received", RECEIVED, date(2026, 6, 2), "One working day from", ("acknowledged",), "It was taken up on"),
    "return": ("received", RECEIVED, date(2026, 6, 3), "2 working days from", ("returned",), "It was returned on"),
    "first_contact": ("received", RECEIVED, date(2026, 6, 8), "5 working days from", ("contacted",), "The first attempt was made on"),
    "triage_decision": ("at_front_door", "It came to the front door on Monday 1 June 2026.", date(2026, 6, 15), "10 working days from", ("decided",), "It was decided on"),
    "draft": ("received", RECEIVED, date(2026, 7, 3), "32 calendar days from", ("drafted",), "A draft was sent for review on"),
    "review": ("submitted", "The draft was sent on Monday 1 June 2026.", date(2026, 6, 4), "3 working days from", ("reviewed",), "It was checked on"),
    "dispute": ("disputed", "The dispute was escalated on Monday 1 June 2026.", date(2026, 6, 3), "2 working days from", ("settled",), "It was settled on"),
}
# fmt: on
REASON_OF = {"ehc_requested": "ehc_needs_assessment", "reassessment_notified": "reassessment"}
ALSO: dict[str, Any] = {"plan_transfer": {"moved": MONDAY}}
EACH = pytest.mark.parametrize("name", ROWS)


def dates(reason: str = "annual_review", closure: str | None = None, **marks: date) -> Dates:
    """A request received on the first of June of which these days are known."""
    state = State.CLOSED if closure else State.TRIAGING
    due = MONDAY + timedelta(days=42)
    duty = Duty(reason, MONDAY)
    return Dates(authority(), duty, state, MONDAY, due, marks=marks, closure_reason=closure)


def clock(name: str, on: date = MONDAY, closure: str | None = None, **marks: date) -> Clock:
    """That clock of a request in which it was started on the first of June."""
    started = {ROWS[name][0]: MONDAY, **ALSO.get(name, {})}
    return clock_of(BY_NAME[name], dates(closure=closure, **{**started, **marks}), on)


def test_every_clock_of_the_table_is_looked_at_here() -> None:
    assert list(ROWS) == [one.name for one in DEADLINES] == list(BY_NAME)
    titles = [one.title for one in DEADLINES]
    assert len(set(titles)) == len(titles)


@EACH
def test_a_clock_starts_with_its_own_day_and_with_no_other(name: str) -> None:
    starts = ROWS[name][0]
    also = {"returned": MONDAY} if name == "return" else {}
    others = {row[0]: MONDAY for row in ROWS.values() if row[0] != starts}
    reason = REASON_OF.get(starts, "annual_review")
    assert BY_NAME[name] in running(dates(reason, **{starts: MONDAY}, **also))
    assert BY_NAME[name] not in running(dates(reason, **others, **also))


@EACH
def test_a_clock_shows_its_start_its_count_and_its_due_date(name: str) -> None:
    _, started, due, counted, _, _ = ROWS[name]
    shown = clock(name)
    first = "counted as day 1" if name == "plan_transfer" else "not counted"
    ends = "ends" if counted.startswith("One") else "end"
    day = f"{due:%A} {due.day} {due:%B %Y}"
    assert (shown.name, shown.title, shown.met_on) == (name, BY_NAME[name].title, None)
    assert (shown.started_on, shown.due_on, shown.act_by, shown.status) == (MONDAY, due, due, "on_track")
    assert shown.working[:2] == (started, f"{counted} Monday 1 June 2026, that day {first}, {ends} on {day}.")
    left = (due - MONDAY).days
    assert shown.working[-1] == ("1 day left." if left == 1 else f"{left} days left.")


def of_the_law() -> set[str]:
    return {
        "ehc_decision",
        "ehc_no_plan",
        "ehc_plan",
        "reassessed_plan",
        "review_report",
        "review_decision",
        "amended_plan",
        "plan_transfer",
    }


@EACH
def test_a_clock_cites_the_law_the_guidance_or_the_authoritys_own_file(name: str) -> None:
    shown = clock(name)
    sure = LAW if name in of_the_law() else GUIDANCE if name.startswith("section_17") else LOCAL
    source = {LAW: "SEND Regulations 2014", GUIDANCE: "Working Together", LOCAL: "The authority's file"}[sure]
    assert shown.confidence is sure
    assert shown.cite.startswith(source)


@pytest.mark.parametrize(("name", "by"), [(name, by) for name, row in ROWS.items() for by in row[4]])
def test_a_clock_is_met_by_what_the_duty_asks_in_time_or_late(name: str, by: str) -> None:
    due, said = ROWS[name][2], ROWS[name][5]
    for days, stands, result in ((0, "met", "That is in time."), (1, "met_late", "That is 1 day late.")):
        done = due + timedelta(days=days)
        shown = clock(name, due + timedelta(days=50), **{by: done})
        assert (shown.met_on, shown.status, shown.due_on) == (done, stands, due)
        assert shown.working[-2:] == (f"{said} {done:%A} {done.day} {done:%B %Y}.", result)


@EACH
def test_nothing_else_meets_a_clock(name: str) -> None:
    meets = {by for row in ROWS.values() for by in row[4]} - set(ROWS[name][4])
    ends = {"plan_refused", "plan_unchanged", "review_notice"}
    shown = clock(name, ROWS[name][2] + timedelta(days=1), **dict.fromkeys(meets - ends, MONDAY))
    assert (shown.met_on, shown.status, shown.working[-1]) == (None, "overdue", "It is 1 day late.")


def test_the_first_of_several_that_meet_a_clock_counts() -> None:
    early, late = date(2026, 9, 1), date(2026, 10, 1)
    assert clock("ehc_no_plan", late, draft_plan=early, final_plan=late).met_on == early


@EACH
@pytest.mark.parametrize("why", [*ASSESSMENT, "not_required_ar", "existing_advice_adopted"])
def test_closing_the_request_ends_what_goes_with_it_and_nothing_else(name: str, why: str) -> None:
    shown = clock(name, date(2026, 12, 1), closure=why, closed=CLOSED_ON)
    reasons = {"ehc_": ASSESSMENT, "reas": ASSESSMENT, "revi": REVIEW, "amen": REVIEW}
    of_the_advice = name in ("review", "acknowledge", "return", "first_contact", "triage_decision", "draft", "dispute")
    if name == "plan_transfer" or (not of_the_advice and name[:4] in reasons and why not in reasons[name[:4]]):
        assert shown.status == "overdue"
        return
    said = CLOSING_ADVICE if of_the_advice else AS_DUPLICATE if why == "duplicate" else CLOSING
    if name.startswith("section_17"):
        said = f"{CLOSING_ADVICE} The duty to assess is its own, and goes on outside it."
    assert (shown.status, shown.working[-1]) == ("cancelled", said)


@pytest.mark.parametrize(
    ("name", "mark", "said"),
    [
        ("ehc_plan", "plan_refused", "It was decided on Tuesday 9 June 2026 that no plan is needed."),
        ("reassessed_plan", "plan_refused", "It was decided on Tuesday 9 June 2026 that no plan is needed."),
        ("amended_plan", "plan_unchanged", "The plan stays as it is: Tuesday 9 June 2026."),
        ("section_17_decision", "section_17_left", "It did not go on there: Tuesday 9 June 2026."),
        ("section_17_assessment", "section_17_left", "It did not go on there: Tuesday 9 June 2026."),
    ],
)
def test_a_decision_that_leaves_nothing_to_do_ends_the_clock_unmet(name: str, mark: str, said: str) -> None:
    shown = clock(name, date(2027, 6, 1), **{mark: CLOSED_ON})
    assert (shown.status, shown.met_on, shown.working[-1]) == ("cancelled", None, said)
    met = clock(name, date(2027, 6, 1), **{mark: CLOSED_ON, ROWS[name][4][0]: CLOSED_ON})
    assert met.met_on == CLOSED_ON
    assert said not in met.working


LEADS_TO_ADVICE = ["acknowledge", "return", "first_contact", "triage_decision", "draft", "dispute"]


@pytest.mark.parametrize("name", LEADS_TO_ADVICE)
def test_a_milestone_ends_unmet_when_the_advice_is_issued_without_it(name: str) -> None:
    marks = {ROWS[name][0]: MONDAY}
    issued = Dates(
        authority(), Duty("family_request", MONDAY), State.ISSUED, MONDAY, MONDAY, issued_on=CLOSED_ON, marks=marks
    )
    shown = clock_of(BY_NAME[name], issued, date(2026, 12, 1))
    assert (shown.status, shown.working[-1]) == ("cancelled", "Advice was issued on Tuesday 9 June 2026 without it.")


def test_the_check_of_an_amendment_runs_after_the_advice_was_issued() -> None:
    marks = {"submitted": date(2026, 7, 6)}
    amending = Dates(
        authority(), Duty("family_request", MONDAY), State.REVIEWING, MONDAY, MONDAY, issued_on=MONDAY, marks=marks
    )
    assert clock_of(BY_NAME["review"], amending, date(2026, 7, 10)).status == "overdue"


def test_a_return_has_its_clock_only_once_something_was_returned() -> None:
    assert BY_NAME["return"] not in running(dates(received=MONDAY))
    assert clock("return", returned=date(2026, 6, 3)).status == "met"


@pytest.mark.parametrize("reason", ["ehc_needs_assessment", "reassessment", "family_request", "tribunal_order"])
def test_a_meeting_starts_the_clocks_of_a_review_only_at_an_annual_review(reason: str) -> None:
    assert {one.name for one in running(dates(meeting=MONDAY))} == {"review_report", "review_decision", "amended_plan"}
    assert running(dates(reason, meeting=MONDAY)) == ()


OTHERS = ("annual_review", "reassessment", "tribunal_order", "tribunal_recommendation", "other_authority")


@pytest.mark.parametrize("reason", OTHERS)
def test_the_limits_of_an_ehc_needs_assessment_run_for_no_other_reason_whatever_day_is_given(reason: str) -> None:
    """A re-assessment has its own 14 weeks; the 20 weeks of another authority bind that one."""
    given = {"ehc_requested": MONDAY, "reassessment_notified": MONDAY}
    own = {"reassessed_plan"} if reason == "reassessment" else set()
    assert {one.name for one in running(dates(reason, **given))} == own
    for within in ("ehc_needs_assessment", "family_request"):
        assert {one.name for one in running(dates(within, **given))} == {"ehc_decision", "ehc_no_plan", "ehc_plan"}


@pytest.mark.parametrize(("name", "by"), [(name, by) for name, row in ROWS.items() for by in row[4]])
def test_what_came_before_a_limit_began_never_meets_it(name: str, by: str) -> None:
    """The amended plan of last year, a call of 2015, a decision of 2019."""
    assert clock(name, **{by: MONDAY - timedelta(days=1)}).status == "on_track"
    assert clock(name, **{by: MONDAY}).met_on == MONDAY


def of(one: Deadline, shown: tuple[Clock, ...]) -> Clock:
    return next(clock for clock in shown if clock.name == one.name)


def test_several_clocks_stand_side_by_side_and_none_changes_another() -> None:
    every: dict[str, date] = {row[0]: MONDAY for row in ROWS.values()} | {"returned": MONDAY, "moved": MONDAY}
    shown = []
    for reason in ("ehc_needs_assessment", "reassessment", "annual_review"):
        together = clocks(dates(reason, **every), CLOSED_ON)
        shown += [one.name for one in together]
        for one in running(dates(reason, **every)):
            alone = {one.starts: MONDAY, "moved": MONDAY, "returned": MONDAY, "received": MONDAY}
            assert of(one, together) == clock_of(one, dates(reason, **alone), CLOSED_ON)
    assert set(shown) == {"advice", *ROWS}
