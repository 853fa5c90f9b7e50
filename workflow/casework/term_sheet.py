"""The term's list of annual reviews as a sheet: to be filled in by whoever screens them, and sent back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from models import identity, lookups, review_list
from models.access import SignedIn
from models.review_list import Sought
from workflow.errors import Unmet
from workflow.lists.columns import ID, REVIEWS, SCREENINGS
from workflow.lists.sheet import MOST_ROWS, write

TOO_MANY = f"There are more than {MOST_ROWS:,} reviews, which is the most that a list can have: ask for fewer days."
LEFT_OUT = ("year_group", *(column for column in REVIEWS.columns if column.startswith("contact_")))
COLUMNS = (ID, *(column for column in REVIEWS.columns if column not in LEFT_OUT), *SCREENINGS.columns)


def term_sheet(session: Session, signed: SignedIn, sought: Sought) -> bytes:
    """These reviews as CSV, each with what its last screening says, in columns that `list_reviews` takes in again.

    Without contacts and school years: a file goes further than the record does, and a year is that of the day on which
    it was told. Numbers are those of people of whom no request is hidden. Raises Unmet for too many.
    """
    rows = review_list.coming_up(session, signed, replace(sought, per_page=MOST_ROWS))
    if len(rows) > MOST_ROWS:
        raise Unmet({"to": [TOO_MANY]})
    reviews = [row[0] for row in rows]
    known = lookups.known_people(session, signed, {review.person_id for review in reviews})
    last = review_list.last_screenings(session, signed, {review.id for review in reviews})
    lines = []
    for review, given, family, born, _ in rows:
        who: dict[str, Any] = {"given_name": given, "family_name": family, "date_of_birth": born}
        who |= identity.named(known[review.person_id]) if review.person_id in known else {}
        told = {"person": {**who, "setting": review.setting}, "review_meeting_on": review.meeting_on}
        screening = last.get(review.id)
        said = {answer["code"]: answer.get("value") for answer in screening.answers} if screening else {}
        lines.append({ID: str(review.id), **REVIEWS.cells(told), **SCREENINGS.cells(said)})
    return write(COLUMNS, lines)
