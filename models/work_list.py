"""Which requests await somebody: what is owed first, soonest due first?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, null, or_, select, tuple_
from sqlalchemy.orm import Session, aliased, joinedload

from models import queries
from models.access import SignedIn, visible
from models.advice import AdviceVersion, Draft
from models.event import Event
from models.identity import matching
from models.person import Person
from models.request import Request
from models.user import User
from models.work_views import View, near, on_view
from workflow.clocks.standing import status
from workflow.facts import Draft as AsEdited
from workflow.facts import Facts
from workflow.history import Event as Happened
from workflow.next_step import READ, next_step
from workflow.since import SAID, said_since
from workflow.states import Capacity, Kind, State

PROTECTED = "protected_address"
PER_PAGE = 25
Ended = tuple[bool, date, UUID]  # where a page of a list ended: whether advice was issued, when it is due, its key
TOLD = tuple({*READ, *SAID})
OF_REQUEST = and_(AdviceVersion.authority_id == Request.authority_id, AdviceVersion.request_id == Request.id)
ISSUED = select(func.max(AdviceVersion.issued_on)).where(OF_REQUEST).correlate(Request).scalar_subquery()
FEW = 500  # people whom the words of a search may mean, and whose requests are looked up one by one


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for. `after` is where the page before ended, by the columns that the list is sorted by."""

    states: tuple[str, ...] = ()
    team: str | None = None
    mine: bool = False
    due_before: date | None = None
    reason: str | None = None
    q: str | None = None
    after: Ended | tuple[date, UUID] | None = None
    per_page: int = PER_PAGE
    restricted: bool = False
    open: bool = False
    newest: bool = False

    @property
    def sorted_by(self) -> tuple[ColumnElement[Any], ...]:
        """By due date, of open requests those without advice first; or by the day of issue, the newest first."""
        if self.newest:
            return ISSUED.desc(), Request.id.desc()
        by_day = (Request.sorts_on.expression, Request.id.expression)
        return (Request.is_met.expression, *by_day) if self.open else by_day


@dataclass(frozen=True, slots=True)
class Line:
    """A request as a row of a page: who it is about, who has it, and what this person can do next, if anything.

    `issued`: the day of its newest advice, on a list of that. `said_since`: what was said to the team that has it, on
    which that has not acted yet.
    """

    request: Request
    given_name: str | None
    family_name: str | None
    born: date | None
    protected: bool
    holder: str | None
    facts: Facts
    next_step: str | None
    issued: date | None
    said_since: tuple[Happened, ...]


def listed(session: Session, signed: SignedIn, wanted: Wanted) -> list[Any]:
    """A page of requests that the caller may see, by due date; one more than the page when there are more."""
    person = aliased(Person)
    query: Any = (
        select(Request, person.given_name, person.family_name, person.date_of_birth)
        .join(person, and_(person.authority_id == Request.authority_id, person.id == Request.person_id))
        .options(joinedload(Request.member), joinedload(Request.reviewer))
        .where(Request.authority_id == signed.authority_id, visible(signed), *_filters(signed, wanted, person))
        .order_by(*wanted.sorted_by)
        .limit(wanted.per_page + 1)
    )
    return list(session.execute(query))


def lines(
    session: Session, signed: SignedIn, on: date, wanted: Wanted, *where: ColumnElement[bool]
) -> tuple[list[Line], Ended | None]:
    """A page of the requests of which all this is true; and where it ended, if there are more.

    Two statements, however long it is: the rows, and the few events on which somebody may have to act. Words to search
    for take one more.
    """
    holder, person = aliased(User), aliased(Person)
    issued = ISSUED if wanted.newest else null()
    told = person.details[PROTECTED].as_boolean()
    q = _means(session, signed, wanted.q) if wanted.q else None
    wanted = replace(wanted, q=None) if q is not None else wanted
    about = (person.given_name, person.family_name, person.date_of_birth, told)
    query: Any = (
        select(Request, *about, holder.name, Draft.editors, issued)
        .join(person, and_(person.authority_id == Request.authority_id, person.id == Request.person_id))
        .outerjoin(holder, and_(holder.authority_id == Request.authority_id, holder.id == Request.member_id))
        .outerjoin(Draft, and_(Draft.authority_id == Request.authority_id, Draft.request_id == Request.id))
        .where(Request.authority_id == signed.authority_id, *where, visible(signed))
        .where(*_filters(signed, wanted, person), *([] if q is None else [q]))
        .order_by(*wanted.sorted_by)
        .limit(wanted.per_page + 1)
    )
    rows: Sequence[Any] = session.execute(query).all()
    shown = rows[: wanted.per_page]
    ids = [row[0].id for row in shown]
    pasts = queries.pasts(session, signed.authority_id, ids, TOLD, beside=_acted(signed.authority_id, ids))
    last = shown[-1] if len(rows) > wanted.per_page else None
    made = [_line(signed, on, row, pasts.get(row[0].id, ())) for row in shown]
    return made, (last[0].is_met, last[-1] or last[0].sorts_on, last[0].id) if last else None


def _acted(authority_id: int, ids: Sequence[UUID]) -> Any:
    """The number of the last step by which the team that has each of these requests acted on it."""
    holds = and_(Request.authority_id == Event.authority_id, Request.id == Event.request_id, Request.team == Event.team)
    of = (Event.authority_id == authority_id, Event.request_id.in_(ids), Event.action.not_in(SAID))
    return select(Event.request_id, func.max(Event.seq)).join(Request, holds).where(*of).group_by(Event.request_id)


def _means(session: Session, signed: SignedIn, words: str) -> ColumnElement[bool] | None:
    """Whether a request is of that reference, or of one of the few people whom these words may mean.

    None when they may mean many: then the list itself finds a page of them sooner than anybody could name them all.
    """
    words = words.strip()
    whom = select(Person.id).where(Person.authority_id == signed.authority_id, or_(*matching(words, Person)))
    people = session.scalars(whom.limit(FEW + 1)).all()
    if len(people) > FEW:
        return None
    return or_(Request.reference == words.upper(), Request.person_id.in_(people))


def _line(signed: SignedIn, on: date, row: Any, past: Sequence[Happened]) -> Line:
    one, given, family, born, protected, holder, editors, issued = row
    facts = _facts(signed, one, past, frozenset(UUID(editor) for editor in editors or ()))
    late = status(one.dates(signed.authority), on) == "overdue"
    following = next_step(facts, signed.caller, one.marks, on, late)
    said = said_since(past, one.team) if one.is_open else ()
    return Line(one, given, family, born, bool(protected), holder, facts, following, issued, said)


def _facts(signed: SignedIn, row: Request, past: Sequence[Happened], editors: frozenset[UUID]) -> Facts:
    """What a row tells of a request, with those of its events that somebody may have to act on."""
    return Facts(
        authority=signed.authority,
        state=State(row.state),
        reason=row.reason,
        service=row.service,
        team=row.team,
        member=row.member_id,
        last_team=row.last_team,
        offered_team=row.offered_team,
        front_door=row.front_door,
        requesting_team=row.requesting_team,
        reviewer=row.reviewer_id,
        kind=Kind(row.kind) if row.kind else None,
        capacity=Capacity(row.capacity) if row.capacity else None,
        restricted=row.restricted,
        closed_from=State(row.closed_from) if row.closed_from else None,
        history=tuple(one for one in past if row.in_dispute or one.action != "escalate_dispute"),
        draft=AsEdited(editors=editors),
    )


@dataclass(frozen=True, slots=True)
class Stays:
    """What a leaver has beside what they hold: drafts that wait for their check, and open requests they asked for."""

    to_check: int
    asked_for: int


def held_by(email: str) -> ColumnElement[bool]:
    """Whether the person of that e-mail address has it in hand."""
    who = select(User.id).where(User.authority_id == Request.authority_id, User.email == email)
    return Request.member_id == who.scalar_subquery()


def stays(session: Session, signed: SignedIn, email: str) -> Stays:
    """What does not move with a leaver's work."""
    who = select(User.id).where(User.authority_id == Request.authority_id, User.email == email).scalar_subquery()
    checks = func.count().filter(Request.state == State.REVIEWING.value, Request.reviewer_id == who)
    asked = func.count().filter(Request.requester_id == who)
    of = (Request.authority_id == signed.authority_id, Request.is_open, visible(signed))
    return Stays(*session.execute(select(checks, asked).where(*of)).one())


def counts(session: Session, signed: SignedIn, on: date, views: Sequence[View]) -> Mapping[View, int]:
    """How many open requests stand on each of these lists, in one statement."""
    counted = [view for view in views if view not in (View.ISSUED, View.ALL)]  # these are too many to count each time
    columns = [func.count().filter(on_view(signed, view, on)).label(view.value) for view in counted]
    of = (Request.authority_id == signed.authority_id, Request.is_open, near(signed.caller), visible(signed))
    row = session.execute(select(*columns).where(*of)).one()
    return {view: row._mapping[view.value] for view in counted}


def _theirs_to_check(signed: SignedIn) -> ColumnElement[bool]:
    """Whether it waits for the check of this very person, by name; a closed one remembers who was to check it."""
    return and_(Request.is_open, Request.state == State.REVIEWING.value, Request.reviewer_id == signed.caller.id)


def _filters(signed: SignedIn, wanted: Wanted, person: Any) -> list[ColumnElement[bool]]:
    """The clauses of a list, those that are asked for."""
    words = (wanted.q or "").strip()
    by = wanted.sorted_by
    place = tuple_(*(wanted.after or ())[-len(by) :])
    clauses: tuple[tuple[object, Callable[[], ColumnElement[bool]]], ...] = (
        (wanted.open, lambda: Request.is_open.expression),
        (wanted.states, lambda: Request.state.in_(wanted.states)),
        (wanted.team, lambda: or_(Request.team == wanted.team, Request.offered_team == wanted.team)),
        (wanted.mine, lambda: or_(Request.member_id == signed.caller.id, _theirs_to_check(signed))),
        (wanted.due_before, lambda: Request.due_on < wanted.due_before),
        (wanted.reason, lambda: Request.reason == wanted.reason),
        (wanted.restricted, lambda: Request.restricted.is_(True)),
        (words, lambda: or_(Request.reference == words.upper(), *matching(words, person))),
        (wanted.after and not wanted.newest, lambda: tuple_(*by) > place),
        (wanted.after and wanted.newest, lambda: tuple_(ISSUED, Request.id) < place),
    )
    return [clause() for asked, clause in clauses if asked]
