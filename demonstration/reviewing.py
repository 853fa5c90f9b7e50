"""How does a year's work on annual reviews go? Lists are taken in and screened, and lead to requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import groupby
from random import Random
from typing import Any
from uuid import UUID

from demonstration.plan import Asked, Reviewed
from demonstration.stories import settings
from demonstration.storytelling import BadStory, as_csv
from demonstration.telling import Teller, Told
from demonstration.texts import Cutter
from workflow.asking.answering import Given
from workflow.casework.screening import screen
from workflow.casework.term_list import list_reviews
from workflow.casework.work import Work
from workflow.errors import Refused, Unmet

COORDINATORS = ("hazel.reed", "noor.page")  # who lists and screens in the stories of each pattern
PASSED_ON = ("identified_needs", "raised_at_meeting", "involvement", "provision_in_place")
ROWS_IN_A_LIST = 1000


Later = tuple[date, Callable[[], None]]


def lists(reviews: Sequence[Reviewed]) -> Iterator[Sequence[Reviewed]]:
    """The reviews as they are listed together."""
    for _, month in groupby(reviews, key=lambda one: one.listed):
        listed = list(month)
        yield from (listed[first : first + ROWS_IN_A_LIST] for first in range(0, len(listed), ROWS_IN_A_LIST))


def take_in(teller: Teller, reviews: Sequence[Reviewed]) -> list[Later]:
    """List reviews, and screen those that need nothing; gives what is done later, on the days when needs are found."""
    dice = teller.plan.dice(f"list {reviews[0].listed} {reviews[0].child.family}")
    rows = [_row(teller, one) for one in reviews]
    keys = _taken_in(teller, dice, reviews[0].listed, rows)
    told = list(zip(keys, reviews, rows, strict=True))
    nothing = [one for one in told if one[1].screened and not one[1].raises]
    for day, some in groupby(sorted(nothing, key=_screened_on), key=_screened_on):
        lines = [{**row, "id": str(key), **_nothing_needed(teller, dice, one)} for key, one, row in some]
        _taken_in(teller, dice, day, lines)
    return [
        (one.raises.received, partial(_needs_found, teller, key, one, one.raises))
        for key, one, _ in told
        if one.raises is not None
    ]


def _screened_on(found: tuple[UUID, Reviewed, Any]) -> date:
    return found[1].screened or date.max


def _coordinated(teller: Teller, dice: Random, day: date) -> Work:
    """The work of a coordinator at some time of a day, or now if that is earlier."""
    key = next(key for key in COORDINATORS if key in teller.council.staff)
    signed = dice.choice(teller.council.staff[key])
    at = min(teller.at(day, dice.randrange(240)), teller.now)
    return Work(teller.session, signed, teller.storage.keys, at)


def _taken_in(teller: Teller, dice: Random, day: date, rows: Sequence[Mapping[str, str]]) -> list[UUID]:
    """A list as a coordinator sends it; the ids of its reviews, in its order."""
    try:
        loaded = list_reviews(_coordinated(teller, dice, day), as_csv(rows))
    except Refused as refused:
        more = dict(refused.errors) if isinstance(refused, Unmet) else refused
        raise BadStory(f"A list of annual reviews of {day}: {more}") from refused
    return [line.review for line in loaded.lines if line.review]


def _row(teller: Teller, one: Reviewed) -> dict[str, str]:
    """A review as the line of a list; whom to ring, where its story says so."""
    row = {
        "given_name": one.child.given,
        "family_name": one.child.family,
        "date_of_birth": one.child.born.isoformat(),
        "review_meeting_on": one.meeting.isoformat(),
    }
    if one.raises is None:
        return row
    told = Told(teller, one.raises)
    person = told.voice.told(one.raises.story.person, one.raises.received)
    contact = {f"contact_{part}": _cell(said) for part, said in person.get("contacts", [{}])[0].items()}
    listed = ("contact_name", "contact_relationship", "contact_phone", "contact_parental_responsibility")
    return {**row, "setting": person.get("setting", ""), **{key: contact[key] for key in listed if key in contact}}


def _cell(said: Any) -> str:
    return str(said) if not isinstance(said, bool) else "yes" if said else "no"


@cache
def _texts(of: str) -> list[Any]:
    return list(Cutter({}).cut(settings()["screening"][of]))


def _nothing_needed(teller: Teller, dice: Random, one: Reviewed) -> dict[str, str]:
    """A screening as the columns of a list say it."""
    said = dice.choice(_texts("nothing"))
    explained = teller.said(said["screening_explained"], one.child, one.screened or one.listed)
    return {
        "needs_identified": "no",
        "screening_basis": "; ".join(said["screening_basis"]),
        "screening_explained": explained,
        "decided_by": _coordinated(teller, dice, one.listed).signed.caller.name,
        "screened_on": (one.screened or one.listed).isoformat(),
    }


def _needs_found(teller: Teller, key: UUID, one: Reviewed, asked: Asked) -> None:
    """Somebody screens a review and finds needs; the request that this raises is lived through."""
    told = Told(teller, asked)
    work = _coordinated(teller, told.dice, asked.received)
    body = told.voice.told(asked.story.body, asked.received)
    needs = told.voice.told(told.dice.choice(_texts("identified_needs")), asked.received)
    answers = {
        "needs_identified": True,
        **told.voice.told(told.dice.choice(_texts("needs")), asked.received),
        "identified_needs": needs,
        "decided_by": work.signed.caller.name,
        "screened_on": asked.received.isoformat(),
        **{code: body[code] for code in PASSED_ON if code in body},
    }
    try:
        screened = screen(work, str(key), Given(answers))
    except Refused as refused:
        more = dict(refused.errors) if isinstance(refused, Unmet) else refused
        raise BadStory(f"The screening of a review of {one.meeting}: {more}") from refused
    if screened.taken:
        told.now(screened.taken.request)
        told.go_on()
