"""Where in the demonstration is there something to look at? The names in the addresses of looks.py, found in it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.authority import Authority
from models.document import Document
from models.request import Request
from models.review import Review
from tests.chromium import Site
from tests.looks import PEOPLE
from tests.place import Person, Place
from tests.sitting import Sitting
from workflow.states import Kind, State

DOOR, TEAM = "childrens_front_door", "disabled_children"
STANDING: dict[str, Callable[[Request], bool]] = {
    "triaging": lambda one: one.state == State.TRIAGING and one.team == DOOR,
    "offered": lambda one: one.state == State.OFFERED and one.team == DOOR,
    "drafting": lambda one: one.state == State.DRAFTING and one.team == TEAM,
    "reviewing": lambda one: one.state == State.REVIEWING and one.team == TEAM and one.kind == Kind.FINAL,
    "amended": lambda one: one.state == State.ISSUED and one.kind == Kind.AMENDED,
    "closed": lambda one: one.state == State.CLOSED,
}
SOMEBODY_NEW = {
    "person.given_name": "Alder",
    "person.family_name": "Newcomer",
    "person.date_of_birth.day": "4",
    "person.date_of_birth.month": "9",
    "person.date_of_birth.year": "2017",
    "reason": "ehc_needs_assessment",
}


def email(who: str) -> str:
    """The address of somebody of the demonstration, by the short name of their part in it or by their own."""
    return f"{PEOPLE.get(who, who)}@northmere.example"


def place_of(site: Site) -> Place:
    """Northmere of the demonstration, for tests that go to its pages without a browser."""
    with Session(site.app.extensions["storage"].engine) as session:
        owner = session.scalars(select(Authority.id).where(Authority.code == "northmere")).one()
    people = {who: Person(who, email(who), "", ()) for who in PEOPLE}
    return Place(site.app, "northmere", owner, people)


def sights(site: Site) -> dict[str, str]:
    """Every name in an address, and what is put there."""
    place = place_of(site)
    with Session(site.app.extensions["storage"].engine) as session:
        rows = session.scalars(select(Request).where(Request.authority_id == place.authority_id))
        shown = sorted(rows, key=lambda one: one.reference)
        found = {
            name: next(one.reference for one in shown if is_so(one) and not one.restricted)
            for name, is_so in STANDING.items()
        }
        found["restricted"] = next(one.reference for one in shown if one.restricted)
        with_document = session.scalars(select(Document.request_id)).first()
        found["with_document"] = next(one.reference for one in shown if one.id == with_document)
        reviews = session.scalars(select(Review).where(Review.authority_id == place.authority_id)).all()
        for name, said in (("unscreened", None), ("screened", True)):
            found[name] = str(next(one.id for one in reviews if one.needs_identified is said))
    return {**found, "begun": _asking(place), "ready": _asking(place, {"involvement.status": "none"})}


def _asking(place: Place, *answers: dict[str, str]) -> str:
    """Advice is asked for about somebody new, page by page with these answers, and not sent; gives its key."""
    sitting = Sitting(place, "caseworker")
    sitting.open("/ask")
    sitting.press(SOMEBODY_NEW)
    for typed in answers:
        sitting.press()
        sitting.press(typed)
    return sitting.path.split("/")[2]
