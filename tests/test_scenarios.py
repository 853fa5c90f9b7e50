"""Do the scenarios that begin at routing and triage come out as the guidance says? (design/domain.md 6)"""

from __future__ import annotations

from tests import answers
from tests.place import Place
from tests.walks import WRITE, Step, advice_clock, asked, look, read_and_heard, triage_done, walk, written

HOLLOW = {
    "views": {"absent_because": "Nobody was asked."},
    "no_needs_because": "Ivy is not known to social care.",
    "no_provision_because": "The family is not open to any team of ours.",
}
NOTHING_DONE = (
    422,
    "a_record_was_read",
    "the_family_was_spoken_to_or_properly_tried",
    "every_triage_question_is_answered",
)
MET_BY_FAMILY = {
    **answers.nothing_needed(),
    "signposting": [{"name": "Saturday group", "what": "Play for children of nursery age and their parents."}],
}


def test_a_child_with_a_social_worker_goes_straight_to_that_worker_without_triage(northmere: Place) -> None:
    """S01 Lead professional."""
    reference = asked(
        northmere,
        "2026-03-02",
        person=answers.child(date_of_birth="2017-05-14"),
        involvement=answers.active(northmere),
        ehc_needs_assessment_requested_on="2026-01-19",
        ehc_needs_assessment_decided_on="2026-02-27",
    )
    with northmere.on("2026-03-02"):
        made = northmere.get("social_worker", f"/requests/{reference}")
    assert (made["state"], made["held_by"]["team"]) == ("drafting", "disabled_children")
    assert made["held_by"]["member"] == northmere.email("social_worker")
    assert made["person"]["school_year"] == 4
    end = walk(northmere, reference, (
        *read_and_heard("2026-03-10"),
        *written("2026-03-27", "social_worker"),
        Step("2026-04-01", "team_manager", "issue_advice", state="issued", held="send",
             clock={"due_on": "2026-04-13", "act_by": "2026-04-13", "status": "met"},
             clocks={"ehc_decision": "2026-03-02 met on 2026-02-27", "ehc_no_plan": "2026-05-11 on_track",
                     "ehc_plan": "2026-06-08 on_track", "triage_decision": None}),
        look("2026-04-16", {"ehc_no_plan": "2026-05-11 amber", "ehc_plan": "2026-06-08 on_track"}, ehc_plan=(
            "The EHC needs assessment was asked for on Monday 19 January 2026.",
            "20 weeks from Monday 19 January 2026, that day not counted, end on Monday 8 June 2026.",
            "53 days left.")),
        Step("2026-05-06", "caseworker", "note", changed={"ehc_step": "draft_plan", "ehc_step_on": "2026-05-05"},
             clocks={"ehc_no_plan": "2026-05-11 met on 2026-05-05", "ehc_plan": "2026-06-08 amber"}),
        look("2026-06-09", {"ehc_plan": "2026-06-08 overdue", "advice": "2026-04-13 met on 2026-04-01"}),
        Step("2026-06-09", "caseworker", "note", changed={"ehc_step": "final_plan", "ehc_step_on": "2026-06-08"},
             clocks={"ehc_plan": "2026-06-08 met on 2026-06-08", "ehc_no_plan": "2026-05-11 met on 2026-05-05"}),
    ))
    assert end["advice"] == {"version": 1, "kind": "final", "issued_on": "2026-04-01"}


def test_the_front_door_writes_for_a_child_who_is_not_known_and_needs_no_assessment(northmere: Place) -> None:
    """S02 Not known, no assessment."""
    reference = asked(northmere, "2026-04-13", person=answers.child(date_of_birth="2021-11-03"))
    end = walk(northmere, reference, (
        Step("2026-04-14", "officer", "take", state="triaging", held="childrens_front_door"),
        Step("2026-04-14", "officer", "decide_no_assessment", refused=NOTHING_DONE),
        Step("2026-04-15", "officer", "record_reading"),
        Step("2026-04-21", "officer", "record_contact"),
        Step("2026-04-21", "officer", "record_answers"),
        Step("2026-04-22", "officer", "record_contact", lambda place: answers.spoke("early_years")),
        look("2026-04-26", {"triage_decision": "2026-04-27 red", "first_contact": "2026-04-20 met_late on 2026-04-21"}),
        Step("2026-04-27", "officer", "decide_no_assessment", state="drafting", held="childrens_front_door",
             clock={"due_on": "2026-05-25", "act_by": "2026-05-22", "status": "on_track"},
             clocks={"triage_decision": "2026-04-27 met on 2026-04-27", "acknowledge": "2026-04-14 met on 2026-04-14"},
             says={"triage_decision": [
                 "10 working days from Monday 13 April 2026, that day not counted, end on Monday 27 April 2026."]}),
        *written("2026-05-18", "officer", HOLLOW),
        Step("2026-05-19", "reviewer", "issue_advice", refused=(422, "the_substance_is_not_that_nobody_is_known")),
        Step("2026-05-19", "reviewer", "return_draft", state="drafting", changed={"return_reasons": ["not_known"]}),
        *written("2026-05-20", "officer", MET_BY_FAMILY),
        Step("2026-05-22", "reviewer", "issue_advice", state="issued", held="send", clock={"status": "met"},
             clocks={"draft": "2026-05-15 met_late on 2026-05-18", "review": "2026-05-22 met on 2026-05-22"}),
    ))
    with northmere.on("2026-05-22"):
        issued = northmere.get("caseworker", f"/requests/{reference}/advice/{end['advice']['version']}")
    assert issued["content"] == MET_BY_FAMILY
    assert [one["spoke_to"] for one in issued["sources"] if "spoke_to" in one] == ["parent", "early_years"]


def test_text_that_says_only_that_a_child_is_not_known_is_refused_limb_by_limb(northmere: Place) -> None:
    """S02 Not known: one hollow limb beside a full one is refused too, and a need that says it as well."""
    reference = asked(northmere, "2026-04-13", involvement=answers.active(northmere))
    need = {**answers.advice()["needs"][0], "text": "Ivy is currently unknown to us."}
    refused = (422, "the_substance_is_not_that_nobody_is_known")
    hollow = (
        {**MET_BY_FAMILY, "no_needs_because": "Not known to social care."},
        {**MET_BY_FAMILY, "no_provision_because": "She has not been open to a team. Closed."},
        answers.advice(needs=[need]),
    )
    walk(northmere, reference, (
        *read_and_heard("2026-04-20"),
        *(step for content in hollow for step in (
            *written("2026-05-18", "social_worker", content),
            Step("2026-05-19", "team_manager", "issue_advice", refused=refused),
            Step("2026-05-19", "team_manager", "return_draft", state="drafting"),
        )),
        *written("2026-05-20", "social_worker", MET_BY_FAMILY),
        Step("2026-05-22", "team_manager", "issue_advice", state="issued"),
    ))


def test_where_every_unknown_child_is_offered_early_help_the_family_declines_it_first(eastvale: Place) -> None:
    """S02 Not known, no assessment, in an authority that offers early help to all and has decisions countersigned."""
    reference = asked(eastvale, "2026-04-13", person=answers.child(date_of_birth="2021-11-03"))
    unsigned = "the_decision_is_countersigned_where_the_authority_asks"
    walk(eastvale, reference, (
        *triage_done("2026-04-21"),
        Step("2026-04-22", "officer", "decide_no_assessment", refused=(
            422, "early_help_is_offered_to_every_unknown_child", unsigned)),
        Step("2026-04-23", "door_manager", "countersign"),
        Step("2026-04-24", "officer", "record_consent", lambda place: answers.consent(given="declined")),
        Step("2026-04-24", "officer", "decide_no_assessment", refused=(422, unsigned)),
        Step("2026-04-27", "door_manager", "countersign"),
        Step("2026-04-27", "officer", "decide_no_assessment", state="drafting", held="children_first_contact",
             clock={"due_on": "2026-05-24", "act_by": "2026-05-22"}),
        *written("2026-05-18", "officer", MET_BY_FAMILY),
        Step("2026-05-22", "reviewer", "issue_advice", state="issued", clock={"status": "met"}),
    ))


def test_early_help_takes_over_on_acceptance_once_the_parent_agrees(northmere: Place) -> None:
    """S03 Early help. The due date is unchanged by the transfer."""
    reference = asked(northmere, "2026-01-12", person=answers.child(date_of_birth="2016-02-10"))
    plan = {"assessment_type": "early_help_assessment", "expected_completion_on": "2026-02-11"}
    due = {"due_on": "2026-02-23", "act_by": "2026-02-23"}
    walk(northmere, reference, (
        *triage_done("2026-01-19"),
        Step("2026-01-19", "officer", "offer_transfer", lambda place: answers.offer("early_intervention", **plan),
             refused=(422, "early_help_has_consent")),
        Step("2026-01-20", "officer", "record_consent"),
        Step("2026-01-20", "officer", "offer_transfer", lambda place: answers.offer("early_intervention", **plan),
             state="offered", held="childrens_front_door", clock=due),
        Step("2026-01-20", "social_worker", "accept_transfer", refused=(404,)),
        Step("2026-01-21", "early_helper", "accept_transfer", state="assessing", held="early_intervention", clock=due),
        Step("2026-02-11", "early_helper", "complete_assessment", state="drafting",
             changed={"assessment_outcome": "early_help_plan"}),
        *written("2026-02-16", "early_helper"),
        Step("2026-02-18", "early_manager", "issue_advice", state="issued", held="send",
             clock={**due, "status": "met"}),
    ))


def test_an_adult_is_heard_at_the_adults_front_door_and_has_no_h1(northmere: Place) -> None:
    """S06 Adult. The draft offers no H1 to an adult, and one that stands there all the same is refused at issue."""
    reference = asked(northmere, "2026-02-02", person=answers.child(date_of_birth="2006-10-05"))
    care_act = {"section": "H2", "category": "h2_care_act_support", "legal_basis": "Care Act 2014, section 18"}
    in_h2 = answers.advice(provision=[{**answers.advice()["provision"][0], **care_act}])
    section9 = {"assessment_type": "care_act_s9", "expected_completion_on": "2026-03-06"}
    walk(northmere, reference, (
        Step("2026-02-03", "officer", "take", refused=(404,)),
        *triage_done("2026-02-04", "adults_officer", informant="parent"),
        Step("2026-02-04", "adults_officer", "decide_no_assessment", refused=(
            422, "the_young_persons_own_view_was_sought")),
        Step("2026-02-05", "adults_officer", "record_contact", lambda place: answers.spoke("young_person")),
        Step("2026-02-05", "adults_officer", "record_answers", answers.triage("young_person")),
        Step("2026-02-06", "adults_officer", "offer_transfer",
             lambda place: answers.offer("adult_learning_disability"),
             refused=(422, "the_assessment_suits_the_persons_age")),
        Step("2026-02-06", "adults_officer", "offer_transfer",
             lambda place: answers.offer("adult_learning_disability", **section9),
             state="offered", held="adults_front_door", clock={"due_on": "2026-03-16", "act_by": "2026-03-16"}),
        Step("2026-02-09", "adult_worker", "accept_transfer", state="assessing", held="adult_learning_disability"),
        Step("2026-03-06", "adult_worker", "complete_assessment", state="drafting",
             changed={"assessment_outcome": "care_and_support_plan"}),
    ))
    with northmere.on("2026-03-09"):
        assert northmere.get("adult_worker", f"/requests/{reference}/draft")["sections_open"] == ["H2"]
    walk(northmere, reference, (
        *written("2026-03-09", "adult_worker"),
        Step("2026-03-10", "adult_manager", "issue_advice", refused=(
            422, "h1_is_for_those_under_18_on_the_day_of_issue")),
        Step("2026-03-10", "adult_manager", "return_draft", state="drafting"),
        *written("2026-03-11", "adult_worker", in_h2),
        Step("2026-03-13", "adult_manager", "issue_advice", state="issued", held="send", clock={"status": "met"}),
    ))


def test_a_child_in_danger_is_referred_the_same_day_and_the_advice_goes_on(northmere: Place) -> None:
    """S17 Significant harm in triage. The service sends no message to anybody, so there is none to pause."""
    reference = asked(northmere, "2026-06-08")
    walk(northmere, reference, (
        *triage_done("2026-06-12"),
        Step("2026-06-12", "officer2", "note"),
        Step("2026-06-12", "officer", "record_safeguarding_referral", clock={"due_on": "2026-07-20"}),
        Step("2026-06-12", "officer2", "note", refused=(404,)),
        Step("2026-06-15", "officer", "decide_no_assessment", state="drafting"),
        Step("2026-07-06", "officer", WRITE, answers.advice(involvement="A child protection plan began in June.")),
        Step("2026-07-06", "officer", "submit_for_review", lambda place: {
            "draft_version": 1, "reviewer": place.email("reviewer")}, state="reviewing"),
        Step("2026-07-08", "reviewer", "issue_advice", refused=(422, "every_warning_is_answered")),
        Step("2026-07-08", "reviewer", "issue_advice", changed={"safe_to_disclose": False},
             refused=(422, "every_warning_is_answered", "it_is_safe_to_disclose")),
        Step("2026-07-08", "reviewer", "return_draft", state="drafting",
             changed={"return_reasons": ["third_party_detail"]}),
        Step("2026-07-10", "officer", WRITE),
        Step("2026-07-10", "officer", "submit_for_review", lambda place: {
            "draft_version": 2, "reviewer": place.email("reviewer")}, state="reviewing"),
        Step("2026-07-13", "reviewer", "issue_advice", state="issued", held="send",
             clock={"due_on": "2026-07-20", "act_by": "2026-07-20", "status": "met"}),
    ))
    with northmere.on("2026-07-13"):
        assert northmere.get("caseworker", f"/requests/{reference}")["restricted"]
        assert advice_clock(northmere.get("caseworker", f"/requests/{reference}"))["status"] == "met"
        assert northmere.call("officer2", "GET", f"/requests/{reference}").status_code == 404
