"""Which columns has a list, and which answer to which question is each of its cells, read or written?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from config.faults import Fault
from workflow.asking.answering import Given
from workflow.asking.question_sets import question_sets
from workflow.asking.questions import Question
from workflow.errors import Unmet
from workflow.lists.sheet import Row, read

MOST_FAULTS = 200  # more are not read by anybody; how many more there are is said
DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z", re.ASCII)
WHOLE = re.compile(r"-?\d{1,9}\Z", re.ASCII)
YES, NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}
BETWEEN_WORDS = re.compile(r"[\s_-]+")
BETWEEN_ANSWERS = re.compile(r"[;,\n]")  # several answers in one cell, whichever sign stands between the columns
ID = "id"

PERSON = ("given_name", "family_name", "date_of_birth", "upn", "nhs_number", "social_care_id", "year_group", "setting")
CONTACT = ("name", "relationship", "phone", "email", "parental_responsibility")
OF_PERSON = {code: f"person.{code}" for code in PERSON}
OF_CONTACT = {f"contact_{code}": f"person.contacts.0.{code}" for code in CONTACT}
DATES = (
    "received_on",
    "ehc_needs_assessment_requested_on",
    "ehc_needs_assessment_decided_on",
    "reassessment_notified_on",
    "review_meeting_on",
    "order_due_on",
)
WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


@dataclass(frozen=True)
class ListOf:
    """A kind of list: its columns with the place of each one's answer, those it must have, and what goes unsaid.

    `asks` is the question set that the answers are to; `beside` are columns of the same file that others read.
    """

    columns: Mapping[str, str]
    required: tuple[str, ...] = ()
    usual: Mapping[str, Any] = field(default_factory=dict)
    asks: str = "request_advice"
    beside: tuple[str, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """Every column of the file."""
        return (*self.columns, *self.beside)

    def rows(self, data: bytes) -> tuple[list[Row], list[Fault]]:
        """The rows of a file, and the faults of the file itself."""
        return read(data, self.header, self.required)

    def given(self, row: Row, on: date) -> Given:
        """A row as answers to the questions of a request; they are checked where every request's answers are."""
        said = self.said(row)
        return Given({"received_on": on.isoformat(), **self.usual, **said.answers}, said.faults)

    def said(self, row: Row) -> Given:
        """What a row says, and nothing that goes unsaid."""
        answers: dict[str, Any] = {}
        faults: dict[str, list[str]] = {}
        for column, text in row.cells.items():
            if column not in self.columns:
                continue
            place = self.columns[column].split(".")
            value, wrong = _value(self._question(place), text)
            if wrong:
                faults[self.columns[column]] = [wrong]
            else:
                _put(answers, place, value)
        return Given(answers, faults)

    def cells(self, answers: Mapping[str, Any]) -> dict[str, str]:
        """Answers as the cells of a row, which `said` reads back; what no column is for is left out."""
        kept = {column: _at(answers, place.split(".")) for column, place in self.columns.items()}
        return {column: _written(value) for column, value in kept.items() if value is not None}

    def _question(self, place: Sequence[str]) -> Question:
        """The question that stands at a place of the answers."""
        codes = [code for code in place if not code.isdigit()]
        question = question_sets()[self.asks].by_code[codes[0]]
        for code in codes[1:]:
            question = next(item for item in question.items if item.code == code)
        return question

    def faults_of(self, row: Row, refusal: Unmet) -> list[Fault]:
        """Why a row is refused, by its columns; what belongs to no column is said of the whole line."""
        named = [
            Fault(row.line, self._column(row, place), said)
            for place, sayings in refusal.errors.items()
            for said in sayings
        ]
        unread = any(place.startswith("person") for place in refusal.errors)  # then who it is cannot be judged either
        return named + [Fault(row.line, "", need.reason) for need in refusal.needs if not unread]

    def _column(self, row: Row, place: str) -> str:
        """The column of an answer's place; of a group, the first column of it that the row fills in."""
        if place == "person":
            return ""
        columns = {at: column for column, at in self.columns.items()}
        whole, _, number = place.rpartition(".")
        exactly = columns.get(place) or (columns.get(whole) if number.isdigit() else None)
        inside = (column for at, column in columns.items() if at.startswith(f"{place}.") and column in row.cells)
        return exactly or next(inside, place)


SCREENINGS = ListOf(
    columns={
        "needs_identified": "needs_identified",
        "screening_basis": "screening_basis",
        "screening_explained": "screening_explained",
        "decided_by": "decided_by",
        "screened_on": "screened_on",
        "identified_needs": "identified_needs",
        "raised_at_meeting": "raised_at_meeting",
        "involvement_status": "involvement.status",
        "lead_professional": "involvement.lead_professional",
        "involvement_team": "involvement.team",
        "involvement_source": "involvement.source",
        "involvement_checked_on": "involvement.checked_on",
        "provision_kind": "provision_in_place.0.kind",
        "provision_text": "provision_in_place.0.text",
        "received_on": "received_on",
    },
    asks="screening",
)
REVIEWS = ListOf(
    columns={**OF_PERSON, "review_meeting_on": "review_meeting_on", **OF_CONTACT},
    required=("review_meeting_on",),
    usual={"reason": "annual_review"},
    beside=(ID, *SCREENINGS.columns),
)
REQUESTS = ListOf(
    columns={
        **OF_PERSON,
        "reason": "reason",
        **{code: code for code in DATES},
        "involvement_status": "involvement.status",
        "lead_professional": "involvement.lead_professional",
        "involvement_team": "involvement.team",
        "involvement_source": "involvement.source",
        "identified_needs": "identified_needs",
        **OF_CONTACT,
    },
    usual={"reason": "ehc_needs_assessment"},
)


def _value(question: Question, text: str) -> tuple[Any, str]:
    """A cell as the kind of answer that its question takes, or what is wrong with it."""
    match question.type:
        case "date":
            slashed = DAY_FIRST.match(text)
            said = f"{slashed[3]}-{slashed[2]:>02}-{slashed[1]:>02}" if slashed else text
            return (said, "") if WRITTEN.match(said) else (None, "Write a date such as 2026-01-31 or 31/01/2026.")
        case "boolean":
            word = text.casefold()
            return word in YES, "" if word in YES | NO else "Write yes or no."
        case "integer":
            return (int(text), "") if WHOLE.match(text) else (None, "Write a whole number, such as 9.")
        case "choice" | "open-choice":
            codes = {_plain(word): one.code for one in question.options for word in (one.label, one.code)}
            words = [word.strip() for word in BETWEEN_ANSWERS.split(text)] if question.repeats else [text]
            chosen = [codes.get(_plain(word), word) for word in words if word]
            return (chosen if question.repeats else chosen[0]), ""
        case _:
            return text, ""


def _written(value: Any) -> str:
    """An answer as a cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(sorted(value)) if isinstance(value, list) else str(value)


def _plain(word: str) -> str:
    return BETWEEN_WORDS.sub("_", word).casefold()


def _at(answers: Any, place: Sequence[str]) -> Any:
    """The answer at a place, if it was given; of a list on the way, the first item."""
    for code in place:
        if not answers:
            return None
        answers = answers[0] if code.isdigit() else answers.get(code)
    return answers


def _put(answers: dict[str, Any], place: Sequence[str], value: Any) -> None:
    """Set an answer at its place; a list on the way holds one item."""
    at = answers
    for code, after in pairwise(place):
        if after.isdigit():
            at = at.setdefault(code, [{}])[0]
        elif not code.isdigit():
            at = at.setdefault(code, {})
    at[place[-1]] = value


def twice(rows: Iterable[tuple[Row, Sequence[tuple[Any, ...]]]], what: str) -> list[Fault]:
    """Rows that are of one person and one meeting or reason, by what each is told apart by: `what` says which."""
    first: dict[tuple[Any, ...], int] = {}
    faults = []
    for row, marks in rows:
        if same := next((first[mark] for mark in marks if mark in first), None):
            said = f"Line {same} is of the same person and the same {what}: keep one of the two."
            faults.append(Fault(row.line, "", said))
        for mark in marks:
            first.setdefault(mark, row.line)
    return faults


def refusal(faults: Iterable[Fault]) -> Unmet:
    """A list refused, each fault under its line and column, in the order of the file."""
    inorder = sorted(set(faults))
    errors: dict[str, list[str]] = {}
    for fault in inorder[:MOST_FAULTS]:
        where = f"line {fault.line}, {fault.place}" if fault.place else f"line {fault.line}"
        errors.setdefault(where, []).append(fault.message)
    if len(inorder) > MOST_FAULTS:
        errors["more"] = [f"There are {len(inorder) - MOST_FAULTS:,} more faults after these."]
    return Unmet(errors)
