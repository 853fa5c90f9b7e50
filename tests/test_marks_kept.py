"""Are the days on a request, from which its clocks follow, always those of its events?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.record import mark_again
from models.request import Request
from models.verify import verify
from tests.place import Place

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
        assert mark_again(session) == 1
        session.expire_all()
        assert marks(session, northmere) == before
        session.execute(WRONG, {"authority": northmere.authority_id})
        assert mark_again(session) == 0, "only those that have none"
        assert mark_again(session, every=True) > 0
        session.expire_all()
        assert marks(session, northmere) == before


def test_days_that_somebody_changed_by_hand_are_found(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        northmere.ask()
    with Session(northmere.storage.engine) as session:
        assert verify(session, northmere.storage.keys, northmere.code).faults == ()
        session.execute(BLANK, {"authority": northmere.authority_id})
        (fault,) = verify(session, northmere.storage.keys, northmere.code).faults
        assert "clocks" in fault.what
