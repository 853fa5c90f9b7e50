"""Take in a whole list, or nothing of it: the term's annual reviews, or a panel's newly agreed assessments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from config.clock import day_of
from models import lookups, person, review_list
from models.base import new_id
from models.lookups import Like
from models.review import ADD_REVIEWS, MOVE_REVIEW
from models.review_list import Standing
from workflow.answering import Given
from workflow.casework import NOBODY, ask
from workflow.errors import Unmet
from workflow.facts import Facts
from workflow.lists import REQUESTS, REVIEWS, refusal, twice
from workflow.machine import Decision, decide, known_action
from workflow.sheet import Row
from workflow.work import Work

ASK = "request_advice"  # a line is taken if advice could be asked for with what it says


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a line: of which review, or of which request by its reference."""

    line: int
    outcome: str
    review: UUID | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A list that was taken in, line by line."""

    lines: tuple[Line, ...]

    def counts(self) -> dict[str, int]:
        """How many lines came out how."""
        return dict(Counter(line.outcome for line in self.lines))


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list of reviews that can be taken: what it says, and whom it may mean."""

    row: Row
    decision: Decision
    like: Sequence[Like]

    @property
    def said(self) -> dict[str, Any]:
        """What it says of the person."""
        return self.decision.event.value("person") or {}

    @property
    def meeting(self) -> date:
        """The day of the meeting."""
        day = self.decision.event.day("review_meeting_on")
        if day is None:
            raise RuntimeError("A list of reviews is taken only with the day of every meeting.")
        return day


def ask_for_all(work: Work, data: bytes) -> Loaded:
    """Ask for advice for every line, unless it was asked for. Raises NeverYours; Unmet with every fault by line."""
    known_action(ASK, work.signed.caller)
    review_list.one_list_at_a_time(work.session, work.signed)
    rows, faults = REQUESTS.rows(data)
    given = [(row, REQUESTS.given(row, day_of(work.at))) for row in rows]
    faults += twice(((row, _marks(one, one.answers.get("reason"))) for row, one in given), "reason")
    lines = []
    for row, one in given:
        try:
            lines.append(_asked(work, row.line, one))
        except Unmet as wrong:
            faults += REQUESTS.faults_of(row, wrong)
    if faults:
        raise refusal(faults)
    return Loaded(tuple(lines))


def _asked(work: Work, line: int, given: Given) -> Line:
    """One line asked for, unless it was; a line that changes nothing is checked all the same."""
    said, reason = given.answers.get("person"), given.answers.get("reason")
    live = lookups.live_request(work.session, work.signed, said, reason)
    if live:
        decide(Facts(authority=work.signed.authority), work.signed.caller, ASK, given, work.at)
        return Line(line, "already_asked", reference=live)
    reference, _ = ask(work, given)
    return Line(line, "new", reference=reference)


def list_reviews(work: Work, data: bytes) -> Loaded:
    """List the reviews of every line, or move their meetings. Raises NeverYours; Unmet with every fault by line."""
    known_action(ASK, work.signed.caller)
    review_list.one_list_at_a_time(work.session, work.signed)
    rows, faults = REVIEWS.rows(data)
    given = [(row, REVIEWS.given(row, day_of(work.at))) for row in rows]
    faults += twice(((row, _marks(one, one.answers.get("review_meeting_on"))) for row, one in given), "meeting")
    listed = []
    for row, one in given:
        like = lookups.people_like(work.session, work.signed, one.answers.get("person"))
        same = next((one.person for one in like if one.known), None)
        facts = Facts(authority=work.signed.authority, person=same.as_facts() if same else NOBODY)
        try:
            listed.append(Listed(row, decide(facts, work.signed.caller, ASK, one, work.at), like))
        except Unmet as wrong:
            faults += REVIEWS.faults_of(row, wrong)
    if faults:
        raise refusal(faults)
    return Loaded(tuple(_kept(work, listed)))


def _marks(given: Given, what: Any) -> list[tuple[Any, ...]]:
    """What a line is told apart by from another line with the same meeting or reason."""
    plain = lookups.searched(given.answers.get("person"))
    alone = person.name_alone(plain)
    marks = [("alone", alone)] if alone else person.marks(plain)
    return [(*mark, what) for mark in marks]


def _kept(work: Work, listed: Sequence[Listed]) -> list[Line]:
    """Every line as it is kept: a review listed before, one whose meeting has moved, or a new one."""
    days = [one.meeting for one in listed]
    standing = review_list.around(work.session, work.signed, min(days), max(days)) if days else []
    matched = _matched(listed, standing)
    added: dict[tuple[str, str], UUID] = {}
    lines: list[Line] = []
    moves: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    for one in listed:
        before = matched.get(one.row.line)
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
        work.session.execute(MOVE_REVIEW, moves)
    if new:
        work.session.execute(ADD_REVIEWS, new)
    return lines


def _matched(listed: Iterable[Listed], standing: Iterable[Standing]) -> dict[int, Standing]:
    """Which review each line means: that of the same day first, else the nearest that no other line means.

    A review whose request has been issued or closed is over: another meeting is another review.
    """
    free: dict[UUID, list[Standing]] = {}
    for review in standing:
        free.setdefault(review.person_id, []).append(review)
    matched: dict[int, Standing] = {}
    for exact in (True, False):
        for one in listed:
            theirs = [review for like in one.like for review in free.get(like.person.id, ())]
            fitting = [review for review in theirs if _fits(review, one.meeting, exact)]
            if one.row.line not in matched and fitting:
                nearest = min(fitting, key=lambda review: abs(review.meeting_on - one.meeting))
                matched[one.row.line] = nearest
                free[nearest.person_id].remove(nearest)
    return matched


def _fits(review: Standing, meeting: date, exact: bool) -> bool:
    if exact:
        return review.meeting_on == meeting
    return not review.settled and abs(review.meeting_on - meeting) <= review_list.SAME_MEETING


def _person_of(work: Work, one: Listed, added: dict[tuple[str, str], UUID]) -> UUID:
    """The person of a line: known, added for an earlier line of this list, or new."""
    marks = person.marks(one.said)
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
