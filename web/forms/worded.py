"""How does one value read that was given in answer to a question?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.words import day
from workflow.asking.questions import Question

YES_OR_NO = {True: "Yes", False: "No"}


def worded(question: Question, value: Any, names: Mapping[str, str]) -> str:
    """The value in words. `names`: teams by code, people by e-mail address; who is not there stays as given."""
    if isinstance(value, bool):
        return YES_OR_NO[value]
    if question.type == "date":
        return day(str(value))
    if question.names in ("team", "person"):
        return names.get(str(value), str(value))
    return labels(question).get(str(value), str(value))


def labels(question: Question) -> Mapping[str, str]:
    """The words of the options of a question, by code."""
    return {option.code: option.label for option in question.options}
