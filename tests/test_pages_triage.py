"""Is triage one page for one telephone call: everything saved at once or nothing, and never a word lost?"""

from __future__ import annotations

import re
from typing import Any

import pytest

from config import clock
from tests import answers
from tests.browsing import ONCE, SEEN, TOKEN, Browser
from tests.place import Place
from tests.tour import counted

CARE = [
    {"kind": "short_break_day", "text": "A day of short breaks each month"},
    {"kind": "personal_assistant", "text": "Four hours a week with a personal assistant"},
]
SIX = ("day_to_day", "impact", "coping", "willing_and_able", "without_support", "support_needed")


def today(name: str, **changed: str) -> dict[str, str]:
    on = clock.day_of(clock.now())
    return {f"{name}.day": str(on.day), f"{name}.month": str(on.month), f"{name}.year": str(on.year), **changed}


def call(**changed: str) -> dict[str, str]:
    """One call with the mother: what matters to her, all six questions, both items of care, and what was read."""
    said = {f"answers.{code}.value": f"About {code}, in her words." for code in SIX}
    care = {
        f"provision.{n}.{part}.value": f"Item {n}: {part}."
        for n in (1, 2)
        for part in ("provision_meets_need", "provision_outcome")
    }
    top = {"who": "Ana Example", "method": "phone", **today("day")}
    read = {"reading.source_read": "The file", "reading.key_facts": "One earlier referral.", **today("reading.read_on")}
    return {**top, "contact.what_was_said": "Weekends are the hard part.", **said, **care, **read, **changed}


def decision() -> dict[str, str]:
    """The decision as it is typed."""
    said = {code: str(value) for code, value in answers.decision().items() if isinstance(value, str)}
    return {**{code: value for code, value in said.items() if code != "decision_on"}, **today("decision_on")}


def taken(place: Place, **asked: Any) -> tuple[str, str]:
    reference = place.ask(provision_in_place=CARE, **asked)
    place.does("officer", reference, "take")
    return reference, f"/requests/{reference}/triage"


def hidden(page: str) -> dict[str, str]:
    """What the form of a page sends beside what is typed: the last one of its kind belongs to the main form."""
    found = {"csrf_token": TOKEN.findall(page), "once": ONCE.findall(page), "seen": SEEN.findall(page)}
    return {name: values[-1] for name, values in found.items() if values}


def history(place: Place, reference: str) -> list[Any]:
    events: list[Any] = place.get("officer", f"/requests/{reference}/history")["events"]
    return events


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
    ({"day.year": "2099"}, "day"),
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


def test_what_is_missing_leads_to_its_place_on_the_page(northmere: Place, eastvale: Place) -> None:
    reference, path = taken(northmere)
    officer = Browser(northmere, "officer")
    page = officer.get(path)
    places = re.findall(r'<li><a class="govuk-link" href="#([\w-]+)">', page.partition('id="decide"')[2])
    assert places == ["reading", "people", "answers-day_to_day-value", "provision"]
    assert all(f'id="{place}"' in page for place in places)
    officer.post(path, call())
    page = officer.get(path)
    assert "Everything is there: decide" in page
    assert "Ana Example (parent), telephone" in page
    _, local = taken(eastvale)
    assert "countersignature" in Browser(eastvale, "officer").get(local)


def test_a_decision_shows_both_dates_what_was_said_and_comes_back_to_triage(northmere: Place) -> None:
    reference, path = taken(northmere)
    officer = Browser(northmere, "officer")
    officer.post(path, call())
    page = officer.get(f"/requests/{reference}/steps/offer_transfer?then=triage")
    assert "Advice is due" in page
    assert "Limit of a child and family assessment" in page
    assert "About coping, in her words." in page
    assert "interim advice, then an addendum" in page
    assert "SEND service" not in page.partition('name="offered_team"')[2].partition("</select>")[0]
    late = {**decision(), "offered_team": "disabled_children", "assessment_type": "s17_child_and_family"}
    due = {
        "expected_completion_on.day": "1",
        "expected_completion_on.month": "1",
        "expected_completion_on.year": "2030",
    }
    said = {"past_its_own_limit_because": "The psychologist is away."}
    steps = f"/requests/{reference}/steps/offer_transfer"
    refused = officer.post(steps, {**late, **due, **said, "then": "triage"}, 422).get_data(as_text=True)
    assert "Choose: bring it forward" in refused
    assert 'name="then" value="triage"' in refused
    taken_on = officer.post(steps, {**late, **due, **said, "remedy": "interim_then_addendum", "then": "triage"})
    assert taken_on.location == path


def test_triage_waits_to_be_taken_and_is_taken_from_its_page(northmere: Place) -> None:
    reference = northmere.ask()
    officer, path = Browser(northmere, "officer"), f"/requests/{reference}/triage"
    page = officer.get(path)
    assert "Save this call" not in page.partition("app-call")[2]
    (take,) = re.findall(r'action="([^"]+/steps/take)"', page)
    response = officer.post(take, {"then": "triage"}, on=path)
    assert response.location == path
    assert "Save this call" in officer.get(path)


def test_the_page_costs_the_same_whatever_it_holds(northmere: Place) -> None:
    _, path = taken(northmere)
    officer = Browser(northmere, "officer")
    counts = []
    for _ in range(2):
        with counted(northmere.storage.engine) as sent:
            officer.get(path)
        counts.append(len(sent))
        for _ in range(3):
            officer.post(path, call())
    assert counts[0] == counts[1] <= 8, counts


def test_an_overtaken_call_loses_nothing(northmere: Place) -> None:
    reference, path = taken(northmere)
    officer = Browser(northmere, "officer")
    page = officer.get(path)
    northmere.does("officer2", reference, "note")
    response = officer.send(path, {**hidden(page), **call()})
    shown = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "Somebody has changed this request" in shown
    assert "Weekends are the hard part." in shown
    again = officer.send(path, {**hidden(shown), **call()})
    assert again.status_code == 303


def test_the_earlier_conversation_is_not_filled_in_at_the_next_one(northmere: Place) -> None:
    reference, path = taken(northmere)
    officer = Browser(northmere, "officer")
    officer.post(path, call())
    page = officer.get(f"/requests/{reference}/steps/record_contact")
    assert "Weekends are the hard part." not in page
    review = officer.get(f"/requests/{reference}/steps/review_provision")
    assert "2. Four hours a week with a personal assistant" in review


def test_what_stands_as_it_was_said_is_not_said_again(northmere: Place) -> None:
    reference, path = taken(northmere)
    officer = Browser(northmere, "officer")
    officer.post(path, call())
    said = {f"{code}.value": f"About {code}, in her words." for code in SIX}
    usual = {"informant": "Ana Example", "method": "phone"}
    who = {f"{code}.{part}": value for code in SIX for part, value in usual.items()}
    days = {name: value for code in SIX for name, value in today(f"{code}.asked_on").items()}
    step = f"/requests/{reference}/steps/record_answers"
    filled = officer.get(step)
    assert "About coping, in her words." in filled
    officer.post(step, {**said, **who, **days, "coping.value": "Better now."})
    last = history(northmere, reference)[-1]
    assert {one["code"]: one["value"] for one in last["answers"]} == {"coping": "Better now."}
