"""What goes wrong with the advice itself, its dates and its reasons, and how does the request still end?"""

from __future__ import annotations

from tests import answers
from tests.endings import advised, clock, for_an_adult, issued, provision, taken, triaged, walk_to_the_end, written
from tests.place import Place
from tests.walks import WRITE, Step, asked, look


def test_someone_who_turns_18_while_it_is_open_has_both_services_and_no_h1(northmere: Place) -> None:
    """Event 18."""
    reference = asked(northmere, "2026-03-02", person=answers.child(date_of_birth="2008-03-20"))
    steps = (
        *triaged("2026-03-04", informant="young_person"),
        Step("2026-03-05", "adults_officer", "record_contact", changed={"informant_kind": "young_person"}),
        Step("2026-03-09", "officer", "decide_no_assessment", state="drafting", held="childrens_front_door"),
        *written("2026-03-19"),
        Step("2026-03-20", "reviewer", "issue_advice", refused=(422, "h1_is_for_those_under_18_on_the_day_of_issue")),
        Step("2026-03-20", "reviewer", "return_draft", changed={"return_reasons": ["h1_broken"]}, state="drafting"),
        *written("2026-03-23", content=for_an_adult()),
        *issued("2026-03-24"),
    )
    assert walk_to_the_end(northmere, reference, steps)["contributors"] == ["adults_front_door"]


def test_preparation_for_adulthood_is_needed_once_year_9_has_begun(northmere: Place) -> None:
    """Event 19."""
    reference = asked(northmere, "2026-08-24", person=answers.child(date_of_birth="2013-08-31"))
    younger = {code: said for code, said in answers.triage().items() if not code.startswith("pfa_")}
    without = {part: said for part, said in answers.advice().items() if part != "preparation_for_adulthood"}
    missing = {"return_reasons": ["no_preparation_for_adulthood"]}
    steps = (
        Step("2026-08-26", "officer", "take", state="triaging"),
        Step("2026-08-26", "officer", "record_reading"),
        Step("2026-08-26", "officer", "record_contact"),
        Step("2026-08-26", "officer", "record_answers", younger),
        Step("2026-08-28", "officer", "decide_no_assessment", state="drafting", clock=clock("2026-10-05")),
        *written("2026-08-28", content=without),
        Step(
            "2026-09-15",
            "reviewer",
            "issue_advice",
            refused=(422, "preparation_for_adulthood_is_addressed_from_year_9"),
        ),
        Step("2026-09-15", "reviewer", "return_draft", changed=missing, state="drafting"),
        *written("2026-09-16"),
        *issued("2026-09-17"),
    )
    walk_to_the_end(northmere, reference, steps)


def test_a_draft_is_returned_with_its_reasons_until_it_may_be_issued(northmere: Place) -> None:
    """Event 24."""
    reference = asked(northmere, "2026-07-06")
    poor = provision(category="h2_residential_short_break", amount=None)
    reasons = {"return_reasons": ["h1_broken", "not_quantified", "third_party_detail", "education_or_health_provision"]}
    steps = (
        *triaged("2026-07-13"),
        Step("2026-07-20", "officer", "decide_no_assessment", state="drafting"),
        Step("2026-08-03", "door_manager", WRITE, poor),
        *written("2026-08-04", content=poor),
        Step(
            "2026-08-05",
            "reviewer",
            "issue_advice",
            refused=(
                422, "h1_is_from_the_closed_list", "h1_holds_no_residential_short_break", "provision_is_quantified"),
        ),
        Step("2026-08-05", "reviewer", "return_draft", changed=reasons, state="drafting", clock=clock("2026-08-17"),
             clocks={"review": "2026-08-07 met on 2026-08-05"}),
        *written("2026-08-10"),
        look("2026-08-10", {"review": "2026-08-13 on_track"}),
        Step("2026-08-11", "door_manager", "issue_advice", refused=(403,)),
        *issued("2026-08-12"),
    )
    assert walk_to_the_end(northmere, reference, steps)["clocks"][0]["status"] == "met"
    assert taken(northmere, reference, "return_draft")[0]["return_reasons"] == reasons["return_reasons"]


def test_late_advice_is_chased_explained_and_issued_with_a_reason(northmere: Place) -> None:
    """Event 25. Left for later: telling managers on days 28, 35 and 43; offering partial advice without an assessment."""
    reference = asked(northmere, "2026-03-02")
    told = {"delay_reason": "staffing", "new_expected_on": "2026-04-17"}
    steps = (
        *triaged("2026-03-04"),
        Step("2026-03-29", "officer", "note", clock={"status": "on_track"}),
        Step("2026-03-30", "caseworker", "chase", clock={"status": "amber"}),
        Step("2026-04-06", "door_manager", "chase", clock={"status": "red"}),
        Step("2026-04-07", "officer", "report_delay", changed=told),
        Step("2026-04-13", "officer", "decide_no_assessment", state="drafting", clock={"status": "red"}),
        Step("2026-04-14", "send_manager", "chase", clock=clock("2026-04-13", status="overdue")),
        *written("2026-04-16"),
        Step("2026-04-17", "reviewer", "issue_advice", refused=(422, "lateness_has_its_reason")),
        *issued("2026-04-17", late_reason="staffing", late_explained="Nobody was there."),
    )
    ended = walk_to_the_end(northmere, reference, steps)
    assert ended["clocks"][0]["status"] == "met_late"
    assert [(spell["team"], spell["chased"]) for spell in ended["hands"]] == [("childrens_front_door", 3)]
    assert ended["delay"] is None
    assert taken(northmere, reference, "report_delay")[0]["new_expected_on"] == "2026-04-17"


SHUT = {"closed_from": "2026-07-22", "reopens_on": "2026-09-02", "setting_asked_on": "2026-06-22"}


def test_only_a_lawful_exception_is_approved_and_it_moves_no_date(northmere: Place) -> None:
    """Event 26."""
    reference = asked(northmere, "2026-06-22")
    away = {"exception_ground": "absent_four_weeks", "whom_it_affects": None, "absent_from": "2026-06-27", "absent_until": "2026-07-24"}
    holiday = {**away, "absent_from": "2026-07-20", "absent_until": "2026-08-30"}
    short = (422, "the_absence_is_four_continuous_weeks_inside_the_window")
    steps = (
        *triaged("2026-06-24"),
        Step("2026-07-01", "officer", "claim_exception", changed=holiday, refused=short),
        Step(
            "2026-07-01",
            "officer",
            "claim_exception",
            changed={"exception_ground": "school_closed", "whom_it_affects": None, **SHUT},
            refused=(422, "the_ground_is_lawful_for_this_time_limit", "the_setting_was_asked_while_closed_for_four_weeks"),
        ),
        Step("2026-07-01", "door_manager", "claim_exception", changed=away, clock=clock("2026-08-03")),
        Step("2026-07-02", "door_manager", "approve_exception", refused=(403,)),
        Step("2026-07-02", "send_manager", "approve_exception", clock=clock("2026-08-03")),
        Step("2026-08-04", "officer", "decide_no_assessment", state="drafting", clock={"status": "excused"}),
        *written("2026-08-07"),
        *issued("2026-08-10", late_reason="exception", late_explained="They were away."),
    )
    assert walk_to_the_end(northmere, reference, steps)["clocks"][0]["status"] == "excused"


def test_an_annual_review_without_identified_needs_ends_with_who_decided_so(northmere: Place) -> None:
    """Event 27. Where advice was asked for; tests/test_scenarios_reviews.py screens the review before any request."""
    reference = asked(northmere, "2026-10-02", reason="annual_review", review_meeting_on="2026-11-18")
    why = {
        "closure_reason": "not_required_ar",
        "closure_explained": "Cory Coordinator asked the school and the mother: no social care needs are identified.",
    }
    steps = (Step("2026-10-06", "coordinator", "close", why, "closed"),)
    assert walk_to_the_end(northmere, reference, steps, "closed")["closure_reason"] == "not_required_ar"


def test_a_need_raised_at_the_review_meeting_is_answered_in_time_for_the_authoritys_decision(northmere: Place) -> None:
    """Event 28. Asked for by hand; tests/test_scenarios_reviews.py raises it by the term's list."""
    meeting = {"reason": "annual_review", "review_meeting_on": "2026-11-18", "raised_at_meeting": True}
    reference = asked(northmere, "2026-11-20", "coordinator", **meeting)
    steps = (
        *triaged("2026-11-23"),
        look("2026-11-24", {"review_report": "2026-12-02 on_track", "review_decision": "2026-12-16 on_track",
                            "amended_plan": "2027-02-10 on_track"}),
        *advised("2026-12-16"),
    )
    ended = walk_to_the_end(northmere, reference, steps)
    assert (ended["clocks"][0]["due_on"], ended["clocks"][0]["status"]) == ("2026-12-16", "met")


def test_a_tribunals_order_and_its_recommendation_have_due_dates_of_their_own(northmere: Place) -> None:
    """Event 29."""
    order = asked(northmere, "2026-03-02", reason="tribunal_order", order_due_on="2026-03-20")
    ended = walk_to_the_end(northmere, order, (*triaged("2026-03-04"), *advised("2026-03-12")))
    assert ended["clocks"][0]["due_on"] == "2026-03-20"

    recommended = asked(northmere, "2026-03-02", reason="tribunal_recommendation")
    reply = {"steps_or_reasons": "Two hours of support a week begin in May; the panel approved them today."}
    steps = (
        *triaged("2026-03-04"),
        Step("2026-03-10", "officer", "decide_no_assessment", state="drafting", clock=clock("2026-04-06")),
        *written("2026-03-12", content={"views": {"person": "I want to swim."}}),
        Step("2026-03-13", "reviewer", "issue_advice", refused=(422, "a_tribunal_response_gives_steps_or_reasons")),
        Step("2026-03-13", "reviewer", "return_draft", changed={"return_reasons": ["other"]}, state="drafting"),
        *written("2026-03-16", content=reply),
        *issued("2026-03-17"),
    )
    assert walk_to_the_end(northmere, recommended, steps)["advice"]["kind"] == "tribunal_response"


def test_issued_advice_is_amended_in_a_new_version_and_the_old_one_is_kept(northmere: Place) -> None:
    """Event 30. SEND has the new version from its issue; what it changed stands beside it."""
    reference = asked(northmere, "2026-07-06")
    steps = (
        *triaged("2026-07-13"),
        *advised("2026-08-12"),
        Step("2026-08-24", "caseworker", "amend_advice", state="drafting", held="childrens_front_door"),
        *written("2026-08-26", content=provision(amount="3 hours")),
        *issued("2026-08-28"),
    )
    assert walk_to_the_end(northmere, reference, steps)["advice"]["version"] == 2
    kept = northmere.get("caseworker", f"/requests/{reference}/advice")["versions"]
    assert [(one["kind"], one["content"]["provision"][0]["amount"]) for one in kept] == [
        ("final", "2 hours"),
        ("amended", "3 hours"),
    ]
