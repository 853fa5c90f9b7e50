"""The last three of the six journeys: the advice is written, checked by somebody else, and all the work overseen."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.at_page import AtPage
from tests.journeys import CHECKLIST, Told, today

NEED, OUTCOME, LINE = "Need n1", "Outcome o1", "Provision p{}"


def write(at: AtPage, told: Told) -> None:
    """The practitioner writes it at the desk, section by section, and sends it to be checked."""
    at.press("Write the advice")
    at.type("What does the child or young person say?", "I want to go swimming on Saturdays.")
    at.type("What does the family say?", "We would like an evening to ourselves.")
    at.press("Needs")
    at.press("Add a need")
    at.type("What is the need?", f"{told.given} needs an adult beside them outdoors.", within=NEED)
    at.pick("What part of life is it about?", "Out and about", within=NEED)
    at.type("What does it mean for the child or young person?", "No club can be joined alone.", within=NEED)
    at.type("What does it mean for the family?", "They do nothing together on a Saturday.", within=NEED)
    at.choose("Yes", of="Does it relate to the special educational needs or disability?", within=NEED)
    at.choose("Yes", of="Does it need local authority care or early help?", within=NEED)
    at.press("Add an outcome")
    at.pick("Which need does it answer?", "n1", within=OUTCOME)
    at.type("What will be different?", f"{told.given} swims with other children every Saturday.", within=OUTCOME)
    at.date("By when?", today() + timedelta(days=300), within=OUTCOME)
    at.press("Add a line of provision")
    line(at, 1, f"A support worker goes to the swimming club with {told.given}.", "Short breaks service", "2 hours")
    at.press("Add a line of provision")
    line(at, 2, f"A support worker goes to the library club with {told.given}.", "Northmere libraries", "1 hour")
    at.goes_back()
    at.press("Save and preview")
    send(at)


def line(at: AtPage, number: int, what: str, provider: str, amount: str) -> None:
    """A line of provision: who, what, how much and how often."""
    here = LINE.format(number)
    at.type("What is provided?", what, within=here)
    at.type("Who provides it?", provider, within=here)
    at.type("How much at a time?", amount, within=here)
    at.type("How often?", "every Saturday in term time", within=here)
    at.choose("Section H1", of="In which section of the plan does it stand?", within=here)
    at.pick("What kind of provision is it?", "Non-residential short breaks", within=here)
    at.pick("Which need does it meet?", "n1", within=here)
    at.pick("Which outcome does it serve?", "o1", within=here)


def send(at: AtPage) -> None:
    """Send the draft that was just read to the manager of the team."""
    at.type("In what role do you write this? For example: social worker", "Social worker")
    at.pick("Who should check it? Leave it open, and anybody who may check it can take it", "Clay Ford")
    at.press("Send the draft for review")


def review(at: AtPage, told: Told) -> None:
    """Somebody else checks it, returns it with reasons, and issues it once it is mended."""
    at.sign_in("Clay Ford")
    at.look_for(told.reference)
    at.press("Check the advice and issue it")
    at.goes_back()
    at.press("Return it")
    at.tick("Provision is not specific enough")
    at.type("Say for each what you would like to see", "For how long is the swimming?")
    at.press("Return the draft")
    at.sign_in("Jay Brook")
    at.look_for(told.reference)
    at.press("Send the draft for review")
    at.press("Go on writing")
    at.press("Provision")
    at.type("For how long?", "12 months", within=LINE.format(1))
    at.press("Save and preview", nth=1)
    send(at)
    at.sign_in("Clay Ford")
    at.look_for(told.reference)
    at.press("Check the advice and issue it")
    at.press("Checklist")
    for question in CHECKLIST:
        at.choose("Yes", of=question)
    at.choose("Good", of="How do you grade this draft?")
    at.choose("Yes", of="May everyone who receives the plan read all of it: family, school and health?")
    at.type("Who?", f"Ana {told.family}")
    at.choose("By post", of="How?")
    at.press("Issue the advice")


def oversee(at: AtPage, told: Told) -> None:
    """A manager opens the list behind a figure and moves a leaver's work; reviews are screened in one sitting."""
    at.sign_in("Laurel Hart")
    at.press("Oversight")
    opened = at.page.get_by_role("link", name=re.compile(r"^\d+ open requests$"))
    told.figure = int(opened.inner_text().split()[0])
    at.press(re.compile(r"^\d+ open requests$"))
    assert at.page.locator("tbody tr").count() == told.figure, "the list behind a figure holds what it counts"
    at.sign_in("Merle Stone")
    at.press("Oversight")
    at.press("Who has what")
    at.press("Move a leaver's work")
    at.pick("Who leaves?", told.leaver)
    at.pick("Who takes over?", told.successor)
    at.press("Show what would move")
    told.moved = tuple(at.page.locator("th[scope=row] a").all_inner_texts())
    at.press("Move them all")
    at.reads(f"{len(told.moved)} of {len(told.moved)} done")
    screen(at, told)


def screen(at: AtPage, told: Told) -> None:
    """The coordinator says of one review that nothing is needed, and of another that something is."""
    at.sign_in("Hazel Reed")
    at.press("Annual reviews")
    at.press("Screen them, 25 on a page")
    told.screened = tuple(at.page.locator(".app-line > .govuk-form-group legend").all_inner_texts()[:2])
    at.tick("The report of the last review")
    at.type(
        "What does it say about social care needs, and how did you come to this answer?", "The report tells of home."
    )
    at.type("Who decided this?", "Hazel Reed")
    at.choose("No", of=told.screened[0])
    at.choose("Yes", of=told.screened[1])
    at.press("Save this page and go on")
    at.type("What social care needs have been identified?", "Somebody is up every night.")
    at.choose("No involvement that we can find", of="How is social care involved, as far as you can tell?")
    at.press("Save, and ask for advice if there are needs")
