"""What does a form offer to choose from beside its questions' own options: teams, people, what the request holds?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Row

from config.authorities import ASSESSING_KINDS, FRONT_DOOR_TEAM, Team
from models.user import members
from web.forms.form import Names
from web.pages import Visit
from web.supporters import supporters
from web.words import day, referral
from workflow.asking.question_sets import question_sets
from workflow.asking.questions import Option
from workflow.documents import documents
from workflow.existing_advice import NUMBER
from workflow.facts import Facts
from workflow.history import PARENTS
from workflow.referrals import referrals
from workflow.rights import Blocked, blocked

REFERRALS = ("referral_number", "chased_referral")  # the questions that mean a referral on the request
WHO_TOLD, HOW = "informant_kind", "method"
TEAMS: dict[str, tuple[str, ...]] = {  # which kinds of team a question can mean
    "offered_team": ASSESSING_KINDS,
    "lead_team": ASSESSING_KINDS,
    "team_proposed": (*ASSESSING_KINDS, FRONT_DOOR_TEAM),
    "front_door_team": (FRONT_DOOR_TEAM,),
}
WORKS_IN: dict[str, Callable[[Facts], str | None]] = {  # in which team the person works whom a question means
    "worker": lambda facts: facts.offered_team,
    "assignee": lambda facts: facts.team,
}


def names(visit: Visit, facts: Facts) -> Names:
    """What a form of this request offers."""
    contact = question_sets()["record_contact"].by_code
    teams = tuple(facts.authority.teams.values())
    people = members(visit.session, visit.signed.authority_id, None)
    own = {code: tuple(_named(one) for one in teams if one.kind in kinds) for code, kinds in TEAMS.items()}
    for code, team_of in WORKS_IN.items():
        if team := team_of(facts):
            own[code] = tuple(_of_each(facts, [one for one in people if one.team == team]))
    own["lead_professional"] = supporters(visit).people
    return Names(
        teams=tuple(map(_named, teams)),
        people=tuple(_of_each(facts, people)),
        informants=(*_contacts(visit, facts), *contact[WHO_TOLD].options),
        methods=contact[HOW].options,
        own=own
        | {"provision_item": in_place(facts), NUMBER: _documents(facts)}
        | dict.fromkeys(REFERRALS, _referrals(facts)),
    )


def in_place(facts: Facts) -> tuple[Option, ...]:
    """The care in place that the request lists, by its number there."""
    items = facts.value("provision_in_place") or []
    return tuple(Option(str(n), f"{n}. {item['text']}") for n, item in enumerate(items, start=1))


def _referrals(facts: Facts) -> tuple[Option, ...]:
    """The referrals on the request, by their number there."""
    said = ((one.number, referral(one.kind), day(one.referred_on)) for one in referrals(facts.history))
    return tuple(Option(str(number), f"{number}. {kind}, {on}") for number, kind, on in said)


def _documents(facts: Facts) -> tuple[Option, ...]:
    """The documents on the request, by their number there."""
    return tuple(Option(str(one["number"]), f"{one['number']}. {one['name']}") for one in documents(facts.history))


def is_barred(one: Blocked, name: str, relationship: str) -> bool:
    """Whether somebody who is not to be spoken to is this contact."""
    return one.who == name or (one.who == "parents" and relationship in PARENTS)


def _contacts(visit: Visit, facts: Facts) -> Iterator[Option]:
    not_to = blocked(facts, visit.on)
    for one in facts.person.contacts:
        stop = any(is_barred(who, one.name, one.relationship) for who in not_to)
        yield Option(one.name, f"{one.name} ({one.relationship.replace('_', ' ')}){': do not contact' if stop else ''}")


def _named(team: Team) -> Option:
    return Option(team.code, team.name)


def _of_each(facts: Facts, people: Sequence[Row[str, str, str]]) -> Iterator[Option]:
    """Each person once, with every team they work in."""
    teams: dict[tuple[str, str], list[str]] = {}
    for email, name, team in people:
        known = facts.authority.team(team)
        teams.setdefault((email, name), []).append(known.name if known else team)
    return (Option(email, f"{name}, {' and '.join(sorted(of))}") for (email, name), of in teams.items())
