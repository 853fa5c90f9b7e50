"""What goes wrong between social care and the family, the child or the young person, and how does the request still end?"""

from __future__ import annotations

from json import dumps
from typing import Any

from tests import answers
from tests.endings import advised, clock, issued, read_and_asked, taken, triaged, walk_to_the_end, written
from tests.place import Place
from tests.walks import Step, asked

SEVENTEEN = "2009-01-10"  # past compulsory school age in spring 2026, and 18 long after the advice is due
UNHEARD = "the_family_was_spoken_to_or_properly_tried"


def test_a_parent_who_cannot_be_reached_stops_neither_the_decision_nor_the_advice(northmere: Place) -> None:
    """Event 5."""
    reference = asked(northmere, "2026-04-20")
    unreached = {
        "absent_because": "Her mother could not be reached by telephone, text or letter between April and May."
    }
    said = answers.triage("school_senco")
    steps = (
        Step("2026-04-22", "officer", "take", state="triaging", clock=clock("2026-06-01")),
        Step("2026-04-22", "officer", "record_reading"),
        Step("2026-04-22", "officer", "record_contact", changed={"informant_kind": "school_senco"}),
        Step("2026-04-22", "officer", "record_answers", said),
        Step("2026-04-22", "officer", "record_contact", lambda place: answers.tried("phone")),
        Step("2026-04-24", "officer", "record_contact", lambda place: answers.tried("phone", "left_message")),
        Step("2026-04-27", "officer", "record_contact", lambda place: answers.tried("phone")),
        Step("2026-04-27", "officer", "decide_no_assessment", refused=(422, UNHEARD)),
        Step("2026-04-29", "officer", "record_contact", lambda place: answers.tried("letter")),
        Step("2026-05-01", "officer", "ask_requester"),
        Step(
            "2026-05-05",
            "caseworker",
            "close",
            changed={"closure_reason": "no_engagement"},
            refused=(422, "closure_reason"),
        ),
        *advised("2026-05-05", {**answers.advice(), "views": unreached}),
    )
    walk_to_the_end(northmere, reference, steps)
    version = northmere.get("caseworker", f"/requests/{reference}/advice/1")
    assert version["content"]["views"] == unreached


def decided(on: str, about: str, given: str) -> Step:
    """The young person says whether they agree."""
    return Step(on, "officer", "record_consent", lambda place: answers.consent(about, given, "young_person"))


def test_a_young_person_who_declines_contact_with_parents_is_respected(northmere: Place) -> None:
    """Event 6."""
    reference = asked(northmere, "2026-03-02", person=answers.child(date_of_birth=SEVENTEEN))
    own_words = {
        "person": "I want to live near my sister.",
        "absent_because": "They asked us not to speak to their parents.",
    }
    steps = (
        *triaged("2026-03-04", informant="young_person"),
        decided("2026-03-04", "contact_with_parents", "declined"),
        Step(
            "2026-03-05",
            "officer",
            "record_contact",
            refused=(422, "the_young_person_has_not_declined_contact_with_parents"),
        ),
        decided("2026-03-05", "contact_with_professionals", "given"),
        Step("2026-03-06", "officer", "record_contact", changed={"informant_kind": "post16"}),
        *advised("2026-03-12", {**answers.advice(), "views": own_words}),
    )
    walk_to_the_end(northmere, reference, steps)
    assert {said["informant_kind"] for said in taken(northmere, reference, "record_contact")} == {
        "young_person",
        "post16",
    }


def lacks_capacity(place: Place) -> dict[str, Any]:
    """A deputy acts for the young person."""
    return {
        "capacity_outcome": "lacks",
        "capacity_about": "Which support to ask for",
        "capacity_assessed_by": "Sol Worker",
        "capacity_assessed_on": answers.today(),
        "capacity_evidence": "Pictures and a quiet room; could not weigh the choice.",
        "alternative_person": "deputy",
    }


def test_somebody_acts_for_a_young_person_who_lacks_capacity(northmere: Place) -> None:
    """Event 7."""
    reference = asked(northmere, "2026-03-02", person=answers.child(date_of_birth=SEVENTEEN))
    through_advocate = {"informant_kind": "young_person", "method": "through_advocate", "advocate_present": True}
    steps = (
        Step("2026-03-04", "officer", "take", state="triaging"),
        decided("2026-03-04", "contact_with_parents", "declined"),
        Step("2026-03-05", "officer", "update_person", lacks_capacity),
        Step("2026-03-06", "officer", "record_contact", changed=through_advocate),
        Step("2026-03-06", "officer", "record_contact"),
        *read_and_asked("2026-03-09", informant="alternative_person"),
        *advised("2026-03-12"),
    )
    walk_to_the_end(northmere, reference, steps)
    assert taken(northmere, reference, "update_person")[0]["alternative_person"] == "deputy"


def test_without_consent_to_early_help_the_front_door_writes_the_advice(eastvale: Place) -> None:
    """Event 8."""
    reference = asked(eastvale, "2026-03-02")
    to_early_help = {"offered_team": "family_help", "assessment_type": "early_help_assessment"}
    unsigned = "the_decision_is_countersigned_where_the_authority_asks"
    steps = (
        *triaged("2026-03-04"),
        Step("2026-03-04", "officer", "offer_transfer", changed=to_early_help, refused=(422, "early_help_has_consent")),
        Step(
            "2026-03-04",
            "officer",
            "decide_no_assessment",
            refused=(422, "early_help_is_offered_to_every_unknown_child", unsigned),
        ),
        Step("2026-03-05", "officer", "record_consent", lambda place: answers.consent("early_help", "declined")),
        Step("2026-03-05", "officer", "note", {"note": "Looked again at safeguarding: no concern."}),
        Step("2026-03-05", "officer", "decide_no_assessment", refused=(422, unsigned)),
        Step("2026-03-06", "door_manager", "countersign"),
        *advised("2026-03-10"),
    )
    ended = walk_to_the_end(eastvale, reference, steps)
    assert ended["clocks"][0]["due_on"] == "2026-04-12"
    assert taken(eastvale, reference, "record_consent")[0]["consent_given"] == "declined"


def sees(place: Place, who: str, reference: str) -> bool:
    """Whether a request exists for somebody."""
    return place.call(who, "GET", f"/requests/{reference}").status_code == 200


def test_harm_that_is_disclosed_in_triage_restricts_the_request_and_the_advice_goes_on(northmere: Place) -> None:
    """Event 11. Left for later: stopping automatic messages; there are none yet."""
    reference = asked(northmere, "2026-06-08")
    assert sees(northmere, "officer2", reference)
    named = {"reviewer": northmere.email("reviewer"), "draft_version": 1}
    steps = (
        *triaged("2026-06-12"),
        Step("2026-06-12", "officer", "record_safeguarding_referral", clock=clock("2026-07-20")),
        Step("2026-06-19", "officer", "decide_no_assessment", state="drafting"),
        written("2026-06-22")[0],
        Step("2026-06-22", "officer", "submit_for_review", named, "reviewing"),
        *issued("2026-06-24"),
    )
    ended = walk_to_the_end(northmere, reference, steps)
    assert ended["restricted"]
    may_see = {who for who in northmere.people if sees(northmere, who, reference)}
    assert may_see == {"caseworker", "send_manager", "dsco", "auditor"}
    version = dumps(northmere.get("caseworker", f"/requests/{reference}/advice/1"))
    assert not any(word in version.lower() for word in ("hub", "physical", "household"))


def test_one_call_may_serve_siblings_whose_requests_stay_apart(northmere: Place) -> None:
    """Event 21. Each child in a call of its own; one call for both is in test_siblings.py."""
    ivy = asked(northmere, "2026-03-02")
    oak = asked(northmere, "2026-03-02", person=answers.child(given_name="Oak", date_of_birth="2014-02-01"))
    call = {"what_was_said": "Spoke about both children; this is what was said of this one."}
    for reference, coping in ((ivy, "Tired by bedtime."), (oak, "No worries about Oak.")):
        steps = (
            Step("2026-03-04", "officer", "take", state="triaging"),
            Step("2026-03-04", "officer", "record_reading"),
            Step("2026-03-04", "officer", "record_contact", changed=call),
            Step("2026-03-04", "officer", "record_answers", changed={"coping": coping}),
            *advised("2026-03-10"),
        )
        walk_to_the_end(northmere, reference, steps)
        assert [said["coping"] for said in taken(northmere, reference, "record_answers")] == [coping]
    walk_to_the_end(northmere, oak, [Step("2026-03-11", "caseworker", "restrict")])
    assert [sees(northmere, "officer2", one) for one in (ivy, oak)] == [True, False]


def test_an_address_that_must_be_kept_secret_is_flagged_and_stops_the_advice_that_tells_it(northmere: Place) -> None:
    """Event 33. Whoever thinks it safe to disclose is refused as well."""
    reference = asked(northmere, "2026-03-02")
    kept = {"person": {"address": "1 Quiet Lane", "protected_address": True}}
    told = {**answers.advice(), "involvement": "The family lives at 1 Quiet Lane."}
    detail = {"return_reasons": ["third_party_detail"], "return_explained": "Take the address out."}
    steps = (
        Step("2026-03-02", "caseworker", "update_person", kept),
        *triaged("2026-03-04"),
        Step("2026-03-09", "officer", "decide_no_assessment", state="drafting"),
        *written("2026-03-10", content=told),
        Step(
            "2026-03-11",
            "reviewer",
            "issue_advice",
            changed={"safe_to_disclose": False},
            refused=(422, "it_is_safe_to_disclose", "a_protected_address_is_nowhere_in_the_advice"),
        ),
        Step("2026-03-11", "reviewer", "issue_advice", refused=(422, "a_protected_address_is_nowhere_in_the_advice")),
        Step("2026-03-11", "reviewer", "return_draft", detail, "drafting"),
        *written("2026-03-12"),
        *issued("2026-03-13"),
    )
    assert walk_to_the_end(northmere, reference, steps)["person"]["protected_address"] is True
    assert "Quiet Lane" not in dumps(northmere.get("caseworker", f"/requests/{reference}/advice/1"))


def test_a_family_that_needs_an_interpreter_is_spoken_to_with_one(northmere: Place) -> None:
    """Event 34. Left for later: holding contact back until one is arranged; until then it is a caution."""
    reference = asked(northmere, "2026-03-02")
    interpreted = {"method": "interpreted_call", "interpreter_used": True, "minutes": 50}
    steps = (
        Step(
            "2026-03-02",
            "caseworker",
            "update_person",
            {"person": {"first_language": "Tetum", "interpreter_needed": True, "communication": "Signs and pictures"}},
        ),
        Step("2026-03-04", "officer", "take", state="triaging"),
        Step("2026-03-05", "officer", "record_contact", lambda place: answers.tried(outcome="interpreter_cancelled")),
        Step(
            "2026-03-05",
            "officer",
            "update_person",
            {"person": {"interpreter_arranged": "Tetum, by telephone, on 9 March"}},
        ),
        Step("2026-03-09", "officer", "record_contact", changed=interpreted),
        *read_and_asked("2026-03-10"),
        *advised("2026-03-16"),
    )
    assert walk_to_the_end(northmere, reference, steps)["person"]["interpreter_needed"] is True
    assert taken(northmere, reference, "record_contact")[1]["interpreter_used"] is True


def test_a_request_ends_at_once_when_the_person_has_died_even_after_advice_was_issued(northmere: Place) -> None:
    """Event 35. Left for later: stopping automatic messages, and sealing a case; there are no messages yet."""
    died = {"closure_reason": "deceased", "closure_explained": "The hospital told us."}
    early, late = asked(northmere, "2026-03-02"), asked(northmere, "2026-03-02")
    ends = (
        Step("2026-03-16", "dsco", "close", died, "closed"),
        Step("2026-03-17", "caseworker", "chase", refused=(409,)),
        Step("2026-03-17", "officer", "record_contact", refused=(409,)),
    )
    walk_to_the_end(northmere, early, (*triaged("2026-03-04"), *ends), "closed")
    ended = walk_to_the_end(northmere, late, (*triaged("2026-03-04"), *advised("2026-03-10"), *ends), "closed")
    assert ended["closure_reason"] == "deceased"
