"""In which ways might the service be broken, so that the model must notice? Each is put in by hand, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import or_, true, update

import api.actions
import api.contract
import api.drafts
import api.requests
from models import access, queries, record, work_list
from models.request import Request
from workflow import effects, holding, machine
from workflow.casework import drafting, taking
from workflow.facts import Facts
from workflow.holding import HeldBy, Holder
from workflow.roles import Where
from workflow.rules import triage
from workflow.states import Kind, State

Patch = pytest.MonkeyPatch
BREAKS: dict[str, Callable[[Patch], None]] = {}


def a_break(made: Callable[[Patch], None]) -> Callable[[Patch], None]:
    """A break by the name of its function."""
    BREAKS[made.__name__] = made
    return made


class AnyVersion(frozenset[int]):
    """Versions among which there is always the right one."""

    def __contains__(self, other: object) -> bool:
        return True


def _row(patch: Patch, state: State, action: str, **changed: Any) -> None:
    rows = machine.ROWS[state, action]
    patch.setitem(machine.ROWS, (state, action), tuple(replace(row, **changed) for row in rows))


@a_break
def a_step_leads_to_another_state(patch: Patch) -> None:
    _row(patch, State.OFFERED, "refuse_transfer", target=State.TRIAGING)


@a_break
def a_step_is_taken_by_the_wrong_role(patch: Patch) -> None:
    who = machine.ROWS[State.REVIEWING, "return_draft"][0].who
    _row(patch, State.DRAFTING, "submit_for_review", who=who)


@a_break
def who_wrote_it_may_issue_it(patch: Patch) -> None:
    _row(patch, State.REVIEWING, "issue_advice", bars=())


@a_break
def only_the_last_editor_counts_as_an_editor(patch: Patch) -> None:
    usual = drafting.save_draft

    def forgets(session: Any, key: Any, before: Any, saved: Any) -> None:
        saved.editors = [str(saved.saved_by)]
        usual(session, key, before, saved)

    patch.setattr(drafting, "save_draft", forgets)


@a_break
def any_team_may_act_for_the_holder(patch: Patch) -> None:
    usual = machine._teams

    def everywhere(facts: Any, caller: Any, where: Any) -> Any:
        return frozenset(caller.teams()) if where is Where.HOLDING else usual(facts, caller, where)

    patch.setattr(machine, "_teams", everywhere)


@a_break
def the_version_seen_is_not_looked_at(patch: Patch) -> None:
    usual = api.actions.seen_versions
    patch.setattr(api.actions, "seen_versions", lambda: None if usual() is None else AnyVersion())


@a_break
def a_draft_is_saved_over_a_newer_one(patch: Patch) -> None:
    patch.setattr(api.drafts, "seen_versions", AnyVersion)


@a_break
def a_key_is_not_looked_at(patch: Patch) -> None:
    patch.setattr(api.contract, "_idempotency_key", lambda: None)


@a_break
def a_key_answers_another_call(patch: Patch) -> None:
    patch.setattr(api.contract, "_call_digest", lambda given: bytes(32))


@a_break
def who_had_it_in_hand_still_has(patch: Patch) -> None:
    patch.setitem(
        holding.HOLDERS, HeldBy.TEAM, lambda facts, caller: Holder(facts.team or facts.last_team, facts.member)
    )


@a_break
def the_due_date_moves_with_the_transfer(patch: Patch) -> None:
    usual = machine.due_now

    def moved(facts: Facts, event: Any) -> dict[str, Any]:
        later = event.action == "accept_transfer" and facts.due_on
        return {"due_on": facts.due_on + timedelta(days=7)} if later and facts.due_on else usual(facts, event)

    patch.setattr(machine, "due_now", moved)


@a_break
def the_day_of_receipt_counts_nowhere(patch: Patch) -> None:
    usual = effects.duty
    patch.setattr(effects, "duty", lambda facts, day: replace(usual(facts, day), receipt_day_counts=False))


@a_break
def nobody_joins_at_18(patch: Patch) -> None:
    patch.setattr(effects, "_joined_at_18", lambda facts, on: {})


@a_break
def what_follows_an_interim_is_final(patch: Patch) -> None:
    patch.setattr(Facts, "kind_due", property(lambda facts: Kind.FINAL))


@a_break
def a_countersignature_never_lapses(patch: Patch) -> None:
    patch.setattr(triage, "CHANGES_ANSWERS", ("nothing",))


@a_break
def the_restricted_are_found_by_a_search(patch: Patch) -> None:
    patch.setattr(work_list, "visible", lambda signed: true())


@a_break
def the_restricted_are_shown_to_all_of_their_team(patch: Patch) -> None:
    usual = access._despite
    patch.setattr(access, "_visible", access._visible.__wrapped__)  # else what was built before is remembered
    patch.setattr(access, "_despite", lambda caller: or_(usual(caller), Request.team.in_(caller.teams())))


@a_break
def an_event_is_not_written(patch: Patch) -> None:
    usual = taking.record

    class Forgetful:
        def __init__(self, session: Any) -> None:
            self.session = session

        def execute(self, statement: Any, rows: Any) -> Any:
            lost = statement is record.INSERT_EVENT and rows[0]["action"] == "release"
            return None if lost else self.session.execute(statement, rows)

    patch.setattr(taking, "record", lambda session, *rest: usual(Forgetful(session), *rest))


@a_break
def the_version_is_not_raised(patch: Patch) -> None:
    usual = taking.record

    def forgets(session: Any, keys: Any, request: Any, decision: Any, new: Any) -> None:
        usual(session, keys, request, decision, new)
        if request is not None and decision.event.action == "restrict":
            same = (Request.authority_id == request.authority_id, Request.id == request.id)
            session.execute(update(Request).where(*same).values(version=request.version - 1))

    patch.setattr(taking, "record", forgets)


@a_break
def the_history_is_ordered_by_the_clock(patch: Patch) -> None:
    def by_time(session: Any, key: Any) -> list[Any]:
        return sorted(queries.past(session, key), key=lambda event: event.at)

    patch.setattr(api.requests, "queries", SimpleNamespace(past=by_time))
