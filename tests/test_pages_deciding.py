"""Does triage lead on to a decision: what is missing first, both dates, what was said, and steps that begin anew?"""

from __future__ import annotations

import re

from tests import answers
from tests.browsing import Browser
from tests.calls import SIX, call, decision, hidden, history, taken, today
from tests.place import Place
from tests.tour import counted
from web.words import step
from workflow.facts import Facts
from workflow.machine import Offer, questions_of
from workflow.pathway import ACTIONS


def test_what_is_missing_leads_to_its_place_on_the_page(northmere: Place, eastvale: Place) -> None:
    _, path = taken(northmere)
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


def test_what_was_said_names_who_said_it_as_they_are_named(northmere: Place) -> None:
    contacts = [{"name": "Bea Example", "relationship": "grandparent", "phone": "01632 960002"}]
    reference, path = taken(northmere, person=answers.child(contacts=contacts))
    officer = Browser(northmere, "officer")
    unasked = {"answers.impact.value": "", "answers.impact.not_asked_because": "It was late."}
    officer.post(path, call(**unasked, who="Bea Example"))
    page = officer.get(path)
    assert "Bea Example (grandparent), telephone" in page
    assert "Recorded by Officer on" in page
    northmere.does("officer", reference, "record_reading")
    assert "The school&#39;s report, read on" in officer.get(path)


def test_the_earlier_panels_stay_closed_after_a_refusal(northmere: Place) -> None:
    _, path = taken(northmere)
    blank = {f"answers.coping.asked_on.{part}": "" for part in ("day", "month", "year")}
    page = Browser(northmere, "officer").post(path, call(**blank, who=""), 422).get_data(as_text=True)
    assert page.count("<details") > 6
    assert page.count(" open") == 0


def test_no_two_steps_are_called_the_same(northmere_facts: Facts) -> None:
    called = [step(Offer(action, questions_of(northmere_facts, action), ())) for action in ACTIONS]
    assert len(set(called)) == len(called), sorted(one for one in called if called.count(one) > 1)
