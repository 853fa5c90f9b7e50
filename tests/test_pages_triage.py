"""Is triage one page for one telephone call: everything saved at once or nothing, and never a word lost?"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests import answers
from tests.browsing import Browser
from tests.calls import SIX, call, decision, hidden, history, taken, today
from tests.place import Place


class Counting(Browser):
    """A browser that counts the pages it loads: every GET, and every page that an answer leads on to."""

    loads = 0

    def load(self, path: str, **options: Any) -> Any:
        self.loads += 1
        return super().load(path, **options)


def test_a_call_is_recorded_and_decided_in_at_most_six_pages(northmere: Place) -> None:
    reference, path = taken(northmere)
    officer = Counting(northmere, "officer")
    page = officer.get(path)
    saved = officer.send(path, {**hidden(page), **call()})
    assert (saved.status_code, saved.location) == (303, path)
    page = officer.get(saved.location)
    assert "The call is saved, as 5 steps of the record." in page
    (decide,) = re.findall(r'href="([^"]*decide_no_assessment[^"]*)"', page)
    page = officer.get(decide)
    decided = officer.send(decide.partition("?")[0], {**hidden(page), **decision()})
    assert decided.status_code == 303, decided.get_data(as_text=True)
    officer.get(decided.location)
    assert northmere.get("officer", f"/requests/{reference}")["state"] == "drafting"
    assert officer.loads <= 6
    actions = [event["action"] for event in history(northmere, reference)]
    assert actions[2:] == [
        "record_reading",
        "record_contact",
        "record_answers",
        "review_provision",
        "review_provision",
        "decide_no_assessment",
    ]


def test_who_how_and_when_count_for_every_answer_that_does_not_say_otherwise(northmere: Place) -> None:
    reference, path = taken(northmere)
    own = {"answers.coping.informant": "school_senco", "answers.coping.method": "email"}
    unasked = {"answers.impact.value": "", "answers.impact.not_asked_because": "She had to go."}
    Browser(northmere, "officer").post(path, call(**own, **unasked))
    said = {one["code"]: one for event in history(northmere, reference) for one in event["answers"]}
    usual = said["day_to_day"]
    assert (usual["informant"], usual["informant_name"], usual["method"]) == ("parent", "Ana Example", "phone")
    assert usual["asked_on"] == answers.today()
    assert (said["coping"]["informant"], said["coping"]["method"]) == ("school_senco", "email")
    assert (said["impact"]["not_asked_because"], said["impact"].get("informant")) == ("She had to go.", None)
    assert said["provision_meets_need"]["informant_name"] == "Ana Example"


WRONG = [
    ({"contact.what_was_said": ""}, "contact-what_was_said"),
    ({"day.year": "2099"}, "day-day"),
    ({"who": ""}, "who"),
    ({"method": ""}, "method"),
    ({"answers.coping.not_asked_because": "And also not asked."}, "answers-coping-value"),
    ({"provision.2.provision_outcome.value": ""}, "provision-2-provision_outcome-value"),
    ({"reading.key_facts": ""}, "reading-key_facts"),
    ({"contact.minutes": "many"}, "contact-minutes"),
]


@pytest.mark.parametrize(("typed", "field"), WRONG)
def test_one_refusal_keeps_the_whole_call_and_stands_at_its_field(
    northmere: Place, typed: dict[str, str], field: str
) -> None:
    reference, path = taken(northmere)
    page = Browser(northmere, "officer").post(path, call(**typed), 422).get_data(as_text=True)
    assert re.findall(r'href="#([\w-]+)"', page.partition("<h1")[0])[-1:] == [field]
    assert f'id="{field}' in page
    assert "Item 1: provision_meets_need." in page
    assert "About support_needed, in her words." in page
    assert northmere.get("officer", f"/requests/{reference}")["version"] == 2


def test_every_refusal_of_every_step_is_said_at_once(northmere: Place) -> None:
    _, path = taken(northmere)
    wrong = {"contact.minutes": "many", "provision.1.provision_outcome.value": "", "reading.key_facts": ""}
    page = Browser(northmere, "officer").post(path, call(**wrong), 422).get_data(as_text=True)
    named = set(re.findall(r'href="#([\w-]+)"', page.partition("<h1")[0]))
    assert named >= {"contact-minutes", "provision-1-provision_outcome-value", "reading-key_facts"}


def test_the_top_of_the_call_is_asked_for_in_its_own_words(northmere: Place) -> None:
    _, path = taken(northmere)
    nobody = {"who": "", "method": "", "day.day": "", "day.month": "", "day.year": ""}
    page = Browser(northmere, "officer").post(path, call(**nobody), 422).get_data(as_text=True)
    for said in ("Say who is speaking.", "Say how you spoke.", "Give the day of the call."):
        assert said in page
    late = Browser(northmere, "officer").post(path, call(**{"day.year": "2099"}), 422).get_data(as_text=True)
    assert late.partition("<h1")[0].count("in the future") == 1


def test_a_call_with_nothing_typed_says_what_to_do(northmere: Place) -> None:
    reference, path = taken(northmere)
    nothing = {"method": "phone", **today("day"), **today("reading.read_on")}
    page = Browser(northmere, "officer").post(path, nothing, 422).get_data(as_text=True)
    assert "Type what you were told" in page
    assert northmere.get("officer", f"/requests/{reference}")["version"] == 2


def test_answers_from_the_file_alone_record_no_conversation(northmere: Place) -> None:
    reference, path = taken(northmere)
    typed = {"who": "file_only", "method": "", **today("day"), "answers.coping.value": "As the file of May says."}
    Browser(northmere, "officer").post(path, typed)
    assert [event["action"] for event in history(northmere, reference)][2:] == ["record_answers"]


def test_notes_of_a_conversation_with_nobody_are_refused_and_kept(northmere: Place) -> None:
    reference, path = taken(northmere)
    page = Browser(northmere, "officer").post(path, call(who="file_only"), 422).get_data(as_text=True)
    assert "say who is speaking, or write it under what you read" in page
    assert "Weekends are the hard part." in page
    assert northmere.get("officer", f"/requests/{reference}")["version"] == 2


def test_why_nothing_could_be_asked_is_recorded_without_a_conversation(northmere: Place) -> None:
    reference, path = taken(northmere)
    unasked = {f"answers.{code}.not_asked_because": "Nobody answered three calls." for code in SIX}
    care = {"provision.1.provision_meets_need.not_asked_because": "Nobody answered."}
    care |= {"provision.1.provision_outcome.not_asked_because": "Nobody answered."}
    Browser(northmere, "officer").post(path, {"who": "", "method": "phone", **today("day"), **unasked, **care})
    events = history(northmere, reference)
    assert [event["action"] for event in events][2:] == ["record_answers", "review_provision"]
    assert all(one["not_asked_because"] and not one.get("informant") for one in events[2]["answers"])


def test_one_press_records_an_attempt_and_keeps_what_is_typed(northmere: Place) -> None:
    reference, path = taken(northmere)
    officer = Browser(northmere, "officer")
    for what in ("no_answer", "text", "message"):
        officer.post(path, {"who": "", "contact.what_was_said": "Typed while it rang.", "attempt": f"0.{what}"})
    said = [
        {one["code"]: one["value"] for one in event["answers"]}
        for event in history(northmere, reference)
        if event["action"] == "record_contact"
    ]
    tried = [(one["informant_name"], one["method"], one["outcome"], one["contacted_on"]) for one in said]
    on = answers.today()
    assert tried == [
        ("Ana Example", "phone", "no_answer", on),
        ("Ana Example", "sms", "left_message", on),
        ("Ana Example", "phone", "left_message", on),
    ]
    page = officer.get(path)
    assert "Typed while it rang." in page
    assert "3 attempts by 2 methods" in page


@pytest.mark.parametrize("attempt", ["", "9.no_answer", "0.married", "x.no_answer", "²", "0", "."])
def test_an_attempt_that_is_none_changes_nothing(northmere: Place, attempt: str) -> None:
    reference, path = taken(northmere)
    Browser(northmere, "officer").post(path, {"attempt": attempt}, 422)
    assert northmere.get("officer", f"/requests/{reference}")["version"] == 2


def test_somebody_not_to_be_spoken_to_is_named_and_has_no_button(northmere: Place) -> None:
    contacts = [
        {"name": "Ana Example", "relationship": "parent", "safe_to_contact": False, "phone": "01632 960001"},
        {"name": "Bea Example", "relationship": "grandparent", "phone": "01632 960002"},
    ]
    reference, path = taken(northmere, person=answers.child(contacts=contacts, interpreter_needed=True))
    page = Browser(northmere, "officer").get(path)
    assert "Do not speak to Ana Example." in page
    assert "An interpreter or support to communicate is needed" in page
    assert 'value="0.no_answer"' not in page
    assert 'value="1.no_answer"' in page
    assert "01632 960002" in page
    refused = Browser(northmere, "officer").post(path, {"attempt": "0.no_answer"}, 422).get_data(as_text=True)
    assert "recorded as not safe to contact" in refused
    assert northmere.get("officer", f"/requests/{reference}")["version"] == 2


def test_adulthood_is_asked_only_where_it_is_due(northmere: Place, eastvale: Place) -> None:
    _, young = taken(northmere)
    assert "answers.pfa_health.value" not in Browser(northmere, "officer").get(young)
    _, older = taken(northmere, person=answers.child(date_of_birth="2010-05-14"))
    assert "answers.pfa_health.value" in Browser(northmere, "officer").get(older)
    _, local = taken(eastvale)
    assert "answers.daily_eating.value" in Browser(eastvale, "officer").get(local)


def test_what_only_this_authority_asks_is_read_with_the_rest_and_beside_the_needs(eastvale: Place) -> None:
    reference, _ = taken(eastvale)
    eats = {
        "value": "A spoon that is led to her mouth.",
        "informant": "parent",
        "asked_on": answers.today(),
        "method": "phone",
    }
    eastvale.does("officer", reference, "record_answers", {**answers.triage(), "daily_eating": eats, "note": "n"})
    page = Browser(eastvale, "officer").get(f"/requests/{reference}")
    triage = page[page.index('id="triage"') :]
    assert "A spoon that is led to her mouth." in triage
    assert "What help do they need with the toilet?" in triage, "and what was not asked yet"
    beside = eastvale.get("officer", f"/requests/{reference}/draft")["alongside"]["needs"]
    assert "daily_eating" in {one["code"] for one in beside}
    assert "note" not in {one["code"] for one in beside}


def test_a_young_person_who_speaks_for_themselves_is_among_the_people(northmere: Place) -> None:
    reference, path = taken(northmere, person=answers.child(date_of_birth="2010-01-14"))
    officer = Browser(northmere, "officer")
    officer.post(path, {"attempt": "self.no_answer"})
    said = {one["code"]: one["value"] for one in history(northmere, reference)[-1]["answers"]}
    assert (said["informant_kind"], said["outcome"]) == ("young_person", "no_answer")
    _, young = taken(northmere)
    officer.post(young, {"attempt": "self.no_answer"}, 422)
