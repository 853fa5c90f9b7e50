"""Which lists of work are there for somebody, and which requests stand on each?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, String, and_, case, cast, false, func, or_, select, true

from models.access import CASE_ROLES, SignedIn
from models.advice import AdviceVersion, Draft
from models.event import Event
from models.request import Request
from workflow.asking.question_sets import question_sets
from workflow.facts import Caller
from workflow.machine import ROWS
from workflow.marks import CLAIMED
from workflow.next_step import LEADS_ON
from workflow.pathway import CHECKERS, EVER_MAY
from workflow.roles import MANAGERS, OVERSIGHT, PRACTICE, SEND, SOCIAL_CARE, By, Role, Where
from workflow.states import State

WEEK, LATELY = timedelta(days=7), timedelta(weeks=12)
CLAIMABLE = [one.code for one in question_sets()["claim_exception"].by_code["exception_clock"].options]
OF_REQUEST = and_(Event.authority_id == Request.authority_id, Event.request_id == Request.id)


class View(StrEnum):
    """A list of work by name."""

    MINE = "mine"
    INBOX = "inbox"
    OFFERED = "offered"
    RETURNED = "returned"
    REVIEW = "review"
    LATE = "late"
    WEEK = "week"
    ISSUED = "issued"
    ALL = "all"


ROLES: dict[View, frozenset[Role]] = {  # whose lists they are
    View.MINE: frozenset(CASE_ROLES) - {Role.AUDITOR},
    View.INBOX: SEND | SOCIAL_CARE,
    View.OFFERED: PRACTICE,
    View.RETURNED: SEND | SOCIAL_CARE,
    View.REVIEW: EVER_MAY["return_draft"],
    View.LATE: frozenset(CASE_ROLES),
    View.WEEK: frozenset(CASE_ROLES),
    View.ISSUED: SEND,
    View.ALL: frozenset(CASE_ROLES),
}


def views(caller: Caller) -> tuple[View, ...]:
    """The lists that are of use to this person."""
    return tuple(view for view in View if caller.roles & ROLES[view])


def on_view(signed: SignedIn, view: View, on: date) -> ColumnElement[bool]:
    """Whether an open request stands on this list; on that of issued advice, whether any request does."""
    caller = signed.caller
    match view:
        case View.MINE:
            return or_(*_named(caller))
        case View.INBOX:
            return and_(Request.team.in_(caller.teams(*SEND, *SOCIAL_CARE)), Request.member_id.is_(None))
        case View.OFFERED:
            return and_(Request.state == State.OFFERED.value, Request.offered_team.in_(caller.teams(*PRACTICE)))
        case View.RETURNED:
            return _sent_back(caller)
        case View.REVIEW:
            return _to_check(caller)
        case View.LATE:
            return and_(near(caller), Request.due_on < on, _nothing_issued(), Request.excused_on.is_(None))
        case View.WEEK:
            return and_(near(caller), Request.due_on.between(on, on + WEEK), _nothing_issued())
        case View.ISSUED:
            return issued_since(signed, on - LATELY)
    return true()


def issued_since(signed: SignedIn, day: date) -> ColumnElement[bool]:
    """Whether advice that their SEND team asked for was issued since a day, and the request is not closed."""
    of_late = (AdviceVersion.authority_id == signed.authority_id, AdviceVersion.issued_on >= day)
    which = Request.id.in_(select(AdviceVersion.request_id).where(*of_late))
    return and_(Request.requesting_team.in_(signed.caller.teams(*SEND)), Request.team.is_not(None), which)


def near(caller: Caller) -> ColumnElement[bool]:
    """Whether a request is work of this person's teams, or names them; oversight is over all."""
    if caller.roles & OVERSIGHT:
        return true()
    teams = caller.teams(*CASE_ROLES)
    asked = Request.requesting_team.in_(caller.teams(*SEND))
    return or_(Request.team.in_(teams), Request.offered_team.in_(teams), asked, *_named(caller))


def waits_for_them(signed: SignedIn) -> ColumnElement[bool]:
    """Whether an open request waits for this very person."""
    me = signed.caller.id
    reviewing, sent_back = Request.state == State.REVIEWING.value, Request.state == State.RETURNED.value
    hand = case(
        (reviewing, Request.reviewer_id == me),
        (sent_back, func.coalesce(Request.member_id, Request.requester_id) == me),
        else_=Request.member_id == me,
    )
    todo = or_(and_(hand, _could_do(signed.caller, Where.ANYWHERE)), _asked_a_question(signed.caller))
    return and_(or_(*_named(signed.caller)), todo)


def waits_for_their_team(signed: SignedIn) -> ColumnElement[bool]:
    """Whether an open request waits for anybody of their teams: nobody has it in hand, or a manager decides."""
    caller = signed.caller
    nobody = case(
        (Request.state == State.REVIEWING.value, Request.reviewer_id.is_(None)),
        (Request.state == State.OFFERED.value, true()),
        else_=Request.member_id.is_(None),
    )
    theirs = _could_do(caller, but=State.RETURNED)  # that is for who asked
    return or_(and_(nobody, theirs), _exception_waits(caller), _dispute_waits(signed))


def _named(caller: Caller) -> tuple[ColumnElement[bool], ...]:
    return Request.member_id == caller.id, Request.reviewer_id == caller.id, Request.requester_id == caller.id


def _could_do(caller: Caller, *anywhere: Where, but: State | None = None) -> ColumnElement[bool]:
    """Whether one of the steps that lead on from where it stands is a step for this person's roles and teams."""
    made = []
    for state, actions in LEADS_ON.items():
        who = {one for action in actions for row in ROWS[state, action] for one in row.who}
        if state is not but and (
            places := [place for one in who if (place := _place(caller, one, anywhere)) is not None]
        ):
            mine = and_(Request.state == state.value, or_(*places))
            made.append(and_(mine, ~_wrote(caller)) if state is State.REVIEWING else mine)
    return or_(false(), *made)


def _place(caller: Caller, one: By, anywhere: Iterable[Where]) -> ColumnElement[bool] | None:
    """Whether it stands where this role must be held."""
    teams = caller.teams(*one.roles)
    if not teams:
        return None
    if one.where in anywhere:
        return true()
    columns = {
        Where.HOLDING: Request.team,
        Where.OFFERED: Request.offered_team,
        Where.REQUESTING: Request.requesting_team,
    }
    column = columns.get(one.where)
    return column.in_(teams) if column is not None else None


def _wrote(caller: Caller) -> ColumnElement[bool]:
    """Whether they edited the draft: somebody else checks it. Of the one draft: EXISTS would read all of them."""
    of_draft = and_(Draft.authority_id == Request.authority_id, Draft.request_id == Request.id)
    editors = select(cast(Draft.editors, String)).where(of_draft).correlate(Request).scalar_subquery()
    return func.coalesce(editors, "").contains(str(caller.id), autoescape=True)


def _to_check(caller: Caller) -> ColumnElement[bool]:
    theirs = Request.reviewer_id == caller.id
    roles = next(one.roles for one in CHECKERS if one.where is Where.HOLDING)
    anybodys = and_(Request.reviewer_id.is_(None), Request.team.in_(caller.teams(*roles)))
    return and_(Request.state == State.REVIEWING.value, or_(theirs, anybodys), ~_wrote(caller))


def _sent_back(caller: Caller) -> ColumnElement[bool]:
    """A request that came back to who asked for it, with a question or as incomplete; a draft, to who wrote it."""
    arrived = (Event.target == State.DRAFTING.value, Event.source != State.DRAFTING.value)
    came_by = select(Event.action).where(OF_REQUEST, *arrived).order_by(Event.seq.desc()).limit(1).scalar_subquery()
    draft = and_(Request.state == State.DRAFTING.value, Request.member_id == caller.id, came_by == "return_draft")
    asker = func.coalesce(Request.member_id, Request.requester_id) == caller.id
    return or_(draft, and_(Request.state == State.RETURNED.value, asker), _asked_a_question(caller))


def _asked_a_question(caller: Caller) -> ColumnElement[bool]:
    """Social care asked the SEND team something for which this person is to answer."""
    asked = case((Event.action == "ask_requester", 1), else_=-1)
    both = Event.action.in_(("ask_requester", "answer_requester"))
    unanswered = select(func.sum(asked)).where(OF_REQUEST, both).scalar_subquery() > 0
    theirs = and_(Request.requester_id == caller.id, Request.requesting_team.in_(caller.teams(*SEND)))
    return and_(theirs, unanswered)


def _exception_waits(caller: Caller) -> ColumnElement[bool]:
    """A lawful exception was claimed, by somebody else, and a manager of theirs decides on it."""
    leaders = caller.teams(*MANAGERS - SEND)
    decides = or_(Request.team.in_(leaders), Request.requesting_team.in_(caller.teams(Role.SEND_MANAGER)))
    claimed = or_(*(Request.marks[CLAIMED + clock].as_string().is_not(None) for clock in CLAIMABLE))
    claims = (OF_REQUEST, Event.action == "claim_exception")
    claimant = select(Event.actor_id).where(*claims).order_by(Event.seq.desc()).limit(1).scalar_subquery()
    return and_(decides, claimed, claimant != caller.id) if caller.roles & MANAGERS else false()


def _dispute_waits(signed: SignedIn) -> ColumnElement[bool]:
    """Teams disagree, and the DSCO or whom the authority names decides, unless their own team is one of them."""
    named, caller = signed.authority.disputes, signed.caller
    decider = named.role is not None and named.team in caller.teams(Role(named.role))
    teams = caller.teams()
    party = or_(Request.team.in_(teams), func.coalesce(Request.offered_team, "").in_(teams))
    return and_(Request.in_dispute, ~party) if decider or Role.DSCO in caller.roles else false()


def _nothing_issued() -> ColumnElement[bool]:
    return and_(Request.interim_on.is_(None), Request.issued_on.is_(None))
