"""Are referrals recorded, chased, listed and finished in their own right, whatever becomes of the request?"""

from __future__ import annotations

from typing import Any

import pytest

from tests import answers
from tests.endings import advised, taken, triaged, walk_to_the_end
from tests.place import Place
from tests.walks import Step, asked

OWED = {"owed_by_team": "early_intervention"}
CLOSE = Step("2026-03-10", "caseworker", "close", state="closed")


def news(status: str, number: int = 1, **more: Any) -> dict[str, Any]:
    return {"referral_number": number, "referral_status": status, "referral_status_on": answers.today(), **more}


def followed(on: str, who: str, status: str, refused: tuple[int | str, ...] | None = None, **more: Any) -> Step:
    return Step(on, who, "update_referral", lambda place: news(status, **more), refused=refused)


def listed(place: Place, who: str, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = place.get(who, f"/referrals?{query}")["referrals"]
    return found


def refers(place: Place, reference: str, who: str = "officer", **changed: Any) -> None:
    """A referral is recorded, which the early-intervention team owes unless it is said otherwise."""
    place.does(who, reference, "record_referral", {**answers.for_action(place, "record_referral"), **OWED, **changed})


@pytest.mark.parametrize("ending", ["issued", "closed"])
def test_a_referral_lives_on_after_the_request_has_ended_until_it_is_done(northmere: Place, ending: str) -> None:
    reference = asked(northmere, "2026-03-02")
    chase = {"note": "Asked the team when they will start.", "chased_referral": 1}
    steps = (
        *triaged("2026-03-04"),
        Step("2026-03-04", "officer", "record_referral", changed=OWED),
        *(advised("2026-03-10") if ending == "issued" else (CLOSE,)),
        followed("2026-03-11", "early_helper", "accepted"),
        Step("2026-03-20", "caseworker", "chase", {"chased_whom": "T", "chase_message": "?"}, refused=(409,)),
        Step("2026-03-20", "caseworker", "note", {**chase, "chased_referral": 2}, refused=(422, "the_chased_referral_is_waiting")),
        Step("2026-03-20", "caseworker", "note", chase),
        followed("2026-03-23", "early_helper", "under_way"),
        followed("2026-03-24", "early_helper", "accepted", refused=(422, "a_status_follows_the_one_before")),
        followed("2026-03-24", "officer", "done", refused=(403,)),
        followed("2026-04-20", "early_helper", "done", referral_outcome="Two hours of help a week."),
        followed("2026-04-21", "early_helper", "declined", declined_by="Ana",
                 refused=(422, "a_finished_referral_stays_as_it_is")),
        Step("2026-04-22", "caseworker", "note", chase, refused=(422, "the_chased_referral_is_waiting")),
    )  # fmt: skip
    with northmere.on("2026-04-24"):
        request = walk_to_the_end(northmere, reference, steps, ending)
        (row,) = listed(northmere, "early_helper")
    (one,) = request["referrals"]
    assert (one["status"], one["status_on"], one["chased_on"]) == ("done", "2026-04-20", "2026-03-20")
    assert request["still_open"] == []
    assert {name: row[name] for name in ("reference", "state", "status", "status_on", "days_open", "chased_on")} == {
        "reference": reference, "state": ending, "status": "done", "status_on": "2026-04-20", "days_open": 47,
        "chased_on": "2026-03-20",
    }  # fmt: skip


def test_what_a_referral_is_and_who_may_be_charged_is_told_with_its_source(northmere: Place) -> None:
    reference = asked(northmere, "2026-03-02")
    with northmere.on("2026-03-04"):
        northmere.does("officer", reference, "take")
        refers(northmere, reference)
        refers(northmere, reference, referral_kind="short_breaks_eligibility", short_break_level="targeted")
        carer, breaks = northmere.get("officer", f"/requests/{reference}")["referrals"]
    assert (carer["number"], carer["kind"], carer["name"]) == (1, "s17zd_parent_carer", "Parent carer's assessment")
    assert (carer["for_whom"], carer["owed_by_team"], carer["status"]) == (
        "Ana Example",
        "early_intervention",
        "offered",
    )
    assert (carer["duty"]["cite"], carer["duty"]["confidence"]) == ("Children Act 1989, section 17ZD", "law")
    assert carer["charging"]["text"].startswith("The assessment is free")
    assert (breaks["number"], breaks["short_break_level"], carer["short_break_level"]) == (2, "targeted", None)


def test_what_a_kind_needs_is_asked_with_it(northmere: Place) -> None:
    born = answers.child(date_of_birth="2009-01-10")
    reference = asked(northmere, "2026-03-02", person=born)
    about = {"significant_benefit": True, "significant_benefit_because": "Her plans are clear."}
    kinds: list[tuple[dict[str, Any], tuple[int | str, ...] | None]] = [
        ({"referral_kind": "short_breaks_eligibility"}, (422, "short_break_level")),
        (
            {"referral_kind": "s58_transition"},
            (422, "significant_benefit", "significant_benefit_because", "s58_consent"),
        ),
        ({"referral_kind": "s58_transition", **about, "s58_consent": "declined"}, None),
        ({"referral_kind": "care_act_s10_carer"}, (422, "the_kind_suits_the_age_of_whom_is_cared_for")),
        ({"referral_kind": "s17zd_parent_carer", "s58_consent": "given"}, (422, "s58_consent")),
    ]
    refusing = (422, "a_transition_assessment_keeps_to_its_conditions")
    walk_to_the_end(northmere, reference, (
        *triaged("2026-03-04", informant="young_person"),
        *(Step("2026-03-04", "officer", "record_referral", changed={**OWED, **said}, refused=no) for said, no in kinds),
        CLOSE,
        followed("2026-03-12", "early_helper", "under_way", refused=refusing),
        followed("2026-03-12", "early_helper", "declined", refused=(422, "declined_by")),
        followed("2026-03-12", "early_helper", "refused", refused=(422, "refusal_written_on", "refusal_reasons")),
        followed("2026-03-12", "early_helper", "declined", declined_by="Ivy, in her own words"),
    ), "closed")  # fmt: skip


def test_only_the_team_that_owes_a_referral_follows_it_up(northmere: Place) -> None:
    reference = asked(northmere, "2026-03-02")
    walk_to_the_end(northmere, reference, (
        *triaged("2026-03-04"),
        Step("2026-03-04", "officer", "record_referral", changed=OWED),
        Step("2026-03-04", "officer", "record_referral"),
        CLOSE,
        followed("2026-03-12", "officer", "done", refused=(403,)),
        followed("2026-03-12", "social_worker", "done", refused=(422, "the_referral_is_on_this_request")),
        followed("2026-03-12", "social_worker", "done", number=2),
        followed("2026-03-12", "early_helper", "done"),
    ), "closed")  # fmt: skip
    assert [said["referral_number"] for said in taken(northmere, reference, "update_referral")] == [2, 1]


def three(place: Place) -> list[str]:
    """Three requests, each with a referral, made on three days; the second was recorded last. Oldest first."""
    references = []
    for day, kind, team in (
        ("2026-03-05", "s17zd_parent_carer", "early_intervention"),
        ("2026-03-04", "s17za_young_carer", "disabled_children"),
        ("2026-03-06", "ot_adaptations", "early_intervention"),
    ):
        references.append(asked(place, "2026-03-02"))
        with place.on("2026-03-09"):
            place.does("officer", references[-1], "take")
            refers(place, references[-1], referral_kind=kind, owed_by_team=team, referred_on=day)
    with place.on("2026-03-16"):
        place.does("early_helper", references[0], "update_referral", news("done"))
    return [references[1], references[0], references[2]]


def test_referrals_are_listed_oldest_first_and_filtered(northmere: Place) -> None:
    young, parent, adaptations = three(northmere)
    for query, expected in (
        ("", [young, parent, adaptations]),
        ("status=open", [young, adaptations]),
        ("status=done", [parent]),
        ("status=under_way", []),
        ("team=early_intervention", [parent, adaptations]),
        ("team=early_intervention&status=open", [adaptations]),
        ("kind=s17za_young_carer", [young]),
    ):
        assert [row["reference"] for row in listed(northmere, "officer", query)] == expected, query
    with northmere.on("2026-03-20"):
        rows = {row["reference"]: row for row in listed(northmere, "officer")}
    assert [rows[one]["days_open"] for one in (young, parent, adaptations)] == [16, 11, 14]
    assert rows[young]["name"] == "Young carer's assessment"
    assert rows[young]["links"]["request"] == f"/api/v1/requests/{young}"


def test_the_list_goes_on_where_the_page_before_ended(northmere: Place) -> None:
    expected, found, path = three(northmere), [], "/referrals?per_page=1"
    for _ in expected:
        response = northmere.call("officer", "GET", path)
        found += [row["reference"] for row in response.json["referrals"]]  # type: ignore[index]  # a list, checked below
        path = response.headers.get("Link", "").partition("<")[2].partition(">")[0].removeprefix("/api/v1")
    assert (found, path) == (expected, "")


@pytest.mark.parametrize("query", ["status=late", "kind=tea", "team=", "cursor=made-up", "per_page=0", "reference=1"])
def test_a_list_that_cannot_be_given_is_refused(northmere: Place, query: str) -> None:
    response = northmere.call("officer", "GET", f"/referrals?{query}")
    assert response.status_code == 422
    assert list(response.json["errors"]) == [query.partition("=")[0]]  # type: ignore[index]  # a problem is an object


def test_a_cursor_of_another_list_is_not_taken(northmere: Place) -> None:
    northmere.ask()
    northmere.ask()
    link = northmere.call("officer", "GET", "/requests?per_page=1").headers["Link"]
    cursor = link.partition("cursor=")[2].partition(">")[0]
    assert northmere.call("officer", "GET", f"/requests?cursor={cursor}").status_code == 200
    assert northmere.call("officer", "GET", f"/referrals?cursor={cursor}").status_code == 422


def test_a_referral_is_known_to_those_who_may_know_of_its_request_and_hidden_with_it(northmere: Place) -> None:
    reference = asked(northmere, "2026-03-02")
    northmere.does("officer", reference, "take")
    refers(northmere, reference)
    for changes in (None, "restrict"):
        if changes:
            northmere.does("officer", reference, changes)
        for who in northmere.people:
            seen = northmere.call(who, "GET", f"/requests/{reference}").status_code == 200
            assert [row["reference"] for row in listed(northmere, who)] == ([reference] if seen else []), (who, changes)
        assert (listed(northmere, "early_helper") == []) is bool(changes)
    assert listed(northmere, "adult_worker") == []
    assert len(listed(northmere, "dsco")) == 1


def test_one_authority_lists_no_referral_of_another(northmere: Place, eastvale: Place) -> None:
    reference = eastvale.ask()
    eastvale.does("officer", reference, "take")
    eastvale.does("officer", reference, "record_referral")
    assert listed(northmere, "dsco") == []
    assert [row["reference"] for row in listed(eastvale, "dsco")] == [reference]


def test_a_page_of_many_referrals_takes_as_many_statements_as_a_page_of_one(northmere: Place) -> None:
    from tests.test_statements import read

    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    counts = set()
    for _ in range(3):
        refers(northmere, reference)
        counts.add(read(northmere, "officer", "/referrals"))
        counts.add(read(northmere, "officer", "/referrals?status=open&team=early_intervention"))
    assert counts == {2}


def test_which_referral_was_chased_is_not_carried_forward_to_the_next_note(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    refers(northmere, reference)
    northmere.does("officer", reference, "note", {"note": "Chased it.", "chased_referral": 1})
    offered = {one["action"]: one for one in northmere.get("officer", f"/requests/{reference}/actions")["actions"]}
    assert offered["note"]["answered_before"] == {}
