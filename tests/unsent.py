"""Forms that somebody types into: where each stands, what is typed, how it is sent, and what is then on record."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.unfinished import Unfinished
from tests import answers
from tests.calls import CARE
from tests.place import Place

MARK = "Swims on Saturdays"  # what is looked for in the record
TEXT = f'{MARK}: “two” <keys> & a "bag".\nAnd walks home.'


def _taken(place: Place) -> str:
    reference = place.ask(provision_in_place=CARE)
    place.does("officer", reference, "take")
    return reference


def _step(place: Place) -> str:
    return f"/requests/{_taken(place)}/steps/record_reading"


def _call(place: Place) -> str:
    return f"/requests/{_taken(place)}/triage"


def _desk(place: Place) -> str:
    reference = place.ask(involvement=answers.active(place))
    place.writes("social_worker", reference)
    return f"/requests/{reference}/write"


def _ask(place: Place) -> str:
    """The first page of asking, with nothing begun."""
    with Session(place.storage.engine) as session, session.begin():
        session.execute(delete(Unfinished).where(Unfinished.form.contains("/ask.")))
    return "/ask"


def reference_of(path: str) -> str:
    return path.split("/")[2]


def _events(place: Place, path: str) -> int:
    """How many events of the request say it."""
    events = place.get("officer", f"/requests/{reference_of(path)}/history")["events"]
    return sum(MARK in json.dumps(one) for one in events)


def _drafts(place: Place, path: str) -> int:
    """How often the draft says it."""
    return json.dumps(place.get("social_worker", f"/requests/{reference_of(path)}/draft")["content"]).count(MARK)


def _begun(place: Place, _: str) -> int:
    """How many requests for advice were begun that say it."""
    with Session(place.storage.engine) as session:
        rows = session.scalars(select(Unfinished).where(Unfinished.authority_id == place.authority_id))
        return sum(MARK in json.dumps(one.typed) for one in rows if "/ask." in one.form)


@dataclass(frozen=True)
class Form:
    """A form: whose, where (made anew), the field of the text, what else has to be typed, its button, what it says."""

    name: str
    who: str
    opened: Callable[[Place], str]
    text: str
    button: str
    done: str
    on_record: Callable[[Place, str], int]
    beside: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)  # what makes it refused
    mended: Mapping[str, str] = field(default_factory=dict)
    said: str = TEXT

    def __str__(self) -> str:
        return self.name

    def fill(self, page: Page, **changed: str) -> None:
        """Type it, as somebody does: complete, unless it is changed."""
        for name, said in {**self.beside, self.text: self.said, **changed}.items():
            one = page.locator(f"form#form [name='{name}']:not([type=hidden])").first
            if one.get_attribute("type") == "radio":
                page.check(f"form#form [name='{name}'][value='{said}']")
            elif one.evaluate("one => one.tagName") == "SELECT":
                one.select_option(said)
            else:
                one.fill(said)

    def stands(self, page: Page, said: str | None = None) -> None:
        """What was typed stands in its field."""
        expect(page.locator(f"form#form [name='{self.text}']")).to_have_value(self.said if said is None else said)


STEP = Form(
    "a step",
    "officer",
    _step,
    "key_facts",
    "Record what you read",
    "You recorded what was read.",
    _events,
    {"source_read": "The school's report"},
    {"source_read": ""},
)
CALL = Form(
    "the call",
    "officer",
    _call,
    "contact.what_was_said",
    "Save this call",
    "The call is saved, as 1 step of the record.",
    _events,
    {"who": "Ana Example"},
    {"who": ""},
)
DESK = Form(
    "the desk",
    "social_worker",
    _desk,
    "views.family",
    "Save",
    "Saved at",
    _drafts,
    {},
    {"outcomes.0.by.month": "13"},
    {"outcomes.0.by.month": "7"},
)
ASK = Form(
    "asking",
    "caseworker",
    _ask,
    "person.family_name",
    "Find them and go on",
    "Somebody new",
    _begun,
    {"person.given_name": "Wynn", "reason": "reassessment"},
    {"person.date_of_birth.day": "31", "person.date_of_birth.month": "13"},
    {},
    f"{MARK} <O'Neil> & “Sons”",
)
