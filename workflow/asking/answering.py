"""Is this an answer to what was asked, and who gave it, when and how?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marshmallow import ValidationError
from marshmallow.exceptions import SCHEMA

from workflow.advice import Day
from workflow.asking.identifiers import CHECKS
from workflow.asking.questions import Question, QuestionSet
from workflow.history import Answer
from workflow.text import LINE, Text, is_blank

PROVENANCE = ("informant", "asked_on", "method", "not_asked_because")
LONGEST_REASON = 1000
BIRTH = "date_of_birth"  # which may be put right to an earlier day


@dataclass(frozen=True, slots=True)
class Given:
    """What was sent for a step: answers by code, not checked yet, and what could not even be read as answers."""

    answers: Mapping[str, Any]
    faults: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What answers may refer to: the authority's teams, kinds of informant and ways of asking, the person's contacts
    by name, and the day on which the person was born.
    """

    teams: frozenset[str]
    informants: frozenset[str]
    contacts: Mapping[str, str]
    methods: frozenset[str] = frozenset()
    born: date | None = None


class Answering:
    """One person's answers to one question set on a day: what is taken, and every fault by question."""

    def __init__(self, asked: QuestionSet, given: Mapping[str, Any], on: date, known: Known) -> None:
        self.asked, self.on, self.known = asked, on, known
        self.errors: dict[str, list[str]] = {}
        self.answers: dict[str, Answer] = {}
        for code in given:
            if code not in asked.by_code or asked.by_code[code].filled_in:
                self._fault(str(code), "There is no such question at this step.")
        for question in asked.questions:
            if question.code in given:
                self._take(question, given[question.code])
        for question in asked.questions:
            self._complete(question)

    def _fault(self, code: str, message: str) -> None:
        self.errors.setdefault(code, []).append(message)

    def _take(self, question: Question, given: Any) -> None:
        if given is None:
            return
        wrapped = isinstance(given, dict) and bool(given.keys() & {"value", *PROVENANCE}) and question.type != "group"
        wrapper = given if wrapped else {"value": given}
        for key in wrapper.keys() - {"value", *PROVENANCE}:
            self._fault(question.code, f"There is no {key} to an answer.")
        try:
            answer = Answer(question.code, self._value(question, wrapper), **self._provenance(question, wrapper))
        except ValidationError as wrong:
            self._explain(question, wrong)
            return
        for place, message in self._doubts(question, answer.value, question.code):
            self._fault(place, message)
        if answer.value is None and answer.not_asked_because is None:
            return
        if answer.value is not None and answer.not_asked_because is not None:
            self._fault(question.code, "Give an answer, or say why it was not asked: not both.")
        self.answers[question.code] = answer

    def _explain(self, question: Question, wrong: ValidationError) -> None:
        """Everything that is wrong with a group: what is not well formed, and what is doubtful in the rest of it."""
        sound = wrong.valid_data if isinstance(wrong.valid_data, dict) else None
        for place, message in (*flat(wrong.messages, question.code), *self._doubts(question, sound, question.code)):
            self._fault(place, message)

    def _value(self, question: Question, wrapper: Mapping[str, Any]) -> Any:
        value = _said(question, wrapper.get("value"))
        if value is None:
            return None
        field = self.asked.fields[question.code]
        taken = field.deserialize(value, question.code)
        as_text = question.type in ("dateTime", "decimal")
        return field.serialize(question.code, {question.code: taken}) if as_text else taken

    def _provenance(self, question: Question, wrapper: Mapping[str, Any]) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for key in PROVENANCE:
            if wrapper.get(key) is None:
                continue
            limit = LONGEST_REASON if key == "not_asked_because" else LINE
            said[key] = Text(limit=limit, lines=limit > LINE).deserialize(wrapper[key], key)
        if "not_asked_because" in said and not question.may_go_unasked:
            raise ValidationError("This has to be answered; it cannot be left unasked.")
        if "asked_on" in said:
            said["asked_on"] = date.fromisoformat(Day().deserialize(said["asked_on"], "asked_on"))
            if said["asked_on"] > self.on:
                raise ValidationError("The day of asking is in the future.")
            if self._is_before_birth(said["asked_on"]):
                raise ValidationError("The day of asking is before the person was born.")
        if said.get("method", "") not in {"", *self.known.methods}:
            raise ValidationError(f"Say how it was asked: {', '.join(sorted(self.known.methods))}.")
        return {**said, **self._informant(said.get("informant"))}

    def _informant(self, said: str | None) -> dict[str, str | None]:
        """An informant is named by kind (parent, young_person ...), or is one of the person's contacts by name."""
        if said is None or said in self.known.informants:
            return {"informant": said}
        if said.casefold() in self.known.contacts:
            return {"informant": self.known.contacts[said.casefold()], "informant_name": said}
        kinds = ", ".join(sorted(self.known.informants))
        raise ValidationError(f"Say who answered: a contact's name, or one of {kinds}.")

    def _doubts(self, question: Question, value: Any, place: str) -> Iterator[tuple[str, str]]:
        """What a well-formed answer may still get wrong, at any depth: future dates, unknown teams, wrong numbers."""
        if isinstance(value, list):
            for n, one in enumerate(value):
                yield from self._doubts(question, one, f"{place}.{n}")
        elif isinstance(value, dict):
            for item in question.items:
                if item.code in value:
                    yield from self._doubts(item, value[item.code], f"{place}.{item.code}")
        elif value is not None and (doubt := self._doubt(question, value)):
            yield place, doubt

    def _doubt(self, question: Question, value: Any) -> str | None:
        if question.past and value > self.on.isoformat():
            return "This date is in the future."
        if question.past and question.code != BIRTH and self._is_before_birth(date.fromisoformat(value)):
            return "This date is before the person was born."
        if question.names == "team" and value not in self.known.teams:
            return f"There is no team {value}. Teams: {', '.join(sorted(self.known.teams))}."
        return CHECKS[question.check](value) if question.check else None

    def _is_before_birth(self, day: date) -> bool:
        return self.known.born is not None and day < self.known.born

    def _complete(self, question: Question) -> None:
        if question.shown_when and self._at_fault(question.shown_when[0]):
            return  # nobody can say whether it is asked
        shown = self._shown(question)
        if not shown and self.answers.get(question.code) == Answer(question.code, value=False):
            del self.answers[question.code]  # a plain no to what is not asked says nothing
        answered = question.code in self.answers
        if answered and not shown:
            self._fault(question.code, "This is not asked here, given the other answers.")
        if question.required and shown and not answered and not self._at_fault(question.code):
            unasked = " or say why it was not asked" if question.may_go_unasked else ""
            self._fault(question.code, f"Answer this{unasked}: {question.text}")

    def _at_fault(self, code: str) -> bool:
        return any(place.split(".")[0] == code for place in self.errors)

    def _shown(self, question: Question) -> bool:
        if question.shown_when is None:
            return True
        code, values = question.shown_when
        answer = self.answers.get(code)
        said = answer.value if answer else None
        return any(value in values for value in (said if isinstance(said, list) else [said]))


def _said(question: Question, value: Any) -> Any:
    """What was really said: blank text, and groups and lists of nothing, are no answer. What is not asked stays."""
    if isinstance(value, str):
        return None if is_blank(value) else value
    if isinstance(value, dict):
        asked = {item.code: item for item in question.items}
        said = {code: _said(asked[code], given) if code in asked else given for code, given in value.items()}
        return {code: given for code, given in said.items() if given is not None or code not in asked} or None
    if isinstance(value, list):
        return [inner for given in value if (inner := _said(question, given)) is not None] or None
    return value


def flat(messages: Any, place: str) -> list[tuple[str, str]]:
    """marshmallow's nested messages as (dotted place, sentence); what is said of a whole group stands at its place."""
    if isinstance(messages, Mapping):
        named = ((place if key == SCHEMA else f"{place}.{key}", inner) for key, inner in messages.items())
        return [pair for where, inner in named for pair in flat(inner, where)]
    return [(place, str(message)) for message in messages]
