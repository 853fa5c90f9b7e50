"""How does a question set read as a FHIR Questionnaire? Its types are FHIR's already; codes become paths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.fhir.parts import URN, Resource, coding, extension, resource
from workflow.asking.questions import Question, QuestionSet
from workflow.text import LINE, PARAGRAPHS

LENGTHS = {"string": LINE, "text": PARAGRAPHS}


def canonical(asked: QuestionSet) -> str:
    """The name of a question set for good: its code, and the hash of its words."""
    return f"{URN}:question-set:{asked.code}:{asked.hash}"


def questionnaire(asked: QuestionSet) -> Resource:
    """A question set as it stood."""
    return resource(
        "Questionnaire",
        asked.hash,
        url=canonical(asked),
        name=asked.code.title().replace("_", ""),
        title=asked.title,
        status="active",
        subjectType=["Patient"],
        item=_items(asked.questions, ""),
    )


def path(within: str, question: Question) -> str:
    """The linkId of a question: its code, after those of the groups that it stands in."""
    return f"{within}.{question.code}".lstrip(".")


def choice(question: Question, code: str) -> Resource | None:
    """An option of a question by its code; none where the answer is in words of its own."""
    labels = {option.code: option.label for option in question.options}
    return coding(f"answer:{question.code}", code, labels[code]) if code in labels else None


def _items(questions: Iterable[Question], within: str) -> list[Resource]:
    beside = {question.code: question for question in questions}
    return [_item(question, within, beside) for question in beside.values()]


def _item(question: Question, within: str, beside: dict[str, Question]) -> Resource:
    """One question. One that may go unasked is not required of a response: the reason stands in its place."""
    when = _when(question, within, beside)
    return {
        "extension": [
            *extension("help", valueString=question.help or None),
            *extension("source", valueString=question.source),
            *extension("may-go-unasked", valueBoolean=question.may_go_unasked or None),
        ],
        "linkId": path(within, question),
        "text": question.text,
        "type": question.type,
        "enableWhen": when,
        "enableBehavior": "any" if len(when) > 1 else None,
        "required": question.required and not question.may_go_unasked,
        "repeats": question.repeats,
        "readOnly": question.filled_in or None,
        "maxLength": (question.limit or LENGTHS[question.type]) if question.type in LENGTHS else None,
        "answerOption": [{"valueCoding": choice(question, option.code)} for option in question.options],
        "item": _items(question.items, path(within, question)),
    }


def _when(question: Question, within: str, beside: dict[str, Question]) -> list[Resource]:
    """The answers to an earlier question after which this one is asked."""
    if question.shown_when is None:
        return []
    code, values = question.shown_when
    earlier = beside[code]
    return [{"question": path(within, earlier), "operator": "=", **_is(earlier, value)} for value in values]


def _is(question: Question, value: Any) -> Resource:
    return {"answerBoolean": value} if isinstance(value, bool) else {"answerCoding": choice(question, value)}
