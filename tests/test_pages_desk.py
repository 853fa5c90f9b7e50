"""Is the draft written at the desk section by section, checked at each field, and fed by the record?"""

from __future__ import annotations

import re

import pytest

from tests import answers
from tests.browsing import Browser
from tests.feeds import many, put
from tests.place import Place
from tests.test_drafts import draft, drafting
from tests.tour import counted
from tests.writing import form, typed, writing
from web.desk import rearranging
from web.desk.form import content_of, typed_content
from web.forms.typed import nested, pairs
from web.words import day
from workflow.casework.desk import written
from workflow.writing.examples import examples


@pytest.mark.parametrize("name", sorted(examples()))
def test_every_text_that_can_be_written_survives_the_form(name: str) -> None:
    content = examples()[name].content
    sent = nested(pairs(typed_content(content)))
    assert content_of(sent) == content
    assert written(content_of(sent)).faults == {}


def test_a_draft_is_saved_and_read_again(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    response = officer.post(writing(reference), typed(answers.advice(), do="save"))
    assert response.location == writing(reference)
    assert draft(northmere, reference)["content"] == answers.advice()
    page = officer.get(writing(reference))
    assert "Saved at" in page
    assert "Ivy cannot judge danger outdoors" in page
    assert 'name="seen" value="1"' in page


def test_a_new_draft_begins_with_the_record_and_keeps_what_was_typed(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    assert "Begin with what the record says" in officer.get(writing(reference))
    officer.post(writing(reference), {"do": "begin", "views.family": "My own words."})
    kept = draft(northmere, reference)["content"]
    assert kept["views"]["family"] == "My own words."
    assert kept["provision"] == [{"id": "p1", "what": "One Saturday a month at Rowan Lodge.", "existing": True}]
    assert {one["place"] for one in kept["carried"]} == {
        "provision.0", "signposting.0", *(f"preparation_for_adulthood.{one}" for one in ("employment", "independent_living", "community", "health"))}  # fmt: skip
    assert "Begin with what the record says" not in officer.get(writing(reference))


def test_beside_each_section_stands_who_said_what_and_it_is_carried_in_with_a_press(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    page = officer.get(writing(reference))
    assert "Parent, telephone; recorded by Officer on" in page
    (spoke,) = re.findall(r"Ana Example \(parent\), [^,]*, telephone; recorded by Officer on", page)
    assert day(answers.today()) in spoke
    (press,) = re.findall(r'name="carry" value="(views\.family\|\d+\|coping)"', page)
    officer.post(writing(reference), {"views.family": "She is tired.", "carry": press})
    kept = draft(northmere, reference)["content"]
    assert kept["views"]["family"] == f"She is tired.\n\n{answers.triage()['coping']['value']}"
    assert [(one["place"], one["code"]) for one in kept["carried"]] == [("views.family", "coping")]
    (press,) = re.findall(r'name="carry" value="(needs\|\d+\|day_to_day)"', page)
    went = officer.post(writing(reference), {**form(officer.get(writing(reference))), "carry": press}).location
    assert went == f"{writing(reference)}#needs-0"
    kept = draft(northmere, reference)["content"]
    assert kept["needs"] == [{"id": "n1", "text": answers.triage()["day_to_day"]["value"]}]
    assert "Carried into the text" in officer.get(writing(reference))
    officer.post(writing(reference), {"carry": "needs|99|day_to_day"}, 404)


def test_items_keep_their_ids_and_one_that_others_point_to_says_so(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    two = answers.advice()
    two["needs"].append({"id": "n7", "text": "Another."})
    two["carried"] = []
    officer.post(writing(reference), typed(two, add="needs"))
    held = draft(northmere, reference)["content"]
    assert [one["id"] for one in held["needs"]] == ["n1", "n7", "n8"]
    page = officer.post(writing(reference), typed(held, remove="needs.0"), 200).get_data(as_text=True)
    assert "o1 and p1 point to it" in page
    assert draft(northmere, reference)["version"] == 1, "nothing is saved while it asks"
    officer.post(writing(reference), typed(held, remove="needs.0.anyway"))
    held = draft(northmere, reference)["content"]
    assert [one["id"] for one in held["needs"]] == ["n7", "n8"]
    assert "need" not in held["outcomes"][0]
    assert "need" not in held["provision"][0]
    officer.post(writing(reference), typed(held, remove="needs.0"))
    assert [one["id"] for one in draft(northmere, reference)["content"]["needs"]] == ["n8"], "nobody points to it"
    officer.post(writing(reference), {"remove": "nothing.0"}, 404)


def test_what_was_carried_goes_with_its_item_and_the_others_move_up() -> None:
    carried = [{"place": f"needs.{n}.text", "event": str(n), "code": "impact"} for n in range(3)]
    other = {"place": "views.family", "event": "7", "code": "coping"}
    sent = typed_content({"needs": [{"id": f"n{n}", "text": "A need."} for n in range(3)]})
    sent["carried"] = rearranging.numbered([*carried, other])
    rearranging.remove(sent, "needs", 1)
    left = [(one["place"], one["event"]) for one in sent["carried"].values()]
    assert left == [("needs.0.text", "0"), ("needs.1.text", "2"), ("views.family", "7")]


def test_what_was_carried_moves_up_with_its_line(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    officer.post(writing(reference), {"do": "begin"})
    before = form(officer.get(writing(reference)))
    officer.post(writing(reference), {**before, "add": "provision"})
    officer.post(writing(reference), {**form(officer.get(writing(reference))), "remove": "provision.0"})
    kept = draft(northmere, reference)["content"]
    assert [one["id"] for one in kept["provision"]] == ["p2"]
    assert not [one for one in kept["carried"] if one["place"].startswith("provision")]


def test_each_finding_stands_beside_its_own_field(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    faulty = answers.advice(outcomes=[])
    faulty["provision"][0] |= {"provider": "", "category": "h2_residential_short_break"}
    faulty["provision"][0].pop("outcome")
    response = officer.post(writing(reference), typed(faulty, do="check"), 200)
    page = response.get_data(as_text=True)
    assert "is not saved yet" in page
    assert draft(northmere, reference)["version"] == 0
    at = {part.partition('"')[0]: part for part in page.split('<div class="app-found" id="found-')}
    assert "cannot stand in H1" in at["provision-0-category"]
    assert "Stop" in at["section-outcomes"]
    assert "Warning" in at["provision-0-outcome"]
    assert "app-found__one" not in at["provision-0-what"]
    assert re.search(r"\d Stops?</strong>", page)
    assert 'href="#provision-0-category"' in page


def test_what_cannot_be_saved_is_shown_again_with_every_fault_at_its_field(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    wrong = typed(answers.advice(), do="save", **{"outcomes.0.by.month": "13", "strengths": "A <brave> girl."})
    page = officer.post(writing(reference), wrong, 422).get_data(as_text=True)
    assert "There is a problem" in page
    assert 'href="#outcomes-0-by-day"' in page
    assert 'value="13"' in page
    assert "A &lt;brave&gt; girl." in page
    assert draft(northmere, reference)["version"] == 0


def test_h1_is_offered_only_to_those_under_18(northmere: Place) -> None:
    reference = northmere.ask(person=answers.child(date_of_birth="2006-05-14"), involvement=answers.active(northmere))
    worker = Browser(northmere, "social_worker")
    page = worker.post(writing(reference), {"add": "provision"})
    page = worker.get(writing(reference))
    assert 'name="provision.0.section" value="H2"' in page
    assert "Section H1</label>" not in page
    young = drafting(northmere)
    officer = Browser(northmere, "officer")
    officer.post(writing(young), {"add": "provision"})
    assert re.search(r"Section H1\s*</label>", officer.get(writing(young)))


def test_the_short_form_asks_only_why_and_loses_nothing(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    northmere.writes("officer", reference)
    page = officer.get(f"{writing(reference)}?form=short")
    assert "section-needs" not in page
    assert "section-reasons" in page
    northmere.writes("officer", reference, answers.advice(outcomes=[], provision=[]))
    elsewhere = officer.get(f"{writing(reference)}?form=short").split('id="found-found"')[1].split("</nav>")[0]
    assert "does not yet say the outcomes" in elsewhere, "what is found in parts that are not shown stands at the top"
    northmere.writes("officer", reference)
    page = officer.get(f"{writing(reference)}?form=short")
    sent = {**form(page), "no_provision_because": "The family has all that it wants.", "do": "save"}
    officer.post(writing(reference), sent)
    kept = draft(northmere, reference)["content"]
    assert kept == answers.advice(no_provision_because="The family has all that it wants.")
    northmere.writes("officer", reference, answers.nothing_needed())
    assert "section-needs" not in officer.get(writing(reference)), "a draft that says that nothing is needed opens so"


def test_a_service_of_the_directory_is_found_by_need_age_and_place_and_signposted(northmere: Place) -> None:
    put(northmere, many(3))
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    page = officer.post(writing(reference), {"do": "search", "find.q": "", "strengths": "Kept."}, 200).get_data(
        as_text=True
    )
    assert "Kept." in page
    key = re.findall(r'name="signpost" value="([^"]+)"', page)[0]
    officer.post(writing(reference), {**form(page), "signpost": key})
    (one,) = draft(northmere, reference)["content"]["signposting"]
    assert one["service"]["id"] == key
    assert one["name"] == one["service"]["name"]
    again = form(officer.get(writing(reference)))
    officer.post(writing(reference), {**again, "do": "save"})
    assert draft(northmere, reference)["content"]["signposting"] == [one], "what the directory said stays as it was"
    wrong = officer.post(writing(reference), {"do": "search", "find.age": "nine"}, 200).get_data(as_text=True)
    assert "Give the age in years" in wrong


def test_the_page_says_what_is_being_written_and_why(northmere: Place) -> None:
    reference = northmere.ask(involvement=answers.active(northmere))
    for action in ("record_reading", "record_contact", "start_assessment", "start_interim_advice"):
        northmere.does("social_worker", reference, action)
    page = Browser(northmere, "social_worker").get(writing(reference))
    assert "Write the interim advice" in page
    assert "an addendum follows" in page
    assert "Complete the section 17 assessment" in page
    assert "section-awaits_assessment" in page
    assert f"/requests/{reference}/steps/plan_assessment" in page
    ruled = northmere.ask(reason="tribunal_recommendation", involvement=answers.active(northmere))
    page = Browser(northmere, "social_worker").get(writing(ruled))
    assert "Write the answer to the tribunal" in page
    assert "section-steps_or_reasons" in page
    assert "section-needs" not in page


def test_the_desk_is_read_with_few_statements_whatever_it_holds(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    counts = []
    for content in ({}, examples()["moving_on_at_seventeen"].content):
        northmere.writes("officer", reference, content)
        with counted(northmere.storage.engine) as sent:
            officer.get(writing(reference))
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 8, counts


def test_a_protected_address_is_neither_shown_nor_carried(northmere: Place) -> None:
    person = answers.child(address="4 Hidden Row", postcode="NM1 2AB", protected_address=True)
    reference, officer = drafting(northmere, person=person), Browser(northmere, "officer")
    northmere.does("officer", reference, "record_reading", {**answers.reading(), "key_facts": "Lives at 4 Hidden Row."})
    page = officer.get(writing(reference))
    assert "Hidden Row" not in page
    assert "it would tell the protected address" in page
    assert "The address of this person is protected" in page
    seen = [one for one in draft(northmere, reference)["alongside"]["strengths"] if "Hidden" in one["value"]]
    officer.post(writing(reference), {"carry": f"strengths|{seen[0]['event']}|key_facts"}, 404)
