"""What of the record stands beside which section of the advice, and with what does a new draft begin?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.advice import ADULTHOOD
from workflow.facts import Facts
from workflow.history import PARENTS, Answer, Event

OWN_VOICES = ("young_person", "child", "advocate", "alternative_person")
SAID = "what_was_said"
TRIAGE, NOTE = "record_answers", "note"

# The section of the advice that each answer belongs to: beside it stands what was answered, with who said it. In the
# order of the advice; whose view it is that somebody told follows from who told it.
BESIDE: Mapping[str, tuple[str, ...]] = {
    "views.person": (),
    "views.family": ("coping", "willing_and_able"),
    "strengths": ("key_facts",),
    "involvement": ("involvement",),
    "needs": ("day_to_day", "impact", "without_support", "key_facts", "assessment_findings"),
    "outcomes": ("support_needed", "provision_outcome", "assessment_findings"),
    "provision": (
        "provision_in_place",
        "provision_text",
        "provision_meets_need",
        "provision_outcome",
        "support_needed",
        "disabled_child_duties_considered",
    ),
    "no_needs_because": ("decision_reason",),
    "no_provision_because": ("decision_reason", "disabled_child_duties_considered"),
    **{f"preparation_for_adulthood.{outcome}": (f"pfa_{outcome}",) for outcome in ADULTHOOD},
    "signposting": ("signposting",),
}


@dataclass(frozen=True, slots=True)
class Carried:
    """An answer of the record beside a section: at which event, in reply to which question."""

    section: str
    event: Event
    answer: Answer


def alongside(facts: Facts) -> Iterator[Carried]:
    """Every answer that belongs beside a section, section by section, the latest first."""
    told = tuple(reversed(facts.history))
    for section in BESIDE:
        for event in told:
            for code, answer in event.answers.items():
                if section in _sections(event, code):
                    yield Carried(section, event, answer)


def _sections(event: Event, code: str) -> tuple[str, ...]:
    """The sections that an answer belongs to; what somebody said belongs to whose view it is.

    A question of triage that only this authority asks is about a need.
    """
    if code != SAID:
        known = tuple(section for section, codes in BESIDE.items() if code in codes)
        return known or (("needs",) if event.action == TRIAGE and code != NOTE else ())
    who = event.value("informant_kind")
    if who in OWN_VOICES:
        return ("views.person",)
    return ("views.family",) if who in PARENTS else ("needs",)


def beginning(facts: Facts) -> dict[str, Any]:
    """What a draft begins with: what the record already says, in the sections it belongs to, with where it came from.

    Needs, outcomes and provision are the writer's own work: of these only what is already in place is carried over.
    """
    content: dict[str, Any] = {}
    origins: list[dict[str, Any]] = []
    for section in ("views.person", "views.family", *(f"preparation_for_adulthood.{one}" for one in ADULTHOOD)):
        found = [one for one in alongside(facts) if one.section == section and isinstance(one.answer.value, str)]
        if found:
            part, code = section.split(".")
            content.setdefault(part, {})[code] = "\n\n".join(str(one.answer.value) for one in reversed(found))
            origins += [_origin(section, one.event, one.answer.code) for one in reversed(found)]
    for section, code, make in (("provision", "provision_in_place", _in_place), ("signposting", "signposting", _named)):
        event = next((one for one in reversed(facts.history) if one.value(code)), None)
        if event:
            content[section] = [make(n, said) for n, said in enumerate(event.value(code), start=1)]
            origins += [_origin(f"{section}.{n}", event, code) for n in range(len(content[section]))]
    return {**content, "carried": origins} if origins else {}


def _origin(place: str, event: Event, code: str) -> dict[str, Any]:
    return {"place": place, "event": event.seq, "code": code}


def _in_place(n: int, said: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": f"p{n}", "what": said.get("text") or str(said.get("kind", "")).replace("_", " "), "existing": True}


def _named(n: int, said: str) -> dict[str, Any]:
    return {"name": said}


def strangers(facts: Facts, content: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a draft says was carried from the record and was not: each by its place."""
    told = {(event.seq, code) for event in facts.history for code in event.answers}
    return {
        f"carried.{n}": ["There is no such answer in the record."]
        for n, one in enumerate(content.get("carried", ()))
        if (one["event"], one["code"]) not in told
    }
