"""What goes wrong between teams, and with an assessment, and how does the request still end?"""

from __future__ import annotations

from tests import answers
from tests.endings import (
    advised,
    clock,
    for_an_adult,
    issued,
    read_and_asked,
    taken,
    transferred,
    triaged,
    walk_to_the_end,
    written,
)
from tests.place import Place
from tests.walks import WRITE, Step, asked

NOT_IN_TIME = (422, "the_assessment_leaves_time_to_write_or_has_a_remedy")


def test_a_family_that_refuses_a_social_workers_assessment_still_gets_advice(northmere: Place) -> None:
    """Event 9."""
    reference = asked(northmere, "2026-03-02")
    steps = (
        *triaged("2026-03-04"),
        *transferred("2026-03-05"),
        Step("2026-03-12", "social_worker", "record_consent", lambda place: answers.consent("social_work", "declined")),
        Step(
            "2026-03-12",
            "social_worker",
            "hand_back",
            state="awaiting_triage",
            held="childrens_front_door",
            clock=clock("2026-04-13"),
        ),
        Step("2026-03-13", "officer", "take", state="triaging"),
        *advised("2026-03-20"),
    )
    walk_to_the_end(northmere, reference, steps)
    assert taken(northmere, reference, "hand_back")[0]["hand_back_reason"] == "consent_declined"


def test_an_assessment_that_will_miss_the_six_weeks_gets_interim_advice_and_then_an_addendum(northmere: Place) -> None:
    """Event 10."""
    reference = asked(northmere, "2026-05-11")
    planned = {"referred_on": "2026-05-20", "expected_completion_on": "2026-07-10"}
    waiting = {**answers.advice(), "awaits_assessment": "A child and family assessment, expected on 10 July."}
    steps = (
        *triaged("2026-05-18"),
        Step("2026-05-20", "officer", "offer_transfer", changed=planned, refused=NOT_IN_TIME),
        Step(
            "2026-05-20",
            "officer",
            "offer_transfer",
            changed={**planned, "remedy": "bring_forward"},
            refused=NOT_IN_TIME,
        ),
        Step(
            "2026-05-20", "officer", "offer_transfer", changed={**planned, "remedy": "exception"}, refused=NOT_IN_TIME
        ),
        *transferred("2026-05-20", **planned, remedy="interim_then_addendum"),
        Step("2026-06-15", "social_worker", "start_interim_advice", state="drafting", clock=clock("2026-06-22")),
        *written("2026-06-17", "social_worker", waiting),
        Step("2026-06-19", "team_reviewer", "issue_advice", refused=(409,)),
        Step(
            "2026-06-19",
            "team_reviewer",
            "issue_interim_advice",
            state="assessing",
            held="disabled_children",
            clock={"status": "met_by_interim"},
        ),
        Step("2026-07-10", "social_worker", "complete_assessment", state="drafting"),
        *written("2026-07-13", "social_worker"),
        *issued("2026-07-14", "team_reviewer"),
    )
    assert walk_to_the_end(northmere, reference, steps)["clocks"][0]["status"] == "met_by_interim"
    kept = northmere.get("caseworker", f"/requests/{reference}/advice")["versions"]
    assert [(one["kind"], one["issued_on"]) for one in kept] == [("interim", "2026-06-19"), ("addendum", "2026-07-14")]


def test_when_both_services_are_involved_one_leads_and_the_other_contributes(northmere: Place) -> None:
    """Event 14."""
    person = answers.child(date_of_birth="2008-09-01")
    reference = asked(northmere, "2026-03-02", person=person, involvement=answers.active(northmere))
    steps = (
        Step(
            "2026-03-04",
            "team_manager",
            "add_contributor",
            held="disabled_children",
            answers={"contributing_team": "adult_learning_disability", "reason": "A transition worker knows her."},
        ),
        Step("2026-03-09", "adult_worker", "record_contact", changed={"informant_kind": "young_person"}),
        *read_and_asked("2026-03-10", "social_worker"),
        Step("2026-03-16", "adult_worker", "submit_for_review", {"draft_version": 0}, refused=(403,)),
        *written("2026-03-16", "social_worker"),
        *issued("2026-03-18", "team_reviewer"),
    )
    assert walk_to_the_end(northmere, reference, steps)["contributors"] == ["adult_learning_disability"]


def test_the_front_door_keeps_a_request_that_teams_disagree_about_until_it_is_settled(northmere: Place) -> None:
    """Event 22."""
    reference = asked(northmere, "2026-03-02")
    door = "childrens_front_door"
    steps = (
        *triaged("2026-03-04"),
        Step("2026-03-05", "officer", "offer_transfer", state="offered", held=door),
        Step("2026-03-05", "dsco", "settle_dispute", refused=(422, "a_dispute_is_open")),
        Step("2026-03-06", "team_manager", "escalate_dispute", held=door, clock=clock("2026-04-13"),
             clocks={"dispute": "2026-03-10 on_track"}),
        Step("2026-03-09", "team_manager", "settle_dispute", refused=(403,)),
        Step("2026-03-09", "door_manager", "settle_dispute", refused=(403,)),
        Step("2026-03-10", "dsco", "settle_dispute", state="assessing", held="disabled_children",
             clocks={"dispute": "2026-03-10 met on 2026-03-10", "section_17_assessment": "2026-05-15 on_track"}),
        Step("2026-03-24", "social_worker", "complete_assessment", state="drafting"),
        *written("2026-03-25", "social_worker"),
        *issued("2026-03-26", "team_reviewer"),
    )
    walk_to_the_end(northmere, reference, steps)


def test_a_transfer_that_one_team_refuses_is_offered_to_another(northmere: Place) -> None:
    """Event 23."""
    reference = asked(northmere, "2026-03-02")
    early_help = {"assessment_type": "early_help_assessment"}
    steps = (
        *triaged("2026-03-04"),
        Step("2026-03-05", "officer", "offer_transfer", state="offered", held="childrens_front_door"),
        Step("2026-03-06", "team_manager", "refuse_transfer", state="awaiting_triage", held="childrens_front_door"),
        Step("2026-03-09", "officer2", "take", state="triaging", clock=clock("2026-04-13")),
        Step("2026-03-09", "officer2", "record_consent"),
        *transferred("2026-03-10", "early_intervention", "early_manager", **early_help),
        Step("2026-03-24", "early_helper", "complete_assessment", state="drafting"),
        *written("2026-03-25", "early_helper"),
        *issued("2026-03-26", "early_manager"),
    )
    walk_to_the_end(northmere, reference, steps)
    assert taken(northmere, reference, "refuse_transfer")[0]["refusal_reason"] == "criteria_not_met"


def test_work_goes_on_with_somebody_else_when_its_author_is_away(northmere: Place) -> None:
    """Event 32."""
    reference = asked(northmere, "2026-03-02")
    to_colleague = {"assignee": northmere.email("officer2")}
    steps = (
        *triaged("2026-03-04"),
        Step("2026-03-09", "officer", "decide_no_assessment", state="drafting"),
        Step("2026-03-10", "officer", WRITE),
        Step("2026-03-16", "caseworker", "assign", to_colleague, refused=(403,)),
        Step(
            "2026-03-16",
            "door_manager",
            "assign",
            {"assignee": northmere.email("social_worker")},
            refused=(422, "the_assignee_works_in_the_holding_team"),
        ),
        Step("2026-03-16", "door_manager", "assign", to_colleague, held="childrens_front_door"),
        *written("2026-03-18", "officer2"),
        *issued("2026-03-20"),
    )
    walk_to_the_end(northmere, reference, steps)
    version = northmere.get("caseworker", f"/requests/{reference}/advice/1")
    assert version["author"] == "Officer2"


def test_care_in_place_without_a_worker_is_reviewed_by_the_front_door(northmere: Place) -> None:
    """Event 13."""
    items = [
        {"kind": "short_break_day", "text": "Saturday club"},
        {"kind": "direct_payment", "text": "Four hours a week"},
    ]
    in_place = {"status": "in_place", "source": "The case system"}
    reference = asked(northmere, "2026-03-02", involvement=in_place, provision_in_place=items)
    unreviewed = (422, "every_existing_provision_is_reviewed")
    steps = (
        *triaged("2026-03-04"),
        Step("2026-03-04", "officer", "review_provision", changed={"provision_item": 1}),
        Step("2026-03-04", "officer", "decide_no_assessment", refused=unreviewed),
        Step("2026-03-05", "officer", "review_provision", changed={"provision_item": 2}),
        *advised("2026-03-10"),
    )
    walk_to_the_end(northmere, reference, steps)
    assert [said["provision_item"] for said in taken(northmere, reference, "review_provision")] == [1, 2]


def test_a_carer_is_offered_an_assessment_and_the_advice_does_not_wait_for_it(northmere: Place) -> None:
    """Event 31."""
    reference = asked(northmere, "2026-03-02")
    offered = {"parent_carer_assessment_considered": "offered_accepted"}
    steps = (
        *triaged("2026-03-04"),
        Step("2026-03-04", "officer", "record_referral", changed={"owed_by_team": "childrens_front_door"}),
        Step("2026-03-09", "officer", "decide_no_assessment", changed=offered, state="drafting"),
        *written("2026-03-10"),
        *issued("2026-03-11"),
        Step("2026-04-20", "door_manager", "update_referral", changed={"referral_status": "done"}),
    )
    walk_to_the_end(northmere, reference, steps)
    assert taken(northmere, reference, "update_referral")[0]["referral_status"] == "done"


def test_a_team_that_owes_a_referral_can_follow_it_up_though_it_never_held_the_request(northmere: Place) -> None:
    """The duty is its own (pathway.md, update_referral): the team that owes it has to see what it owes."""
    reference = asked(northmere, "2026-03-02")
    steps = (
        *triaged("2026-03-04"),
        Step("2026-03-04", "officer", "record_referral", changed={"owed_by_team": "early_intervention"}),
        *advised("2026-03-10"),
        Step("2026-04-20", "early_helper", "update_referral"),
    )
    walk_to_the_end(northmere, reference, steps)


def test_the_decider_whom_the_authority_names_settles_a_dispute_to_which_they_are_no_party(eastvale: Place) -> None:
    """Eastvale names the manager of the children's front door, who decides between teams of adults' services too."""
    reference = asked(eastvale, "2026-03-02", person=answers.child(date_of_birth="2001-01-01"))
    to_adults = {"offered_team": "adult_assessment", "assessment_type": "care_act_s9"}
    steps = (
        *triaged("2026-03-04", "adults_officer", "young_person"),
        Step("2026-03-05", "adults_officer", "offer_transfer", changed=to_adults, state="offered"),
        Step("2026-03-06", "adult_manager", "escalate_dispute"),
        Step("2026-03-09", "door_manager", "settle_dispute", changed=to_adults, state="assessing"),
        Step("2026-03-24", "adult_worker", "complete_assessment", state="drafting"),
        *written("2026-03-25", "adult_worker", for_an_adult()),
        *issued("2026-03-26", "adult_manager"),
    )
    walk_to_the_end(eastvale, reference, steps)
