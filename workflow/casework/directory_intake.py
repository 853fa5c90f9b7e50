"""How is an authority's directory replaced by a newer one: whole, or not at all?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from config.clock import day_of
from models import directory
from workflow.directory.services import Service

Counts = dict[str, int]


def put_in_place(session: Session, authority_id: int, services: Sequence[Service], at: datetime) -> Counts:
    """Put a directory in the place of the one before; what it no longer has is marked gone, never removed.

    Gives how many services are new, changed, the same, back after they were gone, and gone.
    """
    before = directory.held(session, authority_id)
    fetched = [replace(one, fetched_at=at) for one in services]
    there = {one.id for one in fetched}
    new = [one for one in fetched if one.id not in before]
    known = [(one, before[one.id]) for one in fetched if one.id in before]
    back = [one for one, was in known if was.gone_on]
    changed = [one for one, was in known if not was.gone_on and one != replace(was, fetched_at=at)]
    gone = [replace(was, gone_on=day_of(at)) for was in before.values() if was.id not in there and was.gone_on is None]
    directory.keep(session, authority_id, new, [*back, *changed, *gone], at)
    same = len(known) - len(back) - len(changed)
    counted = {"new": len(new), "changed": len(changed), "same": same, "back": len(back), "gone": len(gone)}
    return {outcome: count for outcome, count in counted.items() if count}
