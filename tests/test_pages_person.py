"""Does putting right what is known of a person change only what was changed, whatever another request has told since?"""

from __future__ import annotations

from typing import Any

import pytest

from tests import answers
from tests.place import Place
from tests.sitting import Sitting
from web.steps import person_form

ANA = {"name": "Ana Example", "relationship": "parent"}


@pytest.fixture
def at_desk(northmere: Place) -> Sitting:
    return Sitting(northmere, "caseworker")


def put_right(place: Place, reference: str, **person: Any) -> None:
    place.does("caseworker", reference, "update_person", {"person": person})


def test_a_form_of_one_request_undoes_nothing_that_another_told(northmere: Place, at_desk: Sitting) -> None:
    child = answers.child()
    one, other = northmere.ask(person=child), northmere.ask(person=child)
    put_right(northmere, other, protected_address=False, contacts=[{**ANA, "safe_to_contact": True}])
    put_right(
        northmere, one, protected_address=True, date_of_birth="2016-02-01", contacts=[{**ANA, "safe_to_contact": False}]
    )
    at_desk.open(f"/requests/{other}/steps/update_person")
    at_desk.press({"person.setting": "Another school"})
    person = northmere.get("caseworker", f"/requests/{other}")["person"]
    assert (person["setting"], person["protected_address"]) == ("Another school", True)
    assert person["date_of_birth"] == "2016-02-01"
    assert [contact["safe_to_contact"] for contact in person["contacts"]] == [False]
    step = northmere.get("caseworker", f"/requests/{other}/history?per_page=100")["events"][-1]
    assert [one["value"] for one in step["answers"]] == [{"setting": "Another school"}]


def test_nor_what_was_told_while_the_form_was_open(northmere: Place, at_desk: Sitting) -> None:
    child = answers.child()
    one, other = northmere.ask(person=child), northmere.ask(person=child)
    at_desk.open(f"/requests/{other}/steps/update_person")
    put_right(northmere, one, protected_address=True, contacts=[{**ANA, "safe_to_contact": False}])
    at_desk.press({"person.setting": "Another school", "person.contacts.0.phone": "01632 960099"})
    person = northmere.get("caseworker", f"/requests/{other}")["person"]
    [contact] = person["contacts"]
    assert (person["setting"], person["protected_address"]) == ("Another school", True)
    assert (contact["phone"], contact["safe_to_contact"]) == ("01632 960099", False)


def test_the_form_shows_everybody_whom_any_request_told_of(northmere: Place, at_desk: Sitting) -> None:
    child = answers.child()
    one, other = northmere.ask(person=child), northmere.ask(person=child)
    put_right(northmere, one, contacts=[{"name": "Bea Example", "relationship": "grandparent"}])
    page = at_desk.open(f"/requests/{other}/steps/update_person")
    assert 'value="Ana Example"' in page
    assert 'value="Bea Example"' in page


def test_sending_a_request_again_takes_only_what_was_missing(northmere: Place, at_desk: Sitting) -> None:
    child = answers.child()
    one, other = northmere.ask(person=child), northmere.ask(person=child)
    northmere.does(
        "officer",
        other,
        "return_as_incomplete",
        {"returned_reasons": ["missing_contact"], "what_is_needed": "A number."},
    )
    put_right(northmere, one, date_of_birth="2016-02-01")
    at_desk.open(f"/requests/{other}/steps/resubmit")
    today = dict(zip(("day", "month", "year"), reversed(answers.today().split("-")), strict=True))
    sent = {"what_was_added": "A number.", **{f"resubmitted_on.{part}": said for part, said in today.items()}}
    at_desk.press({**sent, "person.contacts.0.phone": "01632 960098"})
    person = northmere.get("caseworker", f"/requests/{other}")["person"]
    assert (person["date_of_birth"], person["contacts"][0]["phone"]) == ("2016-02-01", "01632 960098")


@pytest.mark.parametrize("was", ["", "{", "[]", '{"contacts": 1}', '{"contacts": [1]}', "null"])
def test_what_comes_back_changed_is_taken_as_nothing_filled_in(was: str) -> None:
    said = {"person": {"setting": "A school", "contacts": [dict(ANA)]}}
    assert person_form.changed(said, {person_form.WAS: was}) == said


def test_nothing_changed_is_nothing_said() -> None:
    filled = '{"setting": "A school", "contacts": [{"name": "Ana Example", "relationship": "parent", "phone": "1"}]}'
    said = {"setting": "A school", "contacts": [{**ANA, "phone": "1"}]}
    assert person_form.changed({"note": "Seen.", "person": said}, {person_form.WAS: filled}) == {"note": "Seen."}


def test_a_name_that_was_wrong_is_put_right_and_makes_nobody_new(northmere: Place, at_desk: Sitting) -> None:
    bea = {"name": "Bea Example", "relationship": "grandparent"}
    child = answers.child(contacts=[{**ANA, "phone": "01632 960001", "safe_to_contact": False}, bea])
    reference = northmere.ask(person=child)
    page = at_desk.open(f"/requests/{reference}/steps/update_person")
    assert "Remove this one" not in page, "nobody is taken off by a press, least of all somebody who is not safe"
    at_desk.press({"person.contacts.0.name": "Ana Exemple-Smith"})
    contacts = northmere.get("caseworker", f"/requests/{reference}")["person"]["contacts"]
    assert [(one["name"], one["phone"], one["safe_to_contact"]) for one in contacts] == [
        ("Ana Exemple-Smith", "01632 960001", False),
        ("Bea Example", None, True),
    ]


def test_nobody_takes_the_name_of_another(northmere: Place) -> None:
    bea = {"name": "Bea Example", "relationship": "grandparent"}
    reference = northmere.ask(person=answers.child(contacts=[{**ANA, "safe_to_contact": False}, bea]))
    put_right(northmere, reference, contacts=[{**ANA, "name": "Bea Example", "formerly": "Ana Example"}])
    contacts = northmere.get("caseworker", f"/requests/{reference}")["person"]["contacts"]
    assert [(one["name"], one["safe_to_contact"]) for one in contacts] == [
        ("Ana Example", False),
        ("Bea Example", True),
    ]
    put_right(northmere, reference, contacts=[{**ANA, "name": "Cy Example", "formerly": "Nobody"}])
    contacts = northmere.get("caseworker", f"/requests/{reference}")["person"]["contacts"]
    assert [one["name"] for one in contacts] == ["Ana Example", "Bea Example", "Cy Example"]


def test_a_new_contact_beside_those_who_are_known_is_added(northmere: Place, at_desk: Sitting) -> None:
    reference = northmere.ask(person=answers.child())
    at_desk.open(f"/requests/{reference}/steps/update_person")
    at_desk.press({"person.contacts.1.name": "Bea Example", "person.contacts.1.relationship": "grandparent"})
    contacts = northmere.get("caseworker", f"/requests/{reference}")["person"]["contacts"]
    assert [one["name"] for one in contacts] == ["Ana Example", "Bea Example"]
