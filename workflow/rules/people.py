"""Is there something that bars this person from this step, whatever their role?"""

from __future__ import annotations

from collections.abc import Callable

from workflow.facts import Caller, Facts
from workflow.roles import MANAGERS, Role

Bar = Callable[[Facts, Caller], str | None]


def wrote_it(facts: Facts, caller: Caller) -> str | None:
    """Advice is checked and issued by someone who edited none of it (domain.md 9, ruling 5)."""
    wrote = caller.id in facts.draft.editors
    return "You wrote some of this version, so another person must check it." if wrote else None


def is_party_to_the_dispute(facts: Facts, caller: Caller) -> str | None:
    """A dispute is settled by someone of no team that has, refused, raised or is proposed for it (ruling 5)."""
    raised, refused = facts.last("escalate_dispute"), facts.last("refuse_transfer")
    parties = {facts.team, facts.offered_team, refused.team if refused else None}
    parties |= {raised.team, raised.value("team_proposed")} if raised else set()
    return "Your team is a party to this dispute." if caller.teams() & parties else None


def claimed_it(facts: Facts, caller: Caller) -> str | None:
    """An exception is approved by someone who did not claim it (pathway.md, claim_exception)."""
    claim = facts.last("claim_exception")
    return "You claimed this exception: another manager decides." if claim and claim.actor == caller.id else None


def holds_the_triage(facts: Facts, caller: Caller) -> str | None:
    """A decision is countersigned by a manager other than the decider (pathway.md, countersign)."""
    return "You hold this triage: another manager countersigns." if facts.member == caller.id else None


def gives_work_to_others_unasked(facts: Facts, caller: Caller) -> str | None:
    """A member takes work for themselves; managers in their teams and the DSCO give it to others."""
    found = facts.found.get("assignee")
    if found is None or found["id"] == caller.id or Role.DSCO in caller.roles:
        return None
    manages = facts.team in caller.teams(*MANAGERS)
    return None if manages else "You can take this yourself; a manager of the team can give it to someone else."
