"""What do people who work on a request see of the person and their rights, on both databases?"""

from __future__ import annotations

from json import dumps
from typing import Any

import pytest

from tests import answers
from tests.place import Place

MONDAY = "2026-03-02"
SEVENTEEN = "2009-01-10"  # past compulsory school age in spring 2026
DECLINED = "the_young_person_has_not_declined_contact_with_parents"


def seen(place: Place, reference: str, who: str = "caseworker") -> Any:
    return place.get(who, f"/requests/{reference}")


def refused(response: Any) -> set[str]:
    assert response.status_code == 422, response.get_data(as_text=True)
    return {need["rule"] for need in response.json["unmet"]}


def test_a_request_says_who_holds_the_rights_and_how_that_was_reached(northmere: Place) -> None:
    with northmere.on(MONDAY):
        found = seen(northmere, northmere.ask())["rights"]
    assert (found["holder"], found["passes_on"], found["speak_to"]) == ("parent", "2033-06-24", ["parent"])
    assert (found["blocked"], found["cautions"], found["alternative_person"]) == ([], [], None)
    assert any("Children and Families Act 2014" in line for line in found["working"])


def test_a_young_person_of_17_who_declines_contact_with_parents_is_asked_alone(northmere: Place) -> None:
    with northmere.on(MONDAY):
        reference = northmere.ask(person=answers.child(date_of_birth=SEVENTEEN))
        northmere.does("officer", reference, "take")
        before = seen(northmere, reference)["rights"]
        assert (before["holder"], before["speak_to"]) == ("young_person", ["young_person", "parent"])
        northmere.does(
            "officer", reference, "record_consent", answers.consent("contact_with_parents", "declined", "young_person")
        )
        after = seen(northmere, reference)["rights"]
        assert after["speak_to"] == ["young_person"]
        assert [(one["who"], one["since"]) for one in after["blocked"]] == [("parents", MONDAY)]
        assert refused(northmere.act("officer", reference, "record_contact", answers.spoke())) == {DECLINED}
        northmere.does("officer", reference, "record_contact", answers.spoke("young_person"))


def test_somebody_named_acts_for_a_young_person_who_lacks_capacity_until_it_is_looked_at_again(eastvale: Place) -> None:
    lacks = {
        "capacity_outcome": "lacks",
        "capacity_about": "Which support to ask for",
        "capacity_assessed_by": "Sol Worker",
        "capacity_assessed_on": MONDAY,
        "capacity_evidence": "Pictures and a quiet room; could not weigh the choice.",
        "capacity_review_on": "2026-03-20",
        "alternative_person": "attorney",
        "alternative_person_name": "Dee Example",
    }
    with eastvale.on(MONDAY):
        reference = eastvale.ask(person=answers.child(date_of_birth=SEVENTEEN))
        eastvale.does("caseworker", reference, "update_person", lacks)
    for day, warned in (("2026-03-20", False), ("2026-03-21", True)):
        with eastvale.on(day):
            found = seen(eastvale, reference)["rights"]
        assert (found["holder"], found["alternative_person"]) == ("alternative_person", "Dee Example, an attorney")
        assert found["speak_to"] == ["young_person", "alternative_person", "parent"]
        assert any("looked at again" in line for line in found["cautions"]) is warned


def test_a_school_year_other_than_that_of_the_age_group_is_explained(northmere: Place) -> None:
    with northmere.on(MONDAY):
        reference = northmere.ask(person=answers.child(year_group=3))
        bare = seen(northmere, reference)["person"]
        assert (bare["school_year"], bare["age_group_year"]) == (3, 4)
        assert bare["school_year_working"][-1].endswith("no reason recorded.")
        why = {"person": {"year_group": 2, "year_group_because": "Started school late and repeated a year."}}
        northmere.does("caseworker", reference, "update_person", why)
    with northmere.on("2026-09-01"):
        told = seen(northmere, reference)["person"]
    assert (told["school_year"], told["age_group_year"]) == (3, 5)
    assert told["school_year_working"][-1].endswith("Started school late and repeated a year.")
    assert " by " in told["school_year_working"][0]


@pytest.mark.parametrize(("born", "before_due"), [("2008-03-02", False), ("2008-03-03", True), ("2008-04-14", False)])
def test_turning_18_before_the_advice_is_due_is_flagged_and_the_age_at_receipt_leads(
    northmere: Place, born: str, before_due: bool
) -> None:
    with northmere.on(MONDAY):
        found = seen(northmere, northmere.ask(person=answers.child(date_of_birth=born)))
    assert found["person"]["turns_18_on"] == f"2026{born[4:]}"
    assert found["person"]["turns_18_before_due"] is before_due
    assert found["service"] == ("adults" if born == "2008-03-02" else "children")
    assert bool(found["contributors"]) is before_due


def test_what_a_contact_may_be_told_is_kept_until_it_is_said_anew(northmere: Place) -> None:
    ben = {"name": "Ben Example", "relationship": "parent"}
    little = {**ben, "may_be_told": "nothing", "may_be_told_because": "Ivy asked for that.", "safe_to_contact": False}

    def told(*contacts: dict[str, Any]) -> Any:
        found = northmere.does("officer", reference, "update_person", {"person": {"contacts": list(contacts)}})
        return found["person"]["contacts"][1], found["rights"]

    with northmere.on(MONDAY):
        reference = northmere.ask()
        northmere.does("officer", reference, "take")
        kept, rights = told(little)
        assert (kept["may_be_told"], kept["may_be_told_because"]) == ("nothing", "Ivy asked for that.")
        assert [one["who"] for one in rights["blocked"]] == ["Ben Example", "Ben Example"]
        assert {one["since"] for one in rights["blocked"]} == {MONDAY}
        called = northmere.act("officer", reference, "record_contact", answers.spoke(informant_name="ben example"))
        assert refused(called) == {"the_contact_named_is_safe_to_contact"}
        kept, _ = told({**ben, "phone": "01632 960002"})
        assert (kept["may_be_told"], kept["safe_to_contact"], kept["phone"]) == ("nothing", False, "01632 960002")
        kept, rights = told({**ben, "may_be_told": "everything", "safe_to_contact": True})
        assert (kept["may_be_told"], kept["may_be_told_because"], rights["blocked"]) == ("everything", None, [])
        northmere.does("officer", reference, "record_contact", answers.spoke(informant_name="Ben Example"))


def test_what_a_contact_may_be_told_is_one_of_three(northmere: Place) -> None:
    wrong = {"name": "Ben", "relationship": "parent", "may_be_told": "gossip", "may_be_told_because": "x" * 501}
    response = northmere.call(
        "caseworker", "POST", "/requests", json=answers.new_request(person=answers.child(contacts=[wrong]))
    )
    assert response.status_code == 422
    assert set(response.json["errors"]) == {"person.contacts.0.may_be_told", "person.contacts.0.may_be_told_because"}


def test_a_protected_address_comes_first_and_no_list_tells_it(northmere: Place) -> None:
    hidden = {"address": "1 Quiet Lane", "postcode": "NM1 2AB", "protected_address": True}
    with northmere.on(MONDAY):
        reference = northmere.ask(person=answers.child(**hidden))
        told = northmere.call("caseworker", "GET", f"/requests/{reference}")
        assert b'"person":{"protected_address":true,' in told.data.replace(b" ", b"")
        assert any("kept private" in line for line in told.json["rights"]["cautions"])
        assert seen(northmere, northmere.ask())["person"]["protected_address"] is False
        for query in ("", "?q=Quiet", "?q=NM1", f"?q={reference}"):
            said = dumps(northmere.get("caseworker", f"/requests{query}"))
            assert "Quiet" not in said
            assert "NM1" not in said
        assert northmere.get("caseworker", "/requests?q=Quiet")["requests"] == []


def test_a_looked_after_child_of_another_authority_is_asked_about_there(eastvale: Place) -> None:
    with eastvale.on(MONDAY):
        reference = eastvale.ask(person=answers.child(looked_after=True, responsible_authority="Westmere"))
        own = eastvale.ask(person=answers.child(looked_after=True, responsible_authority="Eastvale Borough Council"))
        assert "Looked after by Westmere" in seen(eastvale, reference)["rights"]["cautions"][0]
        assert seen(eastvale, own)["rights"]["cautions"] == []
