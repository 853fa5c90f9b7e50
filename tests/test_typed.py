"""Is what was typed into a form read as the answers it is, and drawn again exactly as it was typed?"""

from __future__ import annotations

from typing import Any

import pytest

from web.forms.typed import answers, nested, rows, typed_of, with_rows
from workflow.asking.question_sets import question_sets

CONTACT = question_sets()["record_contact"].questions
TRIAGE = question_sets()["record_answers"].questions
REQUEST = question_sets()["request_advice"].questions
ISSUE = question_sets()["issue_advice"].questions


def test_names_of_fields_are_read_as_the_parts_they_name() -> None:
    typed = nested(
        [
            ("person.given_name", "Ivy"),
            ("person.contacts.1.name", "Bea"),
            ("person.contacts.0.name", "Ana"),
            ("return_reasons", "other"),
            ("return_reasons", "not_known"),
        ]
    )
    assert typed["person"]["given_name"] == "Ivy"
    assert [row["name"] for row in rows(typed["person"]["contacts"])] == ["Ana", "Bea"]
    assert typed["return_reasons"] == ["other", "not_known"]


@pytest.mark.parametrize("pairs", [[("a", "1"), ("a.b", "2")], [("a.b", "2"), ("a", "1")], [(".", "x")], [("", "x")]])
def test_names_that_no_form_has_do_no_harm(pairs: list[tuple[str, str]]) -> None:
    assert isinstance(nested(pairs), dict)
    assert answers(CONTACT, nested(pairs)) == {}


DATES = [
    ({"day": "3", "month": "11", "year": "2026"}, "2026-11-03"),
    ({"day": "03", "month": "1", "year": "2026"}, "2026-01-03"),
    ({"day": "", "month": "", "year": ""}, None),
    ({"day": "3", "month": "", "year": "2026"}, "2026-00-03"),
    ({"day": "x", "month": "1", "year": "26"}, "0026-01-0x"),
]


@pytest.mark.parametrize(("typed", "said"), DATES)
def test_three_fields_are_a_date_or_something_that_is_refused(typed: dict[str, str], said: str | None) -> None:
    assert answers(CONTACT, {"contacted_on": typed}).get("contacted_on") == said


@pytest.mark.parametrize(
    "press",
    [{"remove": "x"}, {"remove": "a.²"}, {"remove": "a." + "9" * 5000}, {"remove": ""}, {"add": ""}, {"add": "a.b.c"}],
)
def test_a_row_of_no_form_is_neither_added_nor_removed_by_a_fault(press: dict[str, str]) -> None:
    assert with_rows({"a": "typed", "b": {"²": {"name": "x"}, "0": "y"}, **press})["b"]["0"] == "y"


def test_what_is_hidden_is_not_answered() -> None:
    typed = {"outcome": "no_answer", "what_was_said": "Typed before the outcome was changed."}
    assert answers(CONTACT, typed) == {"outcome": "no_answer"}
    assert "what_was_said" in answers(CONTACT, {**typed, "outcome": "spoke"})


def test_numbers_and_yes_or_no_are_what_they_say() -> None:
    typed = {"minutes": " 20 ", "interpreter_used": "no"}
    assert answers(CONTACT, typed) == {"minutes": 20, "interpreter_used": False}
    assert answers(CONTACT, {"minutes": "twenty", "interpreter_used": "perhaps"}) == {
        "minutes": "twenty",
        "interpreter_used": "perhaps",
    }


FILLED: list[tuple[Any, dict[str, Any]]] = [
    (CONTACT, {"informant_kind": "parent", "contacted_on": "2026-11-03", "minutes": 5, "advocate_present": True}),
    (TRIAGE, {"coping": {"value": "Well.", "informant": "parent", "asked_on": "2026-11-03", "method": "phone"}}),
    (TRIAGE, {"coping": {"not_asked_because": "Not that day."}}),
    (REQUEST, {"reason": "annual_review", "person": {"given_name": "Ivy", "contacts": [{"name": "Ana"}]}}),
    (ISSUE, {"checklist": {"needs": "yes"}, "issued_to": [{"to": "Ana", "how": "post"}, {"to": "Bo", "how": "other"}]}),
]


@pytest.mark.parametrize(("questions", "said"), FILLED)
def test_answers_are_drawn_as_they_would_have_been_typed(questions: Any, said: dict[str, Any]) -> None:
    assert answers(questions, typed_of(questions, said)) == said
