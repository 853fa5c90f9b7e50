"""Take in the term's list of annual reviews, with the screenings that it carries, or nothing of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from config.clock import day_of
from config.faults import Fault
from models import identity, lookups, person, review_list
from models.base import new_id
from models.review import ADD_REVIEWS, CHANGE_REVIEW
from models.review_list import Standing
from workflow.asking.answering import Given
from workflow.casework.panel_list import ASK, Line, Loaded, marks
from workflow.casework.same_review import SOMEBODY_ELSE, Listed, key_of, matched, misplaced, named_by
from workflow.casework.screening import Outcome, ToScreen, answered, screen_all
from workflow.casework.taking import NOBODY
from workflow.casework.work import Work
from workflow.errors import Unmet
from workflow.facts import Facts
from workflow.history import Answer
from workflow.lists.columns import ID, REVIEWS, SCREENINGS, refusal, twice
from workflow.lists.sheet import Row
from workflow.machine import decide, known_action


def list_reviews(work: Work, data: bytes) -> Loaded:
    """List the review of every line, or move its meeting, and screen it if the line says how.

    Raises NeverYours; Unmet with every fault by line, and then none of it may be kept.
    """
    known_action(ASK, work.signed.caller)
    review_list.one_list_at_a_time(work.session, work.signed)
    rows, faults = REVIEWS.rows(data)
    given = [(row, REVIEWS.given(row, day_of(work.at))) for row in rows]
    faults += twice(((row, marks(one, one.answers.get("review_meeting_on"))) for row, one in given), "meeting")
    faults += twice(((row, [(key,)] if (key := key_of(row)) else []) for row in rows), ID)
    reviews = review_list.named(work.session, work.signed, {key for row in rows if (key := key_of(row))})
    listed = []
    for row, one in given:
        line, wrong = _read(work, row, one, reviews)
        faults += wrong
        listed += [line] if line else []
    at_fault = {fault.line for fault in faults}
    loaded, wrong = _kept(work, [one for one in listed if one.row.line not in at_fault])
    if faults + wrong:
        raise refusal(faults + wrong)
    return loaded


def _read(work: Work, row: Row, given: Given, reviews: Mapping[UUID, Standing]) -> tuple[Listed | None, list[Fault]]:
    """A line as it can be listed, or every fault of it."""
    named, faults = named_by(row, reviews)
    said = given.answers.get("person")
    like = lookups.people_like(work.session, work.signed, said, named.person_id if named else None)
    if named and identity.is_somebody_else(like[0].person, said or {}):
        faults.append(Fault(row.line, ID, SOMEBODY_ELSE))
    if named:
        given = replace(given, answers={**given.answers, "person": {**identity.named(like[0].person), **(said or {})}})
    same = next((one.person for one in like if one.known), None)
    facts = Facts(authority=work.signed.authority, person=same.as_facts() if same else NOBODY)
    screening, wrong = _screening(work, row, facts)
    try:
        decision = decide(facts, work.signed.caller, ASK, given, work.at)
    except Unmet as refused:
        return None, [*faults, *wrong, *REVIEWS.faults_of(row, refused)]
    faults += wrong
    return (None if faults else Listed(row, decision, like, named, screening)), faults


def _screening(work: Work, row: Row, facts: Facts) -> tuple[Mapping[str, Answer] | None, list[Fault]]:
    """What a line says of the screening, if it says anything; half of one is a fault by its columns."""
    if not row.cells.keys() & SCREENINGS.columns.keys():
        return None, []
    try:
        return answered(facts, SCREENINGS.said(row), work.at), []
    except Unmet as wrong:
        return None, SCREENINGS.faults_of(row, wrong)


def _kept(work: Work, listed: Sequence[Listed]) -> tuple[Loaded, list[Fault]]:
    """Every line listed and screened; with a fault of any, there is nothing to be kept."""
    days = [one.meeting for one in listed]
    standing = review_list.around(work.session, work.signed, min(days), max(days)) if days else []
    means = matched(listed, standing)
    wrong = misplaced(listed, means, standing)
    right = [one for one in listed if one.row.line not in wrong]
    review_list.lock(work.session, work.signed, {review.id for review in means.values()})
    lines = _listed(work, right, means)
    said = [(one.row, line.review, one.screening) for one, line in zip(right, lines, strict=True)]
    asked = [ToScreen(row, review, screening) for row, review, screening in said if review and screening]
    screened, faults = screen_all(work, asked)
    return Loaded(tuple(_with(line, screened.get(line.line)) for line in lines)), [*wrong.values(), *faults]


def _with(line: Line, screened: Outcome | None) -> Line:
    return replace(line, screening=screened.word, reference=screened.reference) if screened else line


def _listed(work: Work, listed: Sequence[Listed], means: Mapping[int, Standing]) -> list[Line]:
    """Every line as it is kept: a review listed before, one whose meeting has moved, or a new one."""
    added: dict[tuple[str, str], UUID] = {}
    lines: list[Line] = []
    moves: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    for one in listed:
        before = means.get(one.row.line)
        if before is None:
            new.append(_new_review(work, one, _person_of(work, one, added)))
            lines.append(Line(one.row.line, "new", new[-1]["id"]))
            continue
        _learn(work, one, before.person_id)
        setting = one.said.get("setting") or before.setting
        if (one.meeting, setting) != (before.meeting_on, before.setting):
            which = {"its_authority": work.signed.authority_id, "its_id": before.id}
            moves.append({**which, "meeting_on": one.meeting, "setting": setting})
        lines.append(Line(one.row.line, "moved" if one.meeting != before.meeting_on else "already_listed", before.id))
    if moves:
        work.session.execute(CHANGE_REVIEW, moves)
    if new:
        work.session.execute(ADD_REVIEWS, new)
    return lines


def _person_of(work: Work, one: Listed, added: dict[tuple[str, str], UUID]) -> UUID:
    """The person of a line: known, added for an earlier line of this list, or new."""
    marks = identity.marks(one.said)
    known = next((like.person.id for like in one.like if like.known), None)
    if known:
        _learn(work, one, known)
    again = known or next((added[mark] for mark in marks if mark in added), None)
    key = again or person.add(work.session, work.signed.authority_id, one.said, day_of(work.at))
    added.update(dict.fromkeys(marks, key))
    return key


def _learn(work: Work, one: Listed, key: UUID) -> None:
    """Keep what a list says of somebody for whom nobody asked yet; after that steps say it, and the record has it."""
    like = next((like for like in one.like if like.person.id == key), None)
    if like and not like.asked_for:
        person.put_right(work.session, like.person, one.said, day_of(work.at))


def _new_review(work: Work, one: Listed, person_id: UUID) -> dict[str, Any]:
    return {
        "authority_id": work.signed.authority_id,
        "id": new_id(),
        "person_id": person_id,
        "meeting_on": one.meeting,
        "requesting_team": one.decision.event.team,
        "setting": one.said.get("setting"),
        "listed_on": day_of(work.at),
        "listed_by": work.signed.caller.id,
        "needs_identified": None,
        "screened_on": None,
        "decided_by": None,
        "request_id": None,
    }
