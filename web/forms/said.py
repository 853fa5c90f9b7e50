"""How do questions and answers of the record read: as they were asked, with who answered, when and how?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from web.forms.worded import labels, worded
from web.words import day, plain, small
from workflow.address import gives_away
from workflow.asking.question_sets import question_sets
from workflow.asking.questions import Question, QuestionSet
from workflow.history import Answer, Event

WHERE = ("address", "postcode")
WHO, HOW = "informant_kind", "method"


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it is read: a text, or the parts of a group. `private`: it would tell a protected address."""

    text: str = ""
    parts: tuple[tuple[str, Shown], ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A question as it was asked, what was answered, and who answered, when and how; or why it was not asked."""

    code: str
    question: str
    answers: tuple[Shown, ...]
    told: str = ""
    not_asked: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading answers needs: the names of teams and people, and the words that would tell a protected address."""

    names: Mapping[str, str]
    private: tuple[str, ...] = ()

    def answered(self, event: Event, asked: QuestionSet) -> tuple[Said, ...]:
        """Everything that a step asked and was told, in the order of its questions."""
        return tuple(self.said(one, event.answers[one.code]) for one in asked.questions if one.code in event.answers)

    def said(self, question: Question, answer: Answer) -> Said:
        """One answer with its question."""
        given = answer.value if isinstance(answer.value, list) else [answer.value]
        answers = tuple(self.shown(question, one) for one in given if one is not None)
        return Said(question.code, question.text, answers, told(answer), answer.not_asked_because or "")

    def shown(self, question: Question, value: Any) -> Shown:
        """One value that was given in answer to a question."""
        if question.type == "group" and isinstance(value, Mapping):
            return Shown(parts=tuple(self._parts(question.items, value)))
        text = worded(question, value, self.names)
        kept = question.code in WHERE or any(gives_away(text, telling) for telling in self.private)
        return Shown(text, private=bool(self.private) and kept)

    def _parts(self, items: Iterable[Question], value: Mapping[str, Any]) -> Iterator[tuple[str, Shown]]:
        for one in items:
            given = value.get(one.code)
            for said in given if isinstance(given, list) else [given]:
                if said is not None:
                    yield one.text, self.shown(one, said)


def labelled(asked: str, code: str, value: Any) -> str:
    """A code in the words of the question that it answers, today; plain where that has none.

    A question of a group is named with its group: person.contacts.relationship.
    """
    if value is None:
        return ""
    return _options(asked, code).get(str(value), plain(value))


@cache
def _options(asked: str, code: str) -> Mapping[str, str]:
    first, *inner = code.split(".")
    question = question_sets()[asked].by_code[first]
    for step in inner:
        question = next(one for one in question.items if one.code == step)
    return labels(question)


def told(answer: Answer) -> str:
    """Who gave an answer, when and how."""
    who = answer.informant_name or (labelled("record_contact", WHO, answer.informant) if answer.informant else "")
    kind = labelled("record_contact", WHO, answer.informant) if answer.informant and answer.informant_name else ""
    whom = f"{who} ({small(kind)})" if kind and kind != who else who
    how = small(labelled("record_contact", HOW, answer.method)) if answer.method else ""
    return ", ".join(part for part in (whom, day(answer.asked_on), how) if part)
