"""Is bad input refused with a clear sentence at the right field, whatever it is, and nothing of the record changed?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests import answers
from tests.desk import Desk, assert_refuses_at, changed, make_desk, refused, send, usual
from tests.place import Place
from workflow.asking.answering import Answering, Known
from workflow.asking.question_sets import from_text


@pytest.fixture(scope="module")
def desk(served: Flask) -> Desk:
    return make_desk(served)


TEXTS = [
    ("requests", "person.given_name", 100), ("requests", "person.contacts.0.relationship", 200),
    ("requests", "provision_in_place.0.text", 2000), ("requests", "identified_needs", 5000),
    ("record_answers", "answers.impact.value", 20_000), ("decide_no_assessment", "answers.decision_reason", 20_000),
    ("update_person", "answers.person.known_as", 200), ("offer_transfer", "answers.offered_team", 200),
    ("offer_transfer", "answers.signposting.0", 300), ("draft", "needs.0.text", 20_000), ("draft", "provision.0.amount", 120),
]  # fmt: skip
NOT_TEXT: list[Any] = [5, 1.5, True, ["a"], {"a": "b"}, 2**63, 10**30]
NOT_DATES: list[Any] = [
    "2026-02-30", "20260101", "2026-W01-1", "2026-001", "0000-01-01", "0001-01-01", "1899-12-31", "9999-12-31", "2026-1-1",
    "2026-01-01T00:00:00Z", "01/02/2026", "today", "\uff12\uff10\uff12\uff16-01-01", "2026-01-01\x00", 20260101, True, ["2026-01-01"],
]  # fmt: skip
NOT_CODES: list[Any] = [
    "nope",
    "ANNUAL_REVIEW",
    "parent ",
    "a\x00",
    "x" * 1_000_000,
    5,
    True,
    ["annual_review"],
    {"a": 1},
]
WRONG: dict[str, tuple[list[tuple[str, str]], list[Any]]] = {
    "text": ([text[:2] for text in TEXTS], [*NOT_TEXT, "a\x00b", "x" * 1_000_000]),
    "a line": (
        [("requests", "person.given_name"), ("update_person", "answers.person.known_as"), ("draft", "provision.0.amount")],
        ["a\nb", "a\rb", "a\u2028b"],
    ),
    "date": (
        [("requests", "received_on"), ("requests", "person.date_of_birth"), ("decide_no_assessment", "answers.decision_on"),
         ("offer_transfer", "answers.referred_on"), ("draft", "outcomes.0.by")], NOT_DATES,
    ),
    "date in the past": (
        [("requests", "received_on"), ("requests", "person.date_of_birth"), ("record_contact", "answers.contacted_on"),
         ("decide_no_assessment", "answers.decision_on")], ["2100-01-01"],
    ),
    "choice": (
        [("requests", "reason"), ("requests", "involvement.status"), ("requests", "provision_in_place.0.kind"),
         ("record_contact", "answers.method"), ("offer_transfer", "answers.remedy"), ("draft", "needs.0.domain"),
         ("draft", "provision.0.section")], NOT_CODES,
    ),
    "boolean": (
        [("update_person", "answers.person.interpreter_needed"), ("requests", "person.contacts.0.safe_to_contact"),
         ("draft", "needs.0.relates_to_sen_or_disability")], ["yes", "true", 1, 0, 1.0, [True], {"a": True}],
    ),
    "integer": (
        [("requests", "person.year_group"), ("record_contact", "answers.minutes")],
        [2**31, 2**63, 2**64, -(2**63) - 1, 10**30, 1e300, 1.5, "four", "4", True, [4], {"a": 4}],
    ),
    "group": (
        [("requests", "person"), ("requests", "involvement"), ("requests", "provision_in_place.0"), ("update_person",
         "answers.person"), ("draft", "views"), ("draft", "needs.0")], ["x", 5, True, ["x"]],
    ),
    "list": (
        [("requests", "provision_in_place"), ("requests", "person.contacts"), ("offer_transfer", "answers.signposting"),
         ("draft", "needs")], ["x", 5, True, {"a": 1}],
    ),
    "team": ([("requests", "involvement.team"), ("offer_transfer", "answers.offered_team")], ["nowhere", "SEND", "a\x07b"]),
    "upn": ([("requests", "person.upn")], ["A823432112343", "Z82343211234", "I823432112345", "8H23432112343", "é" * 13]),
    "nhs number": ([("requests", "person.nhs_number")], ["943 476 5918", "943476591", "94347659190", "\uff19434765919"]),
    "informant": ([("record_answers", "answers.impact.informant")], ["nobody", "a\x00", 5]),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_value_is_refused_at_its_own_field(desk: Desk, kind: str) -> None:
    places, values = WRONG[kind]
    for target, path in places:
        for value in values:
            if kind == "informant":
                said = refused(desk, target, changed(target, path, value), 422)["errors"]
                assert list(said) == ["impact"], said
            else:
                assert_refuses_at(desk, target, path, value)


def test_a_text_may_be_as_long_as_its_limit_and_no_longer(desk: Desk, northmere: Place) -> None:
    for target, path, limit in TEXTS:
        (said,) = assert_refuses_at(desk, target, path, "x" * (limit + 1))
        assert f"{limit + 1:,}" in said
        assert f"{limit:,}" in said
    longest = changed("requests", "person.given_name", "x" * 100)
    assert northmere.call("caseworker", "POST", "/requests", json=longest).status_code == 201


@pytest.mark.parametrize("empty", [None, "", "  \n", [], {}, [""], {"value": ""}], ids=repr)
def test_an_empty_answer_is_no_answer_to_what_has_to_be_answered(desk: Desk, empty: Any) -> None:
    required = [("requests", "reason"), ("requests", "received_on"), ("requests", "person"),
                ("decide_no_assessment", "answers.decision_reason"), ("offer_transfer", "answers.offered_team")]  # fmt: skip
    for target, path in required:
        if (path, empty) != ("person", {"value": ""}):  # a group has no wrapper: that is an unknown part of it
            (said,) = assert_refuses_at(desk, target, path, empty)
            assert said.startswith("Answer this: ")


def test_a_part_that_nobody_asked_for_is_refused_by_its_name(desk: Desk) -> None:
    places = [("requests", ""), ("requests", "person."), ("requests", "person.contacts.0."), ("record_answers", ""),
              ("record_answers", "answers."), ("update_person", "answers.person."), ("draft", ""), ("draft", "needs.0.")]  # fmt: skip
    for target, place in places:
        for name in ("state", "authority", "authority_id", "version", "held_by", "__proto__", "a\x00"):
            assert_refuses_at(desk, target, f"{place}{name}", "closed")
    assert_refuses_at(desk, "requests", "contributing_team", "adults_front_door")  # the service fills this in itself


def test_what_stands_beside_an_answer_is_checked_too(desk: Desk) -> None:
    for part, value in {"asked_on": "2100-01-01", "method": "pigeon", "not_asked_because": 5, "state": "x"}.items():
        said = refused(desk, "record_answers", {"answers": {"impact": {"value": "A lot.", part: value}}}, 422)["errors"]
        assert list(said) == ["impact"]
    both = {"answers": {"impact": {"value": "A lot.", "not_asked_because": "No time."}}}
    assert list(refused(desk, "record_answers", both, 422)["errors"]) == ["impact"]
    for answered in ([], "x", 5, True):
        assert list(refused(desk, "record_answers", {"answers": answered}, 422)["errors"]) == ["answers"]


def test_a_contact_has_a_number_and_an_address_that_could_be_one(desk: Desk) -> None:
    for part, value in {"phone": "abc", "email": "notanemail"}.items():
        assert_refuses_at(desk, "requests", f"person.contacts.0.{part}", value)
        person = {"contacts": [{"name": "Ana", "relationship": "parent", part: value}]}
        said = refused(desk, "update_person", {"answers": {"person": person}}, 422)
        assert [*said["errors"]] == [f"person.contacts.0.{part}"]
    asked = {**usual("requests"), "requested_by": {"organisation": "Westmere", "email": "notanemail"}}
    assert [*refused(desk, "requests", asked, 422)["errors"]] == ["requested_by.email"]


def test_nothing_was_done_before_the_person_was_born(desk: Desk, northmere: Place) -> None:
    """The date of birth itself may be put right to an earlier day."""
    eve, told = "2017-05-13", "before the person was born"
    for target, code in (("record_contact", "contacted_on"), ("decide_no_assessment", "decision_on")):
        assert told in assert_refuses_at(desk, target, f"answers.{code}", eve)[0]
    reading = {"answers": {**answers.reading(), "read_on": eve}}
    assert told in refused(desk, "record_reading", reading, 422)["errors"]["read_on"][0]
    answer = {"answers": {"impact": {"value": "A lot.", "informant": "parent", "asked_on": eve}}}
    assert told in refused(desk, "record_answers", answer, 422)["errors"]["impact"][0]
    reference = northmere.ask()
    corrected = northmere.does("caseworker", reference, "update_person", {"person": {"date_of_birth": eve}})
    assert corrected["person"]["date_of_birth"] == eve


def test_every_fault_is_told_at_once(desk: Desk) -> None:
    body = {**usual("requests"), "reason": "x", "received_on": 5, "state": "closed", "person": {"upn": 5}}
    said = refused(desk, "requests", body, 422)
    assert set(said["errors"]) == {"reason", "received_on", "state", "person.upn"}


def test_control_characters_become_spaces_and_the_reply_says_so(northmere: Place) -> None:
    place, pasted, kept = northmere, "Ivy\x07\x1f\x7f\x85\x0b Rose", "Ivy      Rose"
    asked = place.call(
        "caseworker", "POST", "/requests", json=answers.new_request(person=answers.child(given_name=pasted))
    )
    assert (asked.status_code, asked.json["person"]["given_name"]) == (201, kept)
    own = Desk(place, asked.json["reference"], place.ask(involvement=answers.active(place)), {})
    place.does("officer", own.triaging, "take")
    step = send(own, "record_answers", {"answers": {"impact": {"value": pasted, "informant": "parent"}}})
    events = place.get("officer", f"/requests/{own.triaging}/history")["events"]
    assert events[-1]["answers"][0]["value"] == "Ivy    \n Rose"  # a word processor's line break, where lines are taken
    draft = send(own, "draft", {"provision": [{"id": "p1", "amount": pasted}]})
    assert draft.json["content"]["provision"][0]["amount"] == kept
    for response in (asked, step, draft):
        assert "replaced by spaces" in response.json["notices"][0]
    assert "notices" not in send(own, "draft", answers.advice()).json


UNSEEN = ["\u200b", "\u200d\u200c", "\ufeff \u2060", "\u00ad", "\u2800", "\u3164\uffa0", "\ufe0f", "\u2028\u00a0"]


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_what_nobody_can_see_answers_nothing(desk: Desk, unseen: str) -> None:
    for code in ("decision_reason", "thresholds"):
        assert "Answer this" in assert_refuses_at(desk, "decide_no_assessment", f"answers.{code}", unseen)[0]
    assert_refuses_at(desk, "draft", "provision.0.amount", unseen.replace("\u2028", ""))
    (needed,) = refused(desk, "requests", changed("requests", "person.given_name", unseen), 422)["unmet"]
    assert needed["rule"] == "the_person_can_be_told_from_others"


def test_a_joiner_inside_a_word_or_a_picture_stays_as_it_is(northmere: Place) -> None:
    for name in ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "Ivy \U0001f469\u200d\U0001f466\ufe0f"):
        reference = northmere.ask(person=answers.child(known_as=name))
        assert northmere.get("caseworker", f"/requests/{reference}")["person"]["known_as"] == name


@pytest.mark.parametrize(
    "twice",
    [
        '{"answers": {"impact": "A lot."}, "answers": {"impact": "Little."}}',
        '{"answers": {"impact": "A lot.", "impact": "Little."}}',
        '{"answers": {"impact": {"value": "A lot.", "method": "phone", "method": "visit"}}}',
    ],
)
def test_a_name_that_is_there_twice_is_malformed_since_one_of_the_two_would_be_lost(desk: Desk, twice: str) -> None:
    assert "once" in refused(desk, "record_answers", twice, 400)["detail"]


def test_an_instant_and_an_amount_are_taken_only_where_they_can_be_kept() -> None:
    asks = "title: T\nquestions:" + "".join(
        f"\n  - {{type: {kind}, code: {code}, text: Which, source: a test}}"
        for kind, code in (("dateTime", "at"), ("decimal", "much"))
    )
    asked = from_text("t", asks, {}, {"note": []})
    known = Known(frozenset(), frozenset(), {})
    instants = [
        "2026-02-30T10:00:00Z",
        "2026-03-02T10:00:00",
        "2026-03-02",
        "0000-01-01T00:00:00Z",
        5,
        True,
        [1],
        {"a": 1},
    ]
    amounts = ["1e400", "NaN", "Infinity", 10**30, 1e300, -1, "ten", True, [1], {"a": 1}, "1" * 10_000]
    for code, wrong in [*(("at", value) for value in instants), *(("much", value) for value in amounts)]:
        assert list(Answering(asked, {code: wrong}, date(2026, 3, 2), known).errors) == [code], wrong
    good = Answering(asked, {"at": "2026-03-02T10:00:00Z", "much": "2.50"}, date(2026, 3, 2), known)
    assert not good.errors
    assert good.answers["much"].value == "2.50"
