"""How does an answer read, with its question in the words in which it was asked, and with who gave it, when and how?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workflow.asking.questions import Question
from workflow.history import Answer


def as_asked(question: Question, given: Answer) -> dict[str, Any]:
    """An answer with its question, in the words in which it was asked."""
    labels = {option.code: option.label for option in question.options}
    said = given.value if isinstance(given.value, list) else [given.value]
    shown = [labels[one] for one in said if isinstance(one, str) and one in labels]
    made = {"code": question.code, "question": question.text, **answer(given)}
    return {**made, "label": ", ".join(shown)} if shown else made


def answer(given: Answer) -> dict[str, Any]:
    """An answer with who gave it, when and how; parts that nobody recorded are left out."""
    kept: Iterable[tuple[str, Any]] = (
        ("value", given.value),
        ("informant", given.informant),
        ("informant_name", given.informant_name),
        ("asked_on", given.asked_on),
        ("method", given.method),
        ("not_asked_because", given.not_asked_because),
    )
    return {code: value for code, value in kept if value is not None}
