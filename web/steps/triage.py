"""Triage on one page, made for a telephone call: whom to speak to, what is asked, what they say, and the decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models.person import Contact
from models.request import Request
from web.forms.form import Field, Form
from web.forms.typed import Typed, parts_of, seen_version
from web.names import is_barred, names
from web.one_request.flags import flags
from web.one_request.said_before import between_teams
from web.pages import Visit, done, page, request_of, show
from web.steps.call import ANSWERS, CONTACT, DAY, METHOD, PROVISION, READING, WHO, Call
from web.steps.deciding import deciding
from web.steps.page import is_overtaken
from web.steps.so_far import SoFar, label, so_far
from web.unfinished import TAKES, TRIAGE, Waiting, address, keep, sent, waiting, waiting_as_seen
from web.words import small
from workflow.asking.answering import Given
from workflow.asking.questions import Question
from workflow.casework.taking import take
from workflow.clocks.planning import planning
from workflow.errors import NotFromHere, Stale, Unmet
from workflow.facts import Facts
from workflow.machine import Offer, available, known, questions_of
from workflow.rights import YOUNG_PERSON, Rights, rights
from workflow.rules.triage import ADULTHOOD

triage_pages = Blueprint("triage", __name__)
WITHOUT_QUESTIONS = "just_a_note"
AT_TOP = ("informant_kind", "informant_name", "contacted_on", "method", "outcome", "not_safe_because")
NOTES = "what_was_said"
MOVED_ON = "Nothing can be recorded here by you now: somebody has moved the request on since you opened it."
THEMSELVES = "self"  # the young person, among the people to speak to
ATTEMPTS: Mapping[str, tuple[str, str, str]] = {  # what one press records: its words, how it was tried, what came of it
    "no_answer": ("No answer", "phone", "no_answer"),
    "message": ("Left a message", "phone", "left_message"),
    "wrong_number": ("Wrong number", "phone", "wrong_number"),
    "text": ("Sent a text", "sms", "left_message"),
    "mail": ("Sent an e-mail", "email", "left_message"),
}


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody to speak to: how to reach them, and why not to, where that is so."""

    number: str
    name: str
    kind: str
    contact: Contact | None = None
    barred: tuple[str, ...] = ()


@page(triage_pages, "/requests/<reference>/triage")
def triage(visit: Visit, reference: str) -> Response:
    """Everything that triage needs, with what was typed before and not saved."""
    row, facts = request_of(visit, reference)
    waits = waiting(visit, reference, facts, TRIAGE)
    typed = _begun(visit) if waits.typed is None else waits.typed
    return _shown(visit, row, facts, typed, waits=waits)


@page(triage_pages, "/requests/<reference>/triage", methods=("POST",))
def saved(visit: Visit, reference: str) -> Response:
    """Save the call: every step that was typed, or none; or note one attempt, and keep what is typed as it is."""
    row, facts = request_of(visit, reference)
    typed, seen = visit.typed, seen_version(visit.typed)
    if "restored" in typed:
        return _shown(visit, row, facts, typed, restored=True, overtaken=is_overtaken(row, typed))
    call = Call(visit.work, reference, facts, typed)
    try:
        if "attempt" in typed:
            said = _attempted(visit, row, facts, seen)
            keep(visit, reference, facts, TRIAGE)
            return done(address(reference, TRIAGE), said)
        call.save(seen)
    except (Unmet, Stale) as refusal:
        visit.session.rollback()
        row, facts = request_of(visit, reference)
        if isinstance(refusal, Stale):
            return _shown(visit, row, facts, typed, status=409, overtaken=True)
        errors = refusal.errors or {WHO: [one.reason for one in refusal.needs]}
        return _shown(visit, row, facts, typed, errors, status=422)
    sent(visit, reference, facts, TRIAGE)
    steps = f"{call.taken} step{'s' if call.taken > 1 else ''}"
    return done(address(reference, TRIAGE), f"The call is saved, as {steps} of the record.", f"{reference}/{TRIAGE}")


def _attempted(visit: Visit, row: Request, facts: Facts, seen: int | None) -> str:
    """Record that somebody was tried today and not reached; says so. Raises what `take` raises."""
    number, _, what = str(visit.typed["attempt"]).partition(".")
    people = {one.number: one for one in _people(row, facts, rights(facts, visit.on))}
    if what not in ATTEMPTS or number not in people:
        raise Unmet({WHO: ["Choose one of the people on this page, and what came of the attempt."]})
    said, method, outcome = ATTEMPTS[what]
    name = people[number].name
    answers = {
        "informant_kind": YOUNG_PERSON if number == THEMSELVES else known(facts).contacts[name.casefold()],
        "informant_name": name,
        "contacted_on": visit.on.isoformat(),
        "method": method,
        "outcome": outcome,
    }
    take(visit.work, row.reference, "record_contact", Given(answers), seen)
    return f"{said}: {name}, today. It is recorded as an attempt."


def _shown(
    visit: Visit,
    row: Request,
    facts: Facts,
    typed: Typed,
    errors: Mapping[str, Sequence[str]] | None = None,
    status: int = 200,
    waits: Waiting | None = None,
    **told: Any,
) -> Response:
    """The page, with everything that was typed. Raises NotFromHere where something was, and nothing can be recorded."""
    form, record = Form(names(visit, facts), typed, errors or {}), so_far(visit, facts)
    offers, law = list(available(facts, visit.signed.caller, visit.on)), rights(facts, visit.on)
    may_record = _may_record(offers, typed_here=waits is None)
    drawn = _fields(visit, form, facts, record)
    return show(
        "triage.html",
        status,
        row=row,
        flags=tuple(flags(row, facts, law)),
        facts=facts,
        on=visit.on,
        rights=law,
        speak_to=[small(label("informant_kind", kind)) for kind in law.speak_to],
        people=list(_people(row, facts, law)),
        attempts={code: said for code, (said, _, _) in ATTEMPTS.items()},
        record=record,
        before=between_teams(visit, row, facts),
        may_record=may_record,
        presses=[offer for offer in offers if offer.asked.code == WITHOUT_QUESTIONS],
        other_care=url_for("steps.ask", reference=row.reference, action=TAKES[TRIAGE][-1], then=TRIAGE),
        deciding=deciding(visit, row.reference, facts, offers, record),
        planned=planning(facts, visit.on),
        errors=form.summary([field for part in drawn.values() for field in part]),
        seen=seen_version(typed) if status == 422 else row.version,
        waits=waits or waiting_as_seen(visit, row.reference, facts, TRIAGE),
        filled=waits is None,
        **drawn,
        **told,
    )


def _may_record(offers: Sequence[Offer], *, typed_here: bool) -> bool:
    may = all(any(offer.action == action for offer in offers) for action in TAKES[TRIAGE])
    if typed_here and not may:
        raise NotFromHere(MOVED_ON)
    return may


def _fields(visit: Visit, form: Form, facts: Facts, record: SoFar) -> dict[str, tuple[Field, ...]]:
    """Every field of the page, by the part of it in which it stands."""
    asked = questions_of(facts, "record_contact").questions
    contact = _under(form, CONTACT, [replace(one, shown_when=None) for one in asked if one.code not in AT_TOP])
    due = facts.person.prepares_for_adulthood(visit.on)
    questions = [one for one in record.asked if due or one.code not in ADULTHOOD]
    reviewed = [one for one in questions_of(facts, "review_provision").questions if one.may_go_unasked]
    return {
        "top": _top(form),
        "notes": tuple(one for one in contact if one.name.endswith(NOTES)),
        "more": tuple(one for one in contact if not one.name.endswith(NOTES)),
        "questions": _under(form, ANSWERS, questions),
        "reading": _under(
            form, READING, [one for one in questions_of(facts, "record_reading").questions if one.code != "note"]
        ),
        "reviews": tuple(
            field
            for item in record.items
            if item.number
            for field in _under(form, f"{PROVISION}.{item.number}", reviewed)
        ),
    }


def _under(form: Form, place: str, questions: Sequence[Question]) -> tuple[Field, ...]:
    typed: Any = form.typed
    for part in place.split("."):
        typed = typed.get(part) if isinstance(typed, Mapping) else None
    return form.fields(questions, f"{place}.", typed or {})


def _top(form: Form) -> tuple[Field, ...]:
    """What is set once for the call, and counts for every answer that says nothing else."""
    made = (
        Field("select", WHO, "Who is speaking?", options=form.names.informants),
        Field("select", METHOD, "How?", options=form.names.methods),
        Field("date", DAY, "On what day?"),
    )
    return tuple(
        replace(one, value=form.typed.get(one.name) or "", error=" ".join(form.errors.get(one.name, ())))
        for one in made
    )


def _people(row: Request, facts: Facts, law: Rights) -> Iterator[Reachable]:
    """The young person, where they speak for themselves, and the contacts; those not to be spoken to say why."""
    if YOUNG_PERSON in law.speak_to:
        name = " ".join(part for part in (facts.person.given_name, facts.person.family_name) if part)
        yield Reachable(THEMSELVES, name or "The young person", label("informant_kind", YOUNG_PERSON))
    for number, one in enumerate(row.person.contacts):
        barred = tuple(each.why for each in law.blocked if is_barred(each, one.name, one.relationship))
        kind = label("informant_kind", one.relationship)
        yield Reachable(str(number), one.name, kind, one, barred)


def _begun(visit: Visit) -> Typed:
    """A new call: today, by telephone."""
    today = parts_of(visit.on)
    return {DAY: today, METHOD: "phone", READING: {"read_on": today}}
