"""The six journeys, each told once as what a person does at the pages; each begins where the one before it ended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from config import clock
from tests.at_page import AtPage

REFERENCE = re.compile(r"SCA-\d{4}-\d{6}")
DOOR, TEAM = "Northmere Children and Families Contact", "Disabled Children's Team"
SIX = (
    "What is an ordinary day like, and who does what to care for them?",
    "How much do their needs affect their own life, and the lives of those around them?",
    "How is the family coping at the moment?",
    "Do those who care for them feel willing and able to carry on?",
    "If no support came, what do they think would happen?",
    "What support would let the family carry on, keep everyone well and head off a crisis?",
)
REVIEWED = ("How well does it meet the need?", "Does it bring about what it was meant to?")
DECISION = (
    "What was decided, and why, for this child or young person?",
    "Which threshold or criteria did you use, and how do the needs compare with them?",
    "Who was told of the decision, and when?",
    "What did you conclude about support for a disabled child (section 17 and section 2 of the 1970 Act)?",
)
CONSIDERED = (
    "Was a parent carer's assessment considered? For an adult: their carer's own, under the Care Act",
    "Was a young carer's assessment considered?",
    "Was an advocate considered, where somebody may need one to take part?",
)
CHECKLIST = (
    "Does every need go with the special educational needs or disability, and call for the authority?",
    "Could somebody see whether each outcome was reached?",
    "Does each line of provision say who, how much and how often, and stand in the right section?",
    "Would the child or young person and the family find themselves in it?",
    "Does it look ahead to adulthood where it has to?",
    "Is it written so that the family can use it?",
    "Is it free of what is private to others, and of safeguarding detail?",
)


@dataclass
class Told:
    """Of whom the journeys tell, and what came of them so far."""

    given: str
    family: str
    leaver: str
    successor: str
    reference: str = ""
    figure: int = 0
    moved: tuple[str, ...] = ()
    screened: tuple[str, ...] = ()


def today() -> date:
    return clock.day_of(clock.now())


def ask(at: AtPage, told: Told) -> None:
    """A SEND caseworker asks for advice about somebody new."""
    at.sign_in("Rowan Ash")
    at.press("Ask for advice")
    at.choose("An EHC needs assessment", of="Why is advice needed?")
    at.type("Given name", told.given)
    at.type("Family name", told.family)
    at.date("Date of birth", date(2017, 5, 14))
    at.press("Find them and go on")
    at.type("Name", f"Ana {told.family}")
    at.type("Relationship to the child or young person", "parent")
    at.type("Telephone number", "01632 960501")
    at.choose("Yes", of="Do they have parental responsibility?")
    at.press("Go on")
    at.choose("No involvement that we can find", of="How is social care involved, as far as you can tell?")
    for nth, (kind, text) in enumerate(
        (("Day-time short breaks", "A day a month."), ("A personal", "2 hours a week."))
    ):
        at.pick("What kind?", kind, nth)
        at.type("What is it, who provides it and how much?", text, nth)
        if nth == 0:
            at.press("Add another")
    at.press("Check your answers")
    at.press(f"Ask {DOOR} for advice")
    at.reads("What happens next")
    found = REFERENCE.search(at.page.locator("main").inner_text())
    assert found, at.page.url
    told.reference = found[0]


def triage(at: AtPage, told: Told) -> None:
    """A triage officer takes it, records one telephone call with everything in it, and decides."""
    at.sign_in("Wren Field")
    at.look_for(told.reference)
    at.press("Triage")
    at.press("Take this request")
    at.pick("Who is speaking?", f"Ana {told.family}")
    at.type("What did they tell you?", "Weekends are the hard part.")
    for question in SIX:
        at.type(question, f"Said: {question[:20]}")
    for nth in (0, 1):
        for question in REVIEWED:
            at.type(question, f"Well, item {nth + 1}.", nth)
    at.type("What did you read?", "The school's report")
    at.type("What in it matters for this advice?", "An adult is beside them outdoors.")
    at.goes_back()
    at.press("Save this call")
    at.press("Everything is there: decide")
    at.press("Offer an assessment to a team")
    at.pick("Which team should assess?", TEAM)
    plan(at)
    at.date("On what day was this decided?", today())
    for question in DECISION:
        at.type(question, "As the threshold document says.")
    for question in CONSIDERED:
        at.choose("Considered and not needed now", of=question)
    at.press("Offer an assessment to a team")


def plan(at: AtPage) -> None:
    """The kind of assessment, and by when."""
    at.choose("Child and family assessment (section 17)", of="What kind of assessment?")
    at.date("On what day was it referred for assessment?", today())
    at.date("When is the assessment expected to be complete?", today() + timedelta(days=14))


def assess(at: AtPage, told: Told) -> None:
    """The team that it was offered to accepts it, and its practitioner plans, reads, listens and completes."""
    at.sign_in("Clay Ford")
    at.look_for(told.reference)
    at.press("The transfer that is offered, on one page")
    at.pick("Who in your team will do it, if you know already?", "Jay Brook")
    at.press("Accept the transfer")
    at.sign_in("Jay Brook")
    at.press(told.reference)
    at.press("Plan the assessment")
    plan(at)
    at.goes_back()
    at.press("Plan the assessment")
    at.press("Record what you read")
    at.type("What did you read?", "The triage record")
    at.type("What in it matters for this advice?", "Weekends.")
    at.press("Record what you read")
    at.press("Record a conversation, or an attempt at one")
    at.pick("Whom did you speak to or try?", "Parent")
    at.pick("How?", "Home visit")
    at.pick("What came of it?", "We spoke")
    at.type("What did they tell you?", "A morning at home: nobody sits down.")
    at.press("Record a conversation, or an attempt at one")
    at.press("Complete the assessment")
    at.date("On what day was it complete?", today())
    at.choose("A child in need plan", of="What was the outcome?")
    at.type("What did it find that belongs in the advice?", "An adult is needed outdoors.")
    at.press("Complete the assessment")
