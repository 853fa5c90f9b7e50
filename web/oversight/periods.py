"""From which day to which are figures asked for? Two dates in the address, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import request

from web.forms.form import Field, Form
from web.forms.typed import answers, nested, typed_of
from workflow.asking.questions import Question

LONGEST = timedelta(days=3 * 366)
QUESTIONS = (
    Question("from", "First day", "date", ""),
    Question("to", "Last day", "date", ""),
)


@dataclass(frozen=True, slots=True)
class Period:
    """The days, and the two fields as they are drawn; with errors, the days are not to be used."""

    since: date
    until: date
    fields: tuple[Field, ...]
    errors: list[dict[str, str]] = field(default_factory=list)

    @property
    def args(self) -> dict[str, str]:
        """The days as they stand in an address, in one piece each."""
        return {"from": self.since.isoformat(), "to": self.until.isoformat()}


def asked_period(since: date, until: date) -> Period:
    """The days that the address names; those given here where it names none."""
    typed = _typed()
    if not typed:
        typed = typed_of(QUESTIONS, {"from": since.isoformat(), "to": until.isoformat()})
    said, errors = answers(QUESTIONS, typed), {}
    found: dict[str, date] = {}
    for code in ("from", "to"):
        try:
            found[code] = date.fromisoformat(str(said.get(code, "")))
        except ValueError:
            errors[code] = ["Enter a real date, such as 27 3 2026."]
    if not errors:
        errors = _order(found["from"], found["to"])
    form = Form(typed=typed, errors=errors)
    fields = form.fields(QUESTIONS)
    return Period(found.get("from", since), found.get("to", until), fields, form.summary(fields))


def _typed() -> dict[str, Any]:
    """The dates as they were typed, each in three fields, or in one piece as our own links have them."""
    typed = nested((name, text) for name, text in request.args.items() if name.partition(".")[0] in ("from", "to"))
    whole = {code: text for code, text in typed.items() if isinstance(text, str)}
    return {**typed, **{code: _in_parts(text) for code, text in whole.items()}}


def _in_parts(text: str) -> dict[str, str]:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}


def _order(since: date, until: date) -> dict[str, list[str]]:
    if since > until:
        return {"from": ["The first day is after the last day."]}
    if until - since > LONGEST:
        return {"from": ["Choose three years at the most."]}
    return {}
