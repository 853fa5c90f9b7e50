"""How does a page say what is wrong with an answer: in the words of its form, and with the answer's question?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.forms.typed import DATE

NO_DATE = ("This must be a date", "This must be a real date")  # as a program is told, which writes a date in one piece
LONGEST = 20  # of what was typed; what is longer is cut: a page must not become wider by it
EXAMPLE = "such as 31 1 2026"


def in_words(said: str, typed: Any) -> str:
    """What is wrong with an answer; of a date, in the words of its three boxes and with what was typed into them."""
    if not said.startswith(NO_DATE):
        return said
    parts = {part: str(typed.get(part, "")).strip() for part in DATE} if isinstance(typed, Mapping) else {}
    missing = [part for part, text in parts.items() if not text]
    if missing:
        gone = " and the ".join(missing)
        return f"The {gone} {'is' if len(missing) == 1 else 'are'} missing: type all three, {EXAMPLE}."
    whole = " ".join(parts.values()) or str(typed)
    whole = f"{whole[:LONGEST]}…" if len(whole) > LONGEST else whole
    return f"“{whole}” is no day of the calendar: type the day, the month and the whole year, {EXAMPLE}."


def under(label: str, said: str, typed: Any) -> str:
    """The same for a list of what is wrong: “this” and what was typed say nothing there without their question."""
    worded = in_words(said, typed)
    if not label or not said.startswith("This "):
        return worded
    return f"{label.rstrip('?.')}: {worded[0].lower()}{worded[1:]}"
