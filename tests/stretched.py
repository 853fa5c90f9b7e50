"""Answers as long as their limits allow: words without a space, words from right to left, and very many words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from config import authorities, authority_file
from models.user import User
from tests import answers
from tests.chromium import Site
from tests.place import Place, make_place
from web.desk.questions import EVERYTHING
from workflow.asking.question_sets import question_sets
from workflow.asking.questions import Question
from workflow.text import LINE

ONE_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" + "x" * 42  # 100 letters, and no place to break
RIGHT_TO_LEFT = "قالت الأم إن الليالي طويلة وإن ابنها يحب الماء"
LONG = f"{ONE_WORD} {RIGHT_TO_LEFT}. "
LONGEST_TEXT = 1200  # a whole text at its limit is many screens of the same
LONGEST_NAME, LONGEST_TEAM = 120, 80
SHORTER = {"amount": 120, "frequency": 120}  # of a line of provision, limited by the advice itself
NOT_TO_BE_STRETCHED = ("id", "need", "outcome", "email", "phone", "service", "upn", "nhs_number")


def long(limit: int) -> str:
    """A text of that length that begins with the longest word."""
    return (LONG * (limit // len(LONG) + 1))[:limit].strip()


def stretched(given: Mapping[str, Any], asked: Iterable[Question]) -> dict[str, Any]:
    """Answers with every text in them made as long as its question allows."""
    known = {one.code: one for one in asked}
    return {code: _stretched(known.get(code), said) for code, said in given.items()}


def _stretched(asked: Question | None, said: Any) -> Any:
    if asked is None or asked.code in NOT_TO_BE_STRETCHED:
        return said
    if isinstance(said, list):
        return [_stretched(asked, one) for one in said]
    if asked.items and isinstance(said, Mapping):
        return stretched(said, asked.items)
    if isinstance(said, Mapping):
        return {**said, "value": _stretched(asked, said["value"])}
    if asked.type not in ("string", "text") or asked.names or asked.options:
        return said
    most = SHORTER.get(asked.code, LINE) if asked.type == "string" else LONGEST_TEXT
    return long(min(asked.limit or most, most))


def stretched_place(site: Site) -> Place:
    """An authority whose teams and people are called as long as they can be."""
    file = authority_file.from_text((authorities.AUTHORITIES / "northmere.yaml").read_text(), "northmere.yaml")
    teams = [{**one, "name": f"{n} {long(LONGEST_TEAM - 3)}"} for n, one in enumerate(file["teams"])]
    place = make_place(site.app, "northmere", teams=teams, name=long(LONGEST_NAME))
    with Session(place.storage.engine) as session, session.begin():
        named = update(User).where(User.authority_id == place.authority_id).values(name=long(LONGEST_NAME))
        session.execute(named)
    return place


class Stretched:
    """Steps taken with answers as long as can be."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def asks(self, **changed: Any) -> str:
        """Ask for advice, and give the reference."""
        contacts = [*answers.child()["contacts"], {"name": "Bo Example", "relationship": "carer"}]
        person = answers.child(contacts=contacts, known_as="Ives", setting="School", communication="Few words")
        care = [{"kind": "short_break_day", "text": "A day a month."}]
        body = answers.new_request(person=person, provision_in_place=care, identified_needs="Some.", **changed)
        return self.place.ask(**stretched(body, question_sets()["request_advice"].questions))

    def does(self, who: str, reference: str, action: str, **more: Any) -> None:
        """Take a step with the usual answers, stretched."""
        asked = question_sets()[action] if action in question_sets() else question_sets()["reason"]
        given = stretched(answers.for_action(self.place, action), asked.questions)
        self.place.does(who, reference, action, {**given, **more})

    def writes(self, who: str, reference: str) -> int:
        """Save a draft, stretched."""
        return self.place.writes(who, reference, stretched(answers.advice(), EVERYTHING))
