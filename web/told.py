"""How does an answer of the record read beside a text: what was said, by whom, how and when?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from web.words import day, plain
from workflow.question_sets import question_sets

DAY, CODE = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"[a-z]+(_[a-z0-9]+)*")


@cache
def labels(code: str) -> Mapping[str, str]:
    """The kinds of people who told us something, or the ways in which they did, by their codes."""
    return {option.code: option.label for option in question_sets()["record_contact"].by_code[code].options}


def texts(entry: Mapping[str, Any]) -> list[str]:
    """What was answered, each thing as a text of its own."""
    if entry.get("label"):
        return [str(entry["label"])]
    value = entry.get("value")
    each = value if isinstance(value, list) else [value]
    return [_text(one) for one in each if one not in (None, "")]


def _text(one: Any) -> str:
    if isinstance(one, Mapping):
        said = one.get("text") or "; ".join(_part(inner) for inner in one.values() if isinstance(inner, str) and inner)
        return str(said)
    return {True: "Yes", False: "No"}[one] if isinstance(one, bool) else str(one)


def _part(text: str) -> str:
    """A part of an answer of several: a day as it is spoken, a code in words."""
    if DAY.fullmatch(text):
        return day(text)
    return plain(text) if CODE.fullmatch(text) else text


def who(entry: Mapping[str, Any]) -> str:
    """Parent (Ana Example), telephone, 3 March 2026; recorded by Wren Field on 4 March 2026."""
    informant = labels("informant_kind").get(entry.get("informant") or "", "")
    name = entry.get("informant_name")
    how = labels("method").get(entry.get("method") or "", "")
    told = (
        f"{informant} ({name})" if informant and name else informant or name,
        how[:1].lower() + how[1:],
        day(entry.get("asked_on")),
    )
    said = ", ".join(part for part in told if part)
    recorded = f"recorded by {entry['recorded_by']} on {day(entry['recorded_on'])}"
    return f"{said}; {recorded}" if said else recorded[0].upper() + recorded[1:]
