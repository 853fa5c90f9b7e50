"""Are the days on a request, from which its clocks follow, always those of its events?"""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import String, cast, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models import record
from models.record import mark_again
from models.request import Request
from models.verify import verify
from tests.place import Place
from tests.tour import counted

BLANK = text("UPDATE request SET marks = '{}' WHERE authority_id = :authority")
WRONG = text("""UPDATE request SET marks = '{"received": "2020-01-01"}' WHERE authority_id = :authority""")


def marks(session: Session, place: Place) -> list[dict[str, Any]]:
    return list(session.scalars(select(Request.marks).where(Request.authority_id == place.authority_id)))


def test_they_are_kept_as_they_happen_and_can_be_made_again_from_the_events(northmere: Place) -> None:
    """A database from before they were kept gets them when it is migrated."""
    with northmere.on("2026-03-02"):
        reference = northmere.ask(ehc_needs_assessment_requested_on="2026-01-19")
        northmere.does("officer", reference, "take")
        northmere.does("officer", reference, "record_contact")
    with Session(northmere.storage.engine) as session:
        before = marks(session, northmere)
        assert before == [
            {
                "received": "2026-03-02",
                "ehc_requested": "2026-01-19",
                "at_front_door": "2026-03-02",
                "acknowledged": "2026-03-02",
                "contacted": "2026-03-02",
            }
        ]
        session.execute(BLANK, {"authority": northmere.authority_id})
        assert marks(session, northmere) == [{}]
        assert sum(mark_again(session)) == 1
        session.expire_all()
        assert marks(session, northmere) == before
        session.execute(WRONG, {"authority": northmere.authority_id})
        assert sum(mark_again(session)) == 0, "only those that have none"
        assert sum(mark_again(session, every=True)) > 0
        session.expire_all()
        assert marks(session, northmere) == before


def test_they_are_made_again_batch_by_batch_in_few_statements(northmere: Place, eastvale: Place) -> None:
    for place in (northmere, eastvale, northmere, northmere):
        place.ask()
    with Session(northmere.storage.engine) as session, patch.object(record, "BATCH", 3):
        there = session.scalar(select(func.count()).select_from(Request))
        session.execute(text("UPDATE request SET marks = '{}'"))
        with counted(northmere.storage.engine) as sent:
            batches = list(mark_again(session))
        assert sum(batches) == there
        assert set(batches[:-1]) <= {3}
        assert len(sent) <= 1 + len(batches) * (1 + 2 * 3)
        assert session.scalar(select(func.count()).select_from(Request).where(cast(Request.marks, String) == "{}")) == 0
        session.rollback()


def test_no_step_is_taken_on_a_request_whose_days_are_being_made_again(northmere: Place) -> None:
    if northmere.storage.engine.dialect.name == "sqlite":
        pytest.skip("SQLite locks the whole database for whoever writes")
    reference = northmere.ask()
    which = select(Request.id).where(Request.authority_id == northmere.authority_id, Request.reference == reference)
    with Session(northmere.storage.engine) as session, Session(northmere.storage.engine) as other:
        session.execute(BLANK, {"authority": northmere.authority_id})
        session.commit()
        marking = mark_again(session)
        assert next(marking) >= 1
        with pytest.raises(OperationalError, match="lock"):
            other.execute(which.with_for_update(nowait=True))
        other.rollback()
        session.commit()
        assert list(marking) == []
        other.execute(which.with_for_update(nowait=True))


def test_days_that_somebody_changed_by_hand_are_found(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        northmere.ask()
    with Session(northmere.storage.engine) as session:
        assert verify(session, northmere.storage.keys, northmere.code).faults == ()
        session.execute(BLANK, {"authority": northmere.authority_id})
        (fault,) = verify(session, northmere.storage.keys, northmere.code).faults
        assert "clocks" in fault.what
