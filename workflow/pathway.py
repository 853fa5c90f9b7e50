"""What may happen to a request, who may do it, what it needs, what it asks, and where that comes from?

One table. A row reads: this action, from these states, when this holds, leads to that state, held by them, who
then write as that; these people may take it, unless barred; the decision needs these rules; it asks these questions.
Rows of one action from one state have conditions that are disjoint and complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.conditions import (
    ALWAYS,
    CARE_IS_ACTIVE,
    CARE_IS_NOT_ACTIVE,
    FRONT_DOOR_WRITES,
    LEAD_WRITES,
    NOT_AMENDMENT,
    NOT_INTERIM,
    OF_AMENDMENT,
    OF_INTERIM,
    TEAM_WRITES,
    Condition,
    closed_from,
)
from workflow.holding import HeldBy
from workflow.roles import (
    FRONT_DOOR,
    MANAGERS,
    PRACTICE,
    SEND,
    SOCIAL_CARE,
    By,
    Role,
    Where,
    by,
)
from workflow.rule import DEFAULT, LAW, LOCAL, Confidence, Rule
from workflow.rules import advice, closure, dates, documents, exceptions, issue, record, referrals, transfer, triage
from workflow.rules import request as asked
from workflow.rules.people import (
    Bar,
    claimed_it,
    gives_work_to_others_unasked,
    holds_the_triage,
    is_party_to_the_dispute,
    wrote_it,
)
from workflow.states import ANY, OPEN, State

AWAITING, TRIAGING, RETURNED = State.AWAITING_TRIAGE, State.TRIAGING, State.RETURNED
OFFERED, ASSESSING = State.OFFERED, State.ASSESSING
DRAFTING, REVIEWING, ISSUED, CLOSED = State.DRAFTING, State.REVIEWING, State.ISSUED, State.CLOSED


class Writes(StrEnum):
    """In what capacity the holder writes after the step, and a draft of what kind."""

    NOTHING = "nothing"
    AS_BEFORE = "as before"
    LEAD = "the lead professional, the kind that is due"
    FRONT_DOOR = "the front door, the kind that is due"
    ASSESSING = "the assessing team, once it has assessed"
    ASSESSES = "as before, once it has assessed"
    INTERIM = "as before, an interim"
    IN_FULL = "as before, the kind that is due"
    AMENDMENT = "as before, an amendment"
    RESTORED = "as before, what was issued stands"


@dataclass(frozen=True, slots=True)
class Row:
    """One step of the pathway. `target` None means that the state stays; `asks` names a question set."""

    stage: str
    action: str
    sources: tuple[State | None, ...]
    when: Condition
    target: State | None
    held_by: HeldBy
    writes: Writes
    who: tuple[By, ...]
    bars: tuple[Bar, ...]
    needs: tuple[Rule, ...]
    asks: str
    cite: str
    confidence: Confidence


PAGE, PATH, RULING = "Social care advice page", "pathway.md", "domain.md 9"
NOTE = "just_a_note"
NEW = (None,)
SAME, KEEP = None, Writes.AS_BEFORE

# Who: roles, and the team they must be held in.
REQUESTER = by(SEND, where=Where.REQUESTING)
OFFICERS = by(FRONT_DOOR)
WORKERS = by(SOCIAL_CARE)
PRACTITIONERS = by(PRACTICE)
RECEIVERS = by(PRACTICE, where=Where.OFFERED)
CONTRIBUTORS = by(SOCIAL_CARE, where=Where.CONTRIBUTING)
HOLDERS = by(SOCIAL_CARE, SEND)
LEADERS = by(Role.FRONT_DOOR_MANAGER, Role.TEAM_MANAGER)
OVERSEER = by(Role.DSCO, where=Where.ANYWHERE)
DECIDERS = (OVERSEER, by(MANAGERS, where=Where.DECIDING))
CHECKERS = (by(Role.REVIEWER, Role.TEAM_MANAGER, Role.FRONT_DOOR_MANAGER), OVERSEER)
APPROVERS = (LEADERS, by(Role.SEND_MANAGER, where=Where.REQUESTING), OVERSEER)

DISPUTERS = (WORKERS, by(SOCIAL_CARE, where=Where.OFFERED))
COUNTERSIGNERS = (by(Role.FRONT_DOOR_MANAGER),)
AMENDERS = (by(SOCIAL_CARE, where=Where.AUTHORING), OVERSEER, REQUESTER)
ABANDONERS = (by(PRACTICE, Role.FRONT_DOOR_MANAGER), OVERSEER)
CHASERS = (REQUESTER, by(Role.FRONT_DOOR_MANAGER, Role.TEAM_MANAGER, where=Where.ANYWHERE))
CLOSERS = (REQUESTER, by(Role.FRONT_DOOR_MANAGER), OVERSEER)
REOPENERS = (by(MANAGERS), OVERSEER)
OWERS = (by(SOCIAL_CARE, where=Where.OWING),)
RECORDERS = (WORKERS, CONTRIBUTORS)
ANYONE_INVOLVED = (HOLDERS, CONTRIBUTORS, REQUESTER)
NOTERS = (HOLDERS, REQUESTER, OVERSEER)

# What a decision needs (pathway.md).
READ_AND_HEARD = (
    record.a_record_was_read,
    record.the_family_was_spoken_to_or_properly_tried,
    record.the_young_persons_own_view_was_sought,
)
TRIAGED = (
    *READ_AND_HEARD,
    dates.the_decision_follows_the_request,
    triage.every_triage_question_is_answered,
    triage.preparation_for_adulthood_is_asked_from_year_9,
    triage.every_existing_provision_is_reviewed,
    triage.a_transition_assessment_is_considered,
    triage.the_decision_is_countersigned_where_the_authority_asks,
)
PLANNED = (
    dates.what_is_recorded_is_of_this_request,
    dates.what_is_expected_is_still_to_come,
    transfer.early_help_has_consent,
    transfer.the_assessment_suits_the_persons_age,
    transfer.the_assessment_leaves_time_to_write_or_has_a_remedy,
    transfer.an_assessment_past_its_own_limit_has_its_reason,
)
TRANSFERRED = (*TRIAGED, transfer.the_named_team_assesses, *PLANNED)
ASSESSED = (dates.the_assessment_was_complete_after_it_was_asked_for,)
DELAYED = (dates.what_is_expected_is_still_to_come, exceptions.an_exception_given_as_the_reason_is_on_the_record)
READING = (dates.what_is_recorded_is_of_this_request,)
ASKED = (
    asked.the_person_can_be_told_from_others,
    asked.a_front_door_chosen_by_hand_has_its_reason,
    asked.the_dates_fit_together,
    asked.the_person_is_of_an_age_for_a_plan,
)
WRITTEN = (advice.something_is_written, asked.the_named_reviewer_may_check_it)
TO_LEAD = (transfer.the_named_team_has_lead_professionals, transfer.the_named_lead_professional_works_there)

OTHER_DOOR = (transfer.the_named_team_is_the_other_front_door,)
HEARD = (asked.something_is_said, record.the_young_person_has_not_declined_contact_with_parents)
CONTACTED = (
    *HEARD,
    dates.what_is_recorded_is_of_this_request,
    record.a_reason_is_given_where_contact_is_unsafe,
    record.the_contact_named_is_safe_to_contact,
)
NOT_ASSESSED = (*TRIAGED, triage.early_help_is_offered_to_every_unknown_child)
ACCEPTED = (asked.the_named_worker_is_in_the_offered_team,)
DISPUTE_TRANSFER = (transfer.a_dispute_is_open, *TRANSFERRED)
DISPUTE_DOOR = (transfer.a_dispute_is_open, transfer.the_named_team_is_a_front_door)
DISPUTE_LEAD = (transfer.a_dispute_is_open, *TO_LEAD)
WRITTEN_OUTSIDE = (*WRITTEN, *READ_AND_HEARD, record.the_persons_and_the_familys_views_are_recorded)
CORRECTED = (asked.something_is_said, asked.the_person_is_of_an_age_for_a_plan)
ASSIGNED = (asked.the_assignee_works_in_the_holding_team,)
WAITING = (asked.a_question_waits_for_the_requester,)
ANOTHER_TEAM = (asked.the_contributor_is_another_team,)
CONTRIBUTES = (asked.the_team_contributes,)
UNRESTRICTED = (asked.it_is_not_restricted_yet,)
RESTRICTED = (asked.it_is_restricted,)
CLAIMABLE = (
    exceptions.no_other_exception_is_waiting,
    exceptions.the_time_limit_runs_for_this_request,
    exceptions.the_ground_is_lawful_for_this_time_limit,
    exceptions.the_absence_is_four_continuous_weeks_inside_the_window,
    exceptions.the_missed_appointment_was_inside_the_window,
    exceptions.the_setting_was_asked_while_closed_for_four_weeks,
)
CLAIMED = (exceptions.an_exception_is_waiting_for_a_decision,)
CONFIRMABLE = (closure.the_party_that_holds_the_rights_confirms, documents.a_document_that_is_named_is_attached)
SUFFICIENT = (
    closure.all_three_parties_find_the_existing_advice_sufficient,
    closure.the_adopted_document_is_the_one_confirmed,
    documents.adopted_advice_is_attached_or_it_is_said_why_not,
)
DUPLICATE = (closure.the_other_request_is_live_and_for_the_same_thing,)
CLOSABLE = (closure.not_required_belongs_to_an_annual_review,)
CLOSABLE_ISSUED = (closure.issued_advice_ends_only_by_death_or_error,)
REFERABLE = (
    referrals.a_transition_assessment_is_for_somebody_under_18,
    referrals.the_kind_suits_the_age_of_whom_is_cared_for,
)
REFERRED = (
    referrals.the_referral_is_on_this_request,
    referrals.a_finished_referral_stays_as_it_is,
    referrals.a_status_follows_the_one_before,
    referrals.a_status_is_no_older_than_the_one_before,
    referrals.a_transition_assessment_keeps_to_its_conditions,
)
CHASED = (referrals.the_chased_referral_is_waiting,)
NOTED = (
    *CHASED,
    asked.a_step_of_the_ehc_process_is_told_by_the_team_that_asked,
    asked.the_day_put_right_comes_before_the_request,
    documents.a_document_is_attached_once,
    documents.a_request_has_room_for_another_document,
)
NONE = ()

WORKED_ON = (TRIAGING, OFFERED, ASSESSING, DRAFTING, REVIEWING)
AT_FRONT_DOOR = (AWAITING, TRIAGING)
DISPUTED = (AWAITING, TRIAGING, OFFERED)
NOT_CLOSED = tuple(state for state in ANY if state is not CLOSED)
SETTLED = tuple(state for state in OPEN if state not in (DRAFTING, REVIEWING))
BEING_WRITTEN = (DRAFTING, REVIEWING)
H = HeldBy
W = Writes

# fmt: off
PATHWAY: tuple[Row, ...] = (
    #   stage         action                                  from                 when                to         held by             writes        who                    unless barred                    needs             asks                                    cite                                                                           confidence
    Row("Request",    "request_advice",                       NEW,                 CARE_IS_ACTIVE,     DRAFTING,  H.LEAD,             W.LEAD,       (REQUESTER,),          (),                              ASKED,            "request_advice",                       f"{PAGE}: active involvement",                                                 LOCAL),
    Row("Request",    "request_advice",                       NEW,                 CARE_IS_NOT_ACTIVE, AWAITING,  H.ROUTED,           W.NOTHING,    (REQUESTER,),          (),                              ASKED,            "request_advice",                       f"{PAGE}: front doors",                                                        LOCAL),
    Row("Request",    "resubmit",                             (RETURNED,),         CARE_IS_ACTIVE,     DRAFTING,  H.LEAD,             W.LEAD,       (REQUESTER,),          (),                              ASKED,            "resubmit",                             f"{RULING}, ruling 4",                                                         DEFAULT),
    Row("Request",    "resubmit",                             (RETURNED,),         CARE_IS_NOT_ACTIVE, AWAITING,  H.ROUTED,           W.NOTHING,    (REQUESTER,),          (),                              ASKED,            "resubmit",                             f"{RULING}, ruling 4",                                                         DEFAULT),

    Row("Front door", "take",                                 (AWAITING,),         ALWAYS,             TRIAGING,  H.ACTOR,            W.NOTHING,    (OFFICERS,),           (),                              NONE,             NOTE,                                   f"{PAGE}: front door triage",                                                  LOCAL),
    Row("Front door", "release",                              (TRIAGING,),         ALWAYS,             AWAITING,  H.TEAM,             W.NOTHING,    (OFFICERS,),           (),                              NONE,             NOTE,                                   f"{PATH}, Front door",                                                         DEFAULT),
    Row("Front door", "return_as_incomplete",                 AT_FRONT_DOOR,       ALWAYS,             RETURNED,  H.REQUESTER,        W.NOTHING,    (OFFICERS,),           (),                              NONE,             "return_as_incomplete",                 "domain.md 4, event 1",                                                        DEFAULT),
    Row("Front door", "redirect_front_door",                  AT_FRONT_DOOR,       ALWAYS,             AWAITING,  H.OTHER_FRONT_DOOR, W.NOTHING,    (OFFICERS,),           (),                              OTHER_DOOR,       "redirect_front_door",                  "domain.md 4, event 2",                                                        DEFAULT),
    Row("Front door", "pass_to_lead_professional",            DISPUTED,            ALWAYS,             DRAFTING,  H.LEAD,             W.LEAD,       (OFFICERS,),           (),                              TO_LEAD,          "pass_to_lead_professional",            "domain.md 4, event 12",                                                       LOCAL),
    Row("Front door", "pass_to_lead_professional",            (DRAFTING,),         FRONT_DOOR_WRITES,  DRAFTING,  H.LEAD,             W.LEAD,       (OFFICERS,),           (),                              TO_LEAD,          "pass_to_lead_professional",            "domain.md 4, event 12",                                                       LOCAL),

    Row("Record",     "record_reading",                       WORKED_ON,           ALWAYS,             SAME,      H.SAME,             KEEP,         RECORDERS,             (),                              READING,          "record_reading",                       f"{PAGE}: reads what is available",                                            LOCAL),
    Row("Record",     "record_contact",                       WORKED_ON,           ALWAYS,             SAME,      H.SAME,             KEEP,         RECORDERS,             (),                              CONTACTED,        "record_contact",                       f"{PAGE}: speaks with the family",                                             LOCAL),
    Row("Record",     "record_answers",                       WORKED_ON,           ALWAYS,             SAME,      H.SAME,             KEEP,         RECORDERS,             (),                              HEARD,            "record_answers",                       f"{PAGE}: what they may ask",                                                  LOCAL),
    Row("Record",     "review_provision",                     WORKED_ON,           ALWAYS,             SAME,      H.SAME,             KEEP,         RECORDERS,             (),                              HEARD,            "review_provision",                     f"{PAGE}: care already in place",                                              LOCAL),
    Row("Record",     "record_consent",                       WORKED_ON,           ALWAYS,             SAME,      H.SAME,             KEEP,         RECORDERS,             (),                              NONE,             "record_consent",                       "domain.md 3.5, consent",                                                      DEFAULT),
    Row("Record",     "record_referral",                      WORKED_ON,           ALWAYS,             SAME,      H.SAME,             KEEP,         RECORDERS,             (),                              REFERABLE,        "record_referral",                      "Children Act 1989, sections 17ZA and 17ZD; Care Act 2014, sections 58 to 63", LAW),

    Row("Triage",     "countersign",                          (TRIAGING,),         ALWAYS,             SAME,      H.SAME,             KEEP,         COUNTERSIGNERS,        (holds_the_triage,),             NONE,             "countersign",                          "The authority's file, countersign",                                           LOCAL),
    Row("Triage",     "decide_no_assessment",                 (TRIAGING,),         ALWAYS,             DRAFTING,  H.ACTOR,            W.FRONT_DOOR, (OFFICERS,),           (),                              NOT_ASSESSED,     "decide_no_assessment",                 f"{PAGE}: no assessment required",                                             LOCAL),
    Row("Triage",     "offer_transfer",                       (TRIAGING,),         ALWAYS,             OFFERED,   H.SAME,             W.NOTHING,    (OFFICERS,),           (),                              TRANSFERRED,      "offer_transfer",                       f"{PAGE}: assessment required",                                                LOCAL),
    Row("Triage",     "resume_triage",                        (DRAFTING,),         FRONT_DOOR_WRITES,  TRIAGING,  H.ACTOR,            W.NOTHING,    (OFFICERS,),           (),                              NONE,             "reason",                               f"{PATH}, Triage",                                                             DEFAULT),

    Row("Transfer",   "accept_transfer",                      (OFFERED,),          ALWAYS,             ASSESSING, H.OFFERED,          W.ASSESSING,  (RECEIVERS,),          (),                              ACCEPTED,         "accept_transfer",                      f"{PAGE}: responsibility transfers",                                           LOCAL),
    Row("Transfer",   "refuse_transfer",                      (OFFERED,),          ALWAYS,             AWAITING,  H.TEAM,             W.NOTHING,    (RECEIVERS,),          (),                              NONE,             "refuse_transfer",                      "domain.md 4, event 23",                                                       LOCAL),
    Row("Transfer",   "withdraw_offer",                       (OFFERED,),          ALWAYS,             AWAITING,  H.TEAM,             W.NOTHING,    (OFFICERS,),           (),                              NONE,             "reason",                               f"{PATH}, Transfer",                                                           DEFAULT),
    Row("Transfer",   "escalate_dispute",                     DISPUTED,            ALWAYS,             SAME,      H.SAME,             KEEP,         DISPUTERS,             (),                              NONE,             "escalate_dispute",                     "domain.md 4, event 22",                                                       DEFAULT),
    Row("Transfer",   "settle_dispute",                       (TRIAGING, OFFERED), ALWAYS,             ASSESSING, H.NAMED,            W.ASSESSING,  DECIDERS,              (is_party_to_the_dispute,),      DISPUTE_TRANSFER, "settle_dispute",                       f"{RULING}, ruling 5",                                                         DEFAULT),
    Row("Transfer",   "settle_dispute_for_front_door",        DISPUTED,            ALWAYS,             AWAITING,  H.OTHER_FRONT_DOOR, W.NOTHING,    DECIDERS,              (is_party_to_the_dispute,),      DISPUTE_DOOR,     "settle_dispute_for_front_door",        f"{RULING}, ruling 5",                                                         DEFAULT),
    Row("Transfer",   "settle_dispute_for_lead_professional", DISPUTED,            ALWAYS,             DRAFTING,  H.LEAD,             W.LEAD,       DECIDERS,              (is_party_to_the_dispute,),      DISPUTE_LEAD,     "settle_dispute_for_lead_professional", f"{RULING}, ruling 5",                                                         DEFAULT),

    Row("Assessment", "start_assessment",                     (DRAFTING,),         LEAD_WRITES,        ASSESSING, H.SAME,             W.ASSESSES,   (PRACTITIONERS,),      (),                              PLANNED,          "start_assessment",                     f"{PATH}, Assessment",                                                         DEFAULT),
    Row("Assessment", "plan_assessment",                      (ASSESSING,),        ALWAYS,             SAME,      H.SAME,             KEEP,         (PRACTITIONERS,),      (),                              PLANNED,          "plan_assessment",                      f"{RULING}, rulings 1 and 7",                                                  DEFAULT),
    Row("Assessment", "plan_assessment",                      BEING_WRITTEN,       OF_INTERIM,         SAME,      H.SAME,             KEEP,         (PRACTITIONERS,),      (),                              PLANNED,          "plan_assessment",                      f"{RULING}, rulings 1 and 7",                                                  DEFAULT),
    Row("Assessment", "hand_back",                            (ASSESSING,),        ALWAYS,             AWAITING,  H.LAST_FRONT_DOOR,  W.NOTHING,    (PRACTITIONERS,),      (),                              NONE,             "hand_back",                            f"{PATH}, Assessment",                                                         DEFAULT),
    Row("Assessment", "hand_back",                            (DRAFTING,),         TEAM_WRITES,        AWAITING,  H.LAST_FRONT_DOOR,  W.NOTHING,    (PRACTITIONERS,),      (),                              NONE,             "hand_back",                            f"{PATH}, Assessment",                                                         DEFAULT),
    Row("Assessment", "resume_assessment",                    (DRAFTING,),         TEAM_WRITES,        ASSESSING, H.SAME,             W.ASSESSES,   (PRACTITIONERS,),      (),                              NONE,             "reason",                               f"{PATH}, Assessment",                                                         DEFAULT),
    Row("Assessment", "start_interim_advice",                 (ASSESSING,),        ALWAYS,             DRAFTING,  H.SAME,             W.INTERIM,    (PRACTITIONERS,),      (),                              NONE,             NOTE,                                   f"{RULING}, ruling 1",                                                         DEFAULT),
    Row("Assessment", "abandon_interim",                      (DRAFTING,),         OF_INTERIM,         ASSESSING, H.SAME,             W.ASSESSES,   (PRACTITIONERS,),      (),                              NONE,             "reason",                               f"{PATH}, Assessment",                                                         DEFAULT),
    Row("Assessment", "complete_assessment",                  (ASSESSING,),        ALWAYS,             DRAFTING,  H.SAME,             W.IN_FULL,    (PRACTITIONERS,),      (),                              ASSESSED,         "complete_assessment",                  f"{PAGE}: advice upon completion",                                             LOCAL),

    Row("Advice",     "decline_involvement",                  (DRAFTING,),         LEAD_WRITES,        AWAITING,  H.LAST_FRONT_DOOR,  W.NOTHING,    (PRACTITIONERS,),      (),                              NONE,             "decline_involvement",                  f"{PATH}, Advice",                                                             DEFAULT),
    Row("Advice",     "submit_for_review",                    (DRAFTING,),         FRONT_DOOR_WRITES,  REVIEWING, H.SAME,             KEEP,         (WORKERS,),            (),                              WRITTEN,          "submit_for_review",                    f"{RULING}, ruling 5",                                                         DEFAULT),
    Row("Advice",     "submit_for_review",                    (DRAFTING,),         LEAD_WRITES,        REVIEWING, H.SAME,             KEEP,         (WORKERS,),            (),                              WRITTEN_OUTSIDE,  "submit_for_review",                    f"{RULING}, ruling 5",                                                         DEFAULT),
    Row("Advice",     "submit_for_review",                    (DRAFTING,),         TEAM_WRITES,        REVIEWING, H.SAME,             KEEP,         (WORKERS,),            (),                              WRITTEN_OUTSIDE,  "submit_for_review",                    f"{RULING}, ruling 5",                                                         DEFAULT),
    Row("Advice",     "submit_for_review",                    (DRAFTING,),         OF_AMENDMENT,       REVIEWING, H.SAME,             KEEP,         (WORKERS,),            (),                              WRITTEN,          "submit_for_review",                    f"{RULING}, ruling 5",                                                         DEFAULT),
    Row("Advice",     "return_draft",                         (REVIEWING,),        ALWAYS,             DRAFTING,  H.SAME,             KEEP,         CHECKERS,              (wrote_it,),                     NONE,             "return_draft",                         "domain.md 3.11",                                                              DEFAULT),
    Row("Advice",     "issue_interim_advice",                 (REVIEWING,),        OF_INTERIM,         ASSESSING, H.SAME,             W.ASSESSES,   CHECKERS,              (wrote_it,),                     issue.ISSUABLE,   "issue_advice",                         f"{RULING}, ruling 1",                                                         DEFAULT),
    Row("Advice",     "issue_advice",                         (REVIEWING,),        NOT_INTERIM,        ISSUED,    H.REQUESTER,        KEEP,         CHECKERS,              (wrote_it,),                     issue.ISSUABLE,   "issue_advice",                         "SEND Regulations 2014, regulations 6(1)(e) and 8(1)",                         LAW),
    Row("Advice",     "amend_advice",                         (ISSUED,),           ALWAYS,             DRAFTING,  H.AUTHOR,           W.AMENDMENT,  AMENDERS,              (),                              NONE,             "amend_advice",                         "domain.md 3.12",                                                              DEFAULT),
    Row("Advice",     "abandon_amendment",                    (DRAFTING,),         OF_AMENDMENT,       ISSUED,    H.REQUESTER,        W.RESTORED,   ABANDONERS,            (),                              NONE,             "reason",                               f"{PATH}, Advice",                                                             DEFAULT),

    Row("Any time",   "assign",                               OPEN,                ALWAYS,             SAME,      H.ASSIGNEE,         KEEP,         (HOLDERS, OVERSEER),   (gives_work_to_others_unasked,), ASSIGNED,         "assign",                               "domain.md 4, event 32",                                                       DEFAULT),
    Row("Any time",   "update_person",                        ANY,                 ALWAYS,             SAME,      H.SAME,             KEEP,         (HOLDERS, REQUESTER),  (),                              CORRECTED,        "update_person",                        "domain.md 3.1 and 3.6",                                                       DEFAULT),
    Row("Any time",   "ask_requester",                        OPEN,                ALWAYS,             SAME,      H.SAME,             KEEP,         (WORKERS,),            (),                              NONE,             "ask_requester",                        f"{PATH}, Any open state",                                                     DEFAULT),
    Row("Any time",   "answer_requester",                     OPEN,                ALWAYS,             SAME,      H.SAME,             KEEP,         (REQUESTER,),          (),                              WAITING,          "answer_requester",                     f"{PATH}, Any open state",                                                     DEFAULT),
    Row("Any time",   "add_contributor",                      OPEN,                ALWAYS,             SAME,      H.SAME,             KEEP,         (LEADERS, OVERSEER),   (),                              ANOTHER_TEAM,     "add_contributor",                      f"{RULING}, ruling 3",                                                         DEFAULT),
    Row("Any time",   "remove_contributor",                   OPEN,                ALWAYS,             SAME,      H.SAME,             KEEP,         (LEADERS, OVERSEER),   (),                              CONTRIBUTES,      "remove_contributor",                   f"{RULING}, ruling 3",                                                         DEFAULT),
    Row("Any time",   "record_safeguarding_referral",         ANY,                 ALWAYS,             SAME,      H.SAME,             KEEP,         ANYONE_INVOLVED,       (),                              NONE,             "record_safeguarding_referral",         "Children Act 1989, section 47; Care Act 2014, section 42",                    DEFAULT),
    Row("Any time",   "restrict",                             ANY,                 ALWAYS,             SAME,      H.SAME,             KEEP,         ANYONE_INVOLVED,       (),                              UNRESTRICTED,     "restrict",                             "standards.md 3.4",                                                            DEFAULT),
    Row("Any time",   "lift_restriction",                     ANY,                 ALWAYS,             SAME,      H.SAME,             KEEP,         (LEADERS, OVERSEER),   (),                              RESTRICTED,       "reason",                               "standards.md 3.4",                                                            DEFAULT),
    Row("Any time",   "claim_exception",                      NOT_CLOSED,          ALWAYS,             SAME,      H.SAME,             KEEP,         (HOLDERS, REQUESTER),  (),                              CLAIMABLE,        "claim_exception",                      "SEND Regulations 2014, regulations 5(4), 8(2), 10(4), 13(3) and 27(3)",       LAW),
    Row("Any time",   "approve_exception",                    NOT_CLOSED,          ALWAYS,             SAME,      H.SAME,             KEEP,         APPROVERS,             (claimed_it,),                   CLAIMED,          "decide_exception",                     "SEND Regulations 2014, regulation 8(2)",                                      LAW),
    Row("Any time",   "refuse_exception",                     NOT_CLOSED,          ALWAYS,             SAME,      H.SAME,             KEEP,         APPROVERS,             (claimed_it,),                   CLAIMED,          "decide_exception",                     "SEND Regulations 2014, regulation 8(2)",                                      LAW),
    Row("Any time",   "chase",                                OPEN,                ALWAYS,             SAME,      H.SAME,             KEEP,         CHASERS,               (),                              CHASED,           "chase",                                "domain.md 4, event 25",                                                       DEFAULT),
    Row("Any time",   "report_delay",                         OPEN,                ALWAYS,             SAME,      H.SAME,             KEEP,         (HOLDERS,),            (),                              DELAYED,          "report_delay",                         "domain.md 4, event 25",                                                       DEFAULT),
    Row("Any time",   "confirm_existing_advice",              OPEN,                ALWAYS,             SAME,      H.SAME,             KEEP,         (REQUESTER, WORKERS),  (),                              CONFIRMABLE,      "confirm_existing_advice",              "SEND Regulations 2014, regulation 6(4)",                                      LAW),
    Row("Any time",   "note",                                 ANY,                 ALWAYS,             SAME,      H.SAME,             KEEP,         NOTERS,                (),                              NOTED,            "note",                                 f"{PATH}, Any open state",                                                     DEFAULT),

    Row("The end",    "adopt_existing_advice",                AT_FRONT_DOOR,       ALWAYS,             CLOSED,    H.NOBODY,           KEEP,         (REQUESTER, LEADERS),  (),                              SUFFICIENT,       "adopt_existing_advice",                "SEND Regulations 2014, regulation 6(4)",                                      LAW),
    Row("The end",    "adopt_existing_advice",                (DRAFTING,),         NOT_AMENDMENT,      CLOSED,    H.NOBODY,           KEEP,         (REQUESTER, LEADERS),  (),                              SUFFICIENT,       "adopt_existing_advice",                "SEND Regulations 2014, regulation 6(4)",                                      LAW),
    Row("The end",    "close_as_duplicate",                   SETTLED,             ALWAYS,             CLOSED,    H.NOBODY,           KEEP,         (REQUESTER, OFFICERS), (),                              DUPLICATE,        "close_as_duplicate",                   "domain.md 4, event 20",                                                       DEFAULT),
    Row("The end",    "close_as_duplicate",                   BEING_WRITTEN,       NOT_AMENDMENT,      CLOSED,    H.NOBODY,           KEEP,         (REQUESTER, OFFICERS), (),                              DUPLICATE,        "close_as_duplicate",                   "domain.md 4, event 20",                                                       DEFAULT),
    Row("The end",    "close",                                SETTLED,             ALWAYS,             CLOSED,    H.NOBODY,           KEEP,         CLOSERS,               (),                              CLOSABLE,         "close",                                "domain.md 3.12",                                                              DEFAULT),
    Row("The end",    "close",                                BEING_WRITTEN,       NOT_AMENDMENT,      CLOSED,    H.NOBODY,           KEEP,         CLOSERS,               (),                              CLOSABLE,         "close",                                "domain.md 3.12",                                                              DEFAULT),
    Row("The end",    "close",                                (ISSUED,),           ALWAYS,             CLOSED,    H.NOBODY,           KEEP,         CLOSERS,               (),                              CLOSABLE_ISSUED,  "close",                                "domain.md 3.12",                                                              DEFAULT),
    *(
        Row("The end",    "reopen",                               (CLOSED,),           closed_from(state), state,     H.BEFORE_CLOSING,   KEEP,         REOPENERS,             (),                              NONE,             "reason",                               f"{PATH}, reopen",                                                             DEFAULT)
        for state in NOT_CLOSED
    ),
    Row("Afterwards", "update_referral",                      ANY,                 ALWAYS,             SAME,      H.SAME,             KEEP,         OWERS,                 (),                              REFERRED,         "update_referral",                      "Children Act 1989, sections 17ZA and 17ZD: duties that stand by themselves",  LAW),
)
# fmt: on


def steps() -> Iterator[tuple[State | None, Row]]:
    """Every row from each of its states singly."""
    return ((source, row) for row in PATHWAY for source in row.sources)


ACTIONS: tuple[str, ...] = tuple(dict.fromkeys(row.action for row in PATHWAY))
EVER_MAY: dict[str, frozenset[Role]] = {
    action: frozenset().union(*(one.roles for row in PATHWAY if row.action == action for one in row.who))
    for action in ACTIONS
}
