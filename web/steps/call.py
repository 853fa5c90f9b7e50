"""Which steps does one telephone call amount to, all or none of them, and to which field does a refusal belong?

What is set once at the top of the call (who, how, on what day) counts for every answer that does not say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from web.forms.typed import Typed, answers, is_number
from web.names import HOW, WHO_TOLD
from workflow.asking.answering import Given
from workflow.casework.taking import take
from workflow.casework.work import Work
from workflow.errors import Unmet
from workflow.facts import Facts
from workflow.machine import known, questions_of
from workflow.rules.record import SPOKE

WHO, METHOD, DAY = "who", "method", "day"
FILE_ONLY = "file_only"  # nobody was spoken to: the answers are from the file
NOBODY = "From the file alone nobody told you this: say who is speaking, or write it under what you read."
NOTHING = "Type what you were told, an answer or what you read before you save."
DEFAULTS = {WHO: "informant", METHOD: "method", DAY: "asked_on"}
REVIEW = "review_provision"
READING, CONTACT, ANSWERS, PROVISION = "reading", "contact", "answers", "provision"
UNSAID = {WHO: "Say who is speaking.", METHOD: "Say how you spoke.", DAY: "Give the day of the call."}
AT_TOP = {WHO_TOLD: WHO, "informant_name": WHO, HOW: METHOD, "contacted_on": DAY}


@dataclass
class Call:
    """What was typed on the page of a call, step by step; what was refused, by its field; how many steps were taken."""

    work: Work
    reference: str
    facts: Facts
    typed: Typed
    errors: dict[str, list[str]] = field(default_factory=dict)
    taken: int = 0

    def save(self, seen: int | None) -> None:
        """Take every step that was typed. Raises Unmet with every refusal of all of them, and whatever `take` raises.

        The caller ends the unit of work: after a refusal nothing of it may be kept.
        """
        for place, action, given in self._steps():
            try:
                seen = take(self.work, self.reference, action, Given(given), seen).request.version
                self.taken += 1
            except Unmet as refusal:
                self._refused(place, refusal)
        if self.typed.get(WHO) == FILE_ONLY and self._noted():
            self.errors[f"{CONTACT}.what_was_said"] = [NOBODY]
        if not self.errors and not self.taken:
            self.errors[f"{CONTACT}.what_was_said"] = [NOTHING]
        if self.errors:
            raise Unmet(self.errors)

    def _steps(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Each step that was typed: the place of its fields, the step, and its answers."""
        if (read := self._answers("record_reading", self._part(READING))).keys() - {"read_on"}:
            yield READING, "record_reading", read
        answered = self._with_defaults("record_answers", self._part(ANSWERS))
        reviews = list(self._reviews())
        told = [*answered.values(), *(said for _, one in reviews for said in self._answers(REVIEW, one).values())]
        if self.typed.get(WHO) != FILE_ONLY and (self._noted() or any("value" in one for one in told)):
            yield CONTACT, "record_contact", self._contact()
        if answered:
            yield ANSWERS, "record_answers", self._with_defaults("record_answers", self._part(ANSWERS))
        for number, typed in reviews:
            said = self._with_defaults(REVIEW, typed)
            yield f"{PROVISION}.{number}", REVIEW, {**said, "provision_item": number}

    def _noted(self) -> bool:
        """Whether anything of a conversation was typed beside the answers."""
        typed = {**self._part(CONTACT), "outcome": SPOKE}
        return self._answers("record_contact", typed).keys() > {"outcome"}

    def _contact(self) -> dict[str, Any]:
        who = str(self.typed.get(WHO) or "")
        kind = known(self.facts).contacts.get(who.casefold())
        named = {WHO_TOLD: kind, "informant_name": who} if kind else {WHO_TOLD: who}
        top = {**named, HOW: self.typed.get(METHOD), "contacted_on": self.typed.get(DAY), "outcome": SPOKE}
        return self._answers("record_contact", {**self._part(CONTACT), **top})

    def _reviews(self) -> Iterator[tuple[int, Typed]]:
        """The items of care in place of which something was typed, by their numbers on the request's list."""
        for number, typed in self._part(PROVISION).items():
            if is_number(number) and isinstance(typed, dict) and self._answers(REVIEW, typed):
                yield int(number), typed

    def _part(self, place: str) -> Typed:
        part = self.typed.get(place)
        return part if isinstance(part, dict) else {}

    def _answers(self, action: str, typed: Mapping[str, Any]) -> dict[str, Any]:
        return answers(questions_of(self.facts, action).questions, typed)

    def _with_defaults(self, action: str, typed: Mapping[str, Any]) -> dict[str, Any]:
        """The answers with who, how and when of the call put in where they do not say it themselves."""
        usual = {
            part: self.typed[top] for top, part in DEFAULTS.items() if self.typed.get(top) and top not in self.errors
        }
        told = {code: _told(typed[code], usual) for code in typed}
        return self._answers(action, told)

    def _refused(self, place: str, refusal: Unmet) -> None:
        for code, messages in refusal.errors.items():
            first = code.partition(".")[0]
            where = AT_TOP.get(first) if place == CONTACT else None
            words = [UNSAID[where]] if where and first not in self._contact() else messages
            self.errors.setdefault(where or f"{place}.{code}", []).extend(words)
        for need in refusal.needs:
            said = self.errors.setdefault(WHO, [])
            if need.reason not in said:
                said.append(need.reason)


def _told(typed: Any, usual: Mapping[str, Any]) -> Any:
    """One answer with what is usual in this call put in; why something was not asked is nobody's word but ours."""
    if not isinstance(typed, Mapping) or typed.get("not_asked_because"):
        return typed
    own = {part: said for part, said in typed.items() if said and said != {"day": "", "month": "", "year": ""}}
    return {**usual, **own}
