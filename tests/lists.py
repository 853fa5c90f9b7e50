"""Lists as people send them: rows that are good but for one thing, as CSV, and screenings of what they list."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.test import TestResponse

from tests import answers
from tests.place import Place

MEETING = "2026-11-18"
GIVEN = ("Alder", "Bryony", "Cedar", "Dahlia", "Elm", "Fern", "Gorse", "Hazel")


def child(number: int, **changed: str) -> dict[str, str]:
    """A row of the term's list; each number is another child."""
    usual = {
        "given_name": GIVEN[number % len(GIVEN)],
        "family_name": f"Exampleton-{number}",
        "date_of_birth": f"{2009 + number % 9}-0{1 + number % 9}-{1 + number % 28:02}",
        "setting": "Northmere Primary School",
        "review_meeting_on": MEETING,
        "contact_name": f"Ana Exampleton-{number}",
        "contact_relationship": "parent",
        "contact_phone": "01632 960001",
        "contact_parental_responsibility": "yes",
    }
    return {**usual, **changed}


SAID_NO = {
    "needs_identified": "no",
    "screening_basis": "School view; last_review_report",
    "screening_explained": "The last report and the school name none, and the family was asked.",
    "decided_by": "Holly Berry",
    "screened_on": "02/10/2026",
}
SAID_YES = {
    **SAID_NO,
    "needs_identified": "Yes",
    "identified_needs": "Weekends are hard:\nnobody else can be with him.",
    "involvement_status": "none",
}


def agreed(number: int, **changed: str) -> dict[str, str]:
    """A row of a panel's list."""
    return {code: text for code, text in child(number, **changed).items() if text and code != "review_meeting_on"} | {
        code: text for code, text in changed.items() if code == "review_meeting_on"
    }


def table(rows: Iterable[Mapping[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """These rows as a CSV file, with every column that one of them names."""
    rows = list(rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def send(place: Place, data: bytes, what: str = "reviews", who: str = "coordinator", **options: Any) -> TestResponse:
    """Send a list to be imported."""
    dry = "?dry_run=true" if options.pop("dry_run", False) else ""
    options.setdefault("content_type", "text/csv")
    return place.call(who, "POST", f"/{what}/import{dry}", data=data, **options)


def taken(place: Place, rows: Iterable[Mapping[str, str]], what: str = "reviews", **options: Any) -> Any:
    """What the import of a list answers, which must be taken."""
    response = send(place, table(rows), what, **options)
    assert response.status_code in (200, 201), response.get_data(as_text=True)
    return response.json


def outcomes(taken_in: Any) -> list[str]:
    return [line["outcome"] for line in taken_in["lines"]]


def listed(place: Place, *rows: Mapping[str, str], who: str = "coordinator") -> list[str]:
    """The ids of reviews, listed."""
    return [line["review"] for line in taken(place, rows or [child(1)], who=who)["lines"]]


def no(**changed: Any) -> dict[str, Any]:
    """The screening of a review without identified social care needs."""
    usual = {
        "needs_identified": False,
        "screening_basis": ["last_review_report", "school_view"],
        "screening_explained": "The last report and the school name none, and the family was asked.",
        "decided_by": "Holly Berry",
        "screened_on": answers.today(),
    }
    return {**usual, **changed}


def yes(**changed: Any) -> dict[str, Any]:
    """The screening of a review with identified social care needs."""
    return no(needs_identified=True, identified_needs="Weekends are hard: nobody else can be with him.", **changed)


def sheet(place: Place, query: str = "", who: str = "coordinator") -> list[dict[str, str]]:
    """The rows of the list as it is given out."""
    response = place.call(who, "GET", f"/reviews.csv?{query}")
    assert response.status_code == 200, response.get_data(as_text=True)
    return list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def screen(
    place: Place, review: str, said: Mapping[str, Any], who: str = "coordinator", **options: Any
) -> TestResponse:
    return place.call(who, "POST", f"/reviews/{review}/screening", json=said, **options)


def screened(place: Place, review: str, said: Mapping[str, Any], who: str = "coordinator") -> Any:
    """A review as it is once it was screened, which must succeed."""
    response = screen(place, review, said, who)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.json
