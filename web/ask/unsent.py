"""What has been typed of a request for advice that is not sent yet, and what is still to be asked?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from models import identity, lookups, unfinished
from models.person import Person
from models.unfinished import Unfinished
from web.errors import Gone
from web.forms.typed import Typed, answers
from web.pages import Visit
from workflow.asking.answering import Given
from workflow.asking.questions import Question
from workflow.casework.taking import considered
from workflow.errors import Unmet
from workflow.facts import Facts
from workflow.machine import Decision, questions_of
from workflow.rule import Unmet as Need

ASK, FORM = "request_advice", "ask."
REASON, PERSON, CONTACTS, INVOLVEMENT = "reason", "person", "contacts", "involvement"
KNOWN, NEW = "known", "new"  # whose request it is: the id of somebody known, or somebody new
FINDS = lookups.SEARCHED
OPEN_TO_A_WORKER = ("status", ("active",))
ONLY_THEN: Mapping[str, Mapping[str, Any]] = {  # by name, where the contract takes an e-mail address
    "lead_professional": {"names": "person", "text": "Who is the lead professional?"},
    "team": {"text": "In which team do they work?"},
}
ONLY_FOR = {  # what the contract takes for any reason, and means something for these alone
    "ehc_needs_assessment_requested_on": ("ehc_needs_assessment", "family_request"),
    "ehc_needs_assessment_decided_on": ("ehc_needs_assessment", "family_request"),
    "requested_by": ("family_request", "other_authority"),
}
NAMED = "the_person_can_be_told_from_others"
WHEN = (
    "received_on",
    "review_meeting_on",
    "raised_at_meeting",
    "order_due_on",
    "reassessment_notified_on",
    "ehc_needs_assessment_requested_on",
    "ehc_needs_assessment_decided_on",
    "requested_by",
)
INVOLVED = (INVOLVEMENT, "provision_in_place", "identified_needs")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request for advice that somebody has begun and not sent."""

    key: str
    typed: Typed
    version: int
    saved_at: datetime

    @property
    def known(self) -> UUID | None:
        """Whose it is, where that is somebody we know."""
        return UUID(self.typed[KNOWN]) if self.typed.get(KNOWN) not in (None, NEW) else None

    @property
    def reason(self) -> str:
        """Why advice is needed."""
        return str(self.typed.get(REASON, ""))


def begun(visit: Visit) -> list[Ask]:
    """What this person began and did not send, the latest first."""
    kept = unfinished.begun_by(visit.session, visit.signed.authority_id, visit.signed.caller.id, FORM)
    return [_ask(row) for row in kept]


def find(visit: Visit, key: str) -> Ask:
    """One that this person began. Raises Gone."""
    row = unfinished.find(visit.session, visit.signed.authority_id, _form(visit, key))
    if row is None:
        raise Gone("It is not shown any more, so that nothing is asked for twice.")
    return _ask(row)


def begin(visit: Visit, typed: Typed) -> Ask:
    """Begin another one."""
    key = uuid4().hex
    return Ask(key, typed, keep(visit, key, typed), visit.work.at)


def keep(visit: Visit, key: str, typed: Typed) -> int:
    """Keep what was typed so far; gives the version that it has then."""
    at, who = visit.work.at, visit.signed.caller.id
    return unfinished.keep(visit.session, visit.signed.authority_id, _form(visit, key), typed, at, who)


def drop(visit: Visit, key: str) -> None:
    """It was sent, or thrown away."""
    unfinished.drop(visit.session, visit.signed.authority_id, _form(visit, key))


def _form(visit: Visit, key: str) -> str:
    return unfinished.of_person(visit.signed.caller.id, f"{FORM}{key}"[:100])


def _ask(row: Unfinished) -> Ask:
    return Ask(row.form.partition(FORM)[2], dict(row.typed), row.version, row.saved_at)


def everything(visit: Visit) -> Mapping[str, Question]:
    """Every question of a new request in this authority."""
    return questions_of(Facts(authority=visit.signed.authority), ASK).by_code


def who(visit: Visit) -> tuple[Question, ...]:
    """What finds somebody, and why advice is needed."""
    return _of_person(visit, lambda code: code in FINDS), everything(visit)[REASON]


def more_of(visit: Visit) -> tuple[Question, ...]:
    """What else is asked about somebody new."""
    return (_of_person(visit, lambda code: code not in FINDS),)


def _of_person(visit: Visit, wanted: Any) -> Question:
    whole = everything(visit)[PERSON]
    return replace(whole, items=tuple(item for item in whole.items if wanted(item.code)))


def about(visit: Visit, ask: Ask, known: Person | None) -> tuple[Question, ...]:
    """Everything else that is asked for this reason, and nothing that is not; whom to speak to, if nobody is known."""
    asked = (one for one in everything(visit).values() if one.code not in (REASON, PERSON) and not one.filled_in)
    nobody = (_of_person(visit, lambda code: code == CONTACTS),) if known and not known.contacts else ()
    return (*(plainly(one) for one in asked if _applies(one, ask.reason)), *nobody)


def _applies(question: Question, reason: str) -> bool:
    if question.code in ONLY_FOR:
        return reason in ONLY_FOR[question.code]
    return question.shown_when is None or question.shown_when[0] != REASON or reason in question.shown_when[1]


def plainly(question: Question) -> Question:
    """A question as a page asks it: who the lead professional is only where there is one, by name."""
    if question.shown_when and question.shown_when[0] == REASON:
        return replace(question, shown_when=None)
    if question.code != INVOLVEMENT:
        return question
    items = (
        replace(item, shown_when=OPEN_TO_A_WORKER, **ONLY_THEN[item.code]) if item.code in ONLY_THEN else item
        for item in question.items
    )
    return replace(question, items=tuple(items))


def somebody(visit: Visit, ask: Ask) -> Person | None:
    """The person whom it is about, where they are known; None too if the caller may not know of them any more."""
    if ask.known is None:
        return None
    like = lookups.people_like(visit.session, visit.signed, {}, ask.known)
    return next((one.person for one in like if one.known), None)


def given(visit: Visit, ask: Ask, known: Person | None) -> Given:
    """All of it as answers to the questions of a new request."""
    asked = (one for one in about(visit, ask, known) if one.code != PERSON)
    said, told = answers((everything(visit)[REASON], *asked), ask.typed), told_of(visit, ask)
    return Given({**said, PERSON: _as_held(visit, known, told) if known else told})


def _as_held(visit: Visit, known: Person, told: Mapping[str, Any]) -> dict[str, Any]:
    """Somebody known, as the record has them; a number that it lacks is added, unless it is somebody else's."""
    held = identity.named(known)
    added = {**{code: told[code] for code in FINDS if code in told}, **held}
    contacts = {CONTACTS: told[CONTACTS]} if CONTACTS in told and not known.contacts else {}
    same, wrong = lookups.known_person(visit.session, visit.signed, added) if added != held else (known, {})
    return {**(added if same and same.id == known.id and not wrong else held), **contacts}


def decided(visit: Visit, ask: Ask, known: Person | None) -> Decision:
    """What sending it comes to; nothing is changed. Raises Unmet with everything that is wrong or missing."""
    return considered(visit.work, given(visit, ask, known))[1]


def wrong(visit: Visit, ask: Ask, known: Person | None, asked: Collection[Question]) -> dict[str, list[str]]:
    """What is wrong or missing in the answers to these questions, by their places."""
    codes = {question.code for question in asked}
    try:
        decided(visit, ask, known)
    except Unmet as refusal:
        found = {place: list(said) for place, said in refusal.errors.items() if place.split(".", 1)[0] in codes}
        needs = [need.reason for need in owed(refusal) if (PERSON if need.rule == NAMED else "received_on") in codes]
        place = PERSON if REASON in codes else "form"
        return {**found, place: [*found.get(place, ()), *needs]} if needs else found
    return {}


def owed(refusal: Unmet) -> list[Need]:
    """What is missing. While an answer about the person is wrong, none of them was read: the name may well be there."""
    wrong = any(place.split(".", 1)[0] == PERSON for place in refusal.errors)
    return [need for need in refusal.needs if not (wrong and need.rule == NAMED)]


def taken_over(ask: Ask, typed: Typed, questions: Collection[Question]) -> Ask:
    """With what a page has typed into it; what its questions do not ask stays."""
    now = {**ask.typed}
    for question in questions:
        before, new = now.get(question.code), typed.get(question.code)
        if question.type == "group" and not question.repeats and isinstance(before, Mapping):
            asked = {item.code for item in question.items}
            kept = {code: said for code, said in before.items() if code not in asked}
            new = {**kept, **(new if isinstance(new, Mapping) else {})}
        now[question.code] = new
    return replace(ask, typed={code: said for code, said in now.items() if said is not None})


def left_out(kept: Ask, now: Ask, questions: Collection[Question]) -> Typed:
    """What is answered already, and would be answered no longer."""
    before, after = (answers(tuple(questions), one.typed) for one in (kept, now))
    return {code: kept.typed[code] for code in before if code not in after}


def agreeing(people: Collection[Person], told: Mapping[str, Any]) -> list[Person]:
    """Those of whom nothing else is known than what was typed, and who are told from others by it."""
    typed = {code: _plain(told[code]) for code in FINDS if told.get(code)}
    found = []
    for one in people:
        held = {code: _plain(said) for code, said in identity.named(one).items()}
        same = {code for code, said in typed.items() if held.get(code) == said}
        other = [code for code in typed if code in held and code not in same]
        if not other and (same & set(FINDS[3:]) or same >= set(FINDS[:3])):
            found.append(one)
    return found


def _plain(said: Any) -> str:
    return str(said).replace(" ", "").casefold()


def told_of(visit: Visit, ask: Ask) -> dict[str, Any]:
    """What was typed of the person, as answers."""
    return dict(answers((everything(visit)[PERSON],), ask.typed).get(PERSON) or {})


def reasons(visit: Visit) -> dict[str, str]:
    """Why advice may be needed, in words."""
    return {option.code: option.label for option in everything(visit)[REASON].options}
