"""Where is each thing supplied that a step may need? One row for every rule of the pathway, or why there is none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workflow.errors import Unmet
from workflow.rule import Unmet as Need
from workflow.rules.issue import CHECKS
from workflow.writing.checks import Severity


class Place(StrEnum):
    """Where something is supplied, when it is not by another step."""

    STEP = "at the step itself, whose form asks for it"
    DRAFT = "in the draft of the advice"
    DOCUMENTS = "among the documents of the request"
    NOTHING = "nowhere: there is nothing for this step to do as long as that is so, and it is not offered"
    NEVER = "nowhere: that is so for good"


@dataclass(frozen=True, slots=True)
class Supply:
    """What supplies a need: another step, or a place; `on_triage`, where the page of triage asks it.

    `fields`: the questions of the step's own form that it is about.
    """

    step: str | None = None
    place: Place | None = None
    on_triage: str = ""
    fields: tuple[str, ...] = ()


def by(step: str, on_triage: str = "") -> Supply:
    """Supplied by another step."""
    return Supply(step=step, on_triage=on_triage)


def at(*fields: str) -> Supply:
    """Supplied at the step itself, by these of its questions."""
    return Supply(place=Place.STEP, fields=fields)


STEP, DRAFT, DOCUMENTS = Supply(place=Place.STEP), Supply(place=Place.DRAFT), Supply(place=Place.DOCUMENTS)
NOTHING, NEVER = Supply(place=Place.NOTHING), Supply(place=Place.NEVER)

SUPPLIES: Mapping[str, Supply] = {
    # The record
    "a_record_was_read": by("record_reading", "reading"),
    "the_family_was_spoken_to_or_properly_tried": by("record_contact", "people"),
    "the_young_persons_own_view_was_sought": by("record_contact", "people"),
    "the_persons_and_the_familys_views_are_recorded": by("record_contact"),
    "every_triage_question_is_answered": by("record_answers", "questions"),
    "preparation_for_adulthood_is_asked_from_year_9": by("record_answers", "questions"),
    "every_existing_provision_is_reviewed": by("review_provision", "provision"),
    "early_help_is_offered_to_every_unknown_child": by("record_consent"),
    "early_help_has_consent": by("record_consent"),
    "the_decision_is_countersigned_where_the_authority_asks": by("countersign"),
    "something_is_said": STEP,
    "a_reason_is_given_where_contact_is_unsafe": at("not_safe_because"),
    "the_young_person_has_not_declined_contact_with_parents": by("record_consent"),
    "the_contact_named_is_safe_to_contact": by("update_person"),
    # The request itself
    "the_person_can_be_told_from_others": STEP,
    "a_front_door_chosen_by_hand_has_its_reason": at("front_door"),
    "the_dates_fit_together": STEP,
    "the_person_is_of_an_age_for_a_plan": STEP,
    "the_day_put_right_comes_before_the_request": at("ehc_step_on"),
    # The days that a step tells
    "the_decision_follows_the_request": at("decision_on"),
    "what_is_recorded_is_of_this_request": at("contacted_on", "read_on", "referred_on"),
    "what_is_expected_is_still_to_come": at("expected_completion_on", "new_expected_on"),
    "the_assessment_was_complete_after_it_was_asked_for": at("completed_on"),
    # Teams and people that a step names
    "the_named_team_is_the_other_front_door": at("front_door_team"),
    "the_named_team_is_a_front_door": at("front_door_team"),
    "the_named_team_assesses": at("offered_team"),
    "the_named_team_has_lead_professionals": at("lead_team"),
    "the_named_lead_professional_works_there": at("lead_professional"),
    "the_named_worker_is_in_the_offered_team": at("worker"),
    "the_named_reviewer_may_check_it": at("reviewer"),
    "the_assignee_works_in_the_holding_team": at("assignee"),
    "the_contributor_is_another_team": at("contributing_team"),
    "the_team_contributes": at("contributing_team"),
    # Decisions and assessments
    "a_transition_assessment_is_considered": at("transition_assessment_considered"),
    "the_assessment_suits_the_persons_age": at("assessment_type"),
    "the_assessment_leaves_time_to_write_or_has_a_remedy": at("remedy", "expected_completion_on"),
    "an_assessment_past_its_own_limit_has_its_reason": at("past_its_own_limit_because"),
    # The draft, and its issue
    "something_is_written": DRAFT,
    **{check.name: DRAFT for check in CHECKS if check.severity is Severity.STOP},
    "it_is_safe_to_disclose": at("safe_to_disclose"),
    "the_checklist_is_passed": at("checklist"),
    "every_warning_is_answered": STEP,
    "a_tribunal_response_goes_to_the_family_too": at("issued_to"),
    "lateness_has_its_reason": at("late_reason", "late_explained"),
    "an_exception_given_as_the_reason_is_on_the_record": at("late_reason", "delay_reason"),
    # What a step acts on, if it is there
    "a_question_waits_for_the_requester": NOTHING,
    "a_dispute_is_open": NOTHING,
    "an_exception_is_waiting_for_a_decision": NOTHING,
    "no_other_exception_is_waiting": NOTHING,
    "it_is_restricted": NOTHING,
    "it_is_not_restricted_yet": NOTHING,
    # Exceptions: whether a ground is lawful is judged from what its form says
    "the_time_limit_runs_for_this_request": at("exception_clock"),
    "the_ground_is_lawful_for_this_time_limit": at("exception_ground"),
    "the_absence_is_four_continuous_weeks_inside_the_window": at("absent_from", "absent_until"),
    "the_missed_appointment_was_inside_the_window": at("appointment_on"),
    "the_setting_was_asked_while_closed_for_four_weeks": at("closed_from", "reopens_on", "setting_asked_on"),
    # Referrals
    "a_transition_assessment_is_for_somebody_under_18": at("referral_kind"),
    "the_kind_suits_the_age_of_whom_is_cared_for": at("referral_kind"),
    "the_chased_referral_is_waiting": at("chased_referral"),
    "the_referral_is_on_this_request": at("referral_number"),
    "a_finished_referral_stays_as_it_is": by("record_referral"),
    "a_status_follows_the_one_before": at("referral_status"),
    "a_status_is_no_older_than_the_one_before": at("referral_status_on"),
    "a_transition_assessment_keeps_to_its_conditions": by("record_consent"),
    # Documents and existing advice
    "a_document_that_is_named_is_attached": DOCUMENTS,
    "a_document_is_attached_once": NEVER,
    "a_request_has_room_for_another_document": NEVER,
    "the_adopted_document_is_the_one_confirmed": at("adopted_document"),
    "adopted_advice_is_attached_or_it_is_said_why_not": DOCUMENTS,
    "the_party_that_holds_the_rights_confirms": at("confirming_party"),
    "all_three_parties_find_the_existing_advice_sufficient": by("confirm_existing_advice"),
    # The end
    "the_other_request_is_live_and_for_the_same_thing": at("duplicate_of"),
    "not_required_belongs_to_an_annual_review": at("closure_reason"),
    "issued_advice_ends_only_by_death_or_error": at("closure_reason"),
    "a_step_of_the_ehc_process_is_told_by_the_team_that_asked": at("ehc_step"),
}


def at_fields(
    refusal: Unmet, form: Collection[str], typed: Mapping[str, Any]
) -> tuple[dict[str, list[str]], list[Need]]:
    """What is wrong with the answers, and what each need says, by question; and the needs that no question is about.

    Of several questions that a need is about, the first that was left open is meant.
    """
    placed = {code: list(said) for code, said in refusal.errors.items()}
    left = []
    for need in refusal.needs:
        fields = [code for code in SUPPLIES[need.rule].fields if code in form]
        if not fields:
            left.append(need)
            continue
        placed.setdefault(next((code for code in fields if not typed.get(code)), fields[0]), []).append(need.reason)
    return placed, left
