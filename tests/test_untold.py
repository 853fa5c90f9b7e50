"""What is somebody told when the database goes away while it keeps what they sent? That nobody knows, which is true."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.calls import hidden
from tests.place import Place
from tests.test_pages_sent_again import contact, recorded, triaging
from tests.test_pages_together import LIST, ticked

GONE = OperationalError("COMMIT", {}, Exception("server closed the connection"))


@contextmanager
def going_away(moment: str, times: int = 1) -> Iterator[None]:
    """The database goes away before or after it commits for the nth time."""
    left = [times]

    def gone(_: Any) -> None:
        left[0] -= 1
        if not left[0]:
            raise GONE

    event.listen(Session, moment, gone)
    try:
        yield
    finally:
        event.remove(Session, moment, gone)


def version(place: Place, reference: str) -> int:
    return int(place.get("officer", f"/requests/{reference}")["version"])


@pytest.mark.parametrize(("moment", "done"), [("after_commit", True), ("before_commit", False)])
def test_a_program_is_told_that_it_may_have_been_done_and_the_key_tells_later(
    northmere: Place, moment: str, done: bool
) -> None:
    reference = northmere.ask()
    seen, key = northmere.version("officer", reference), {"Idempotency-Key": "once"}
    send = partial(northmere.act, "officer", reference, "take", headers={"If-Match": seen, **key})
    with going_away(moment):
        untold = send()
    assert (untold.status_code, untold.mimetype) == (503, "application/problem+json")
    assert "may have been done" in untold.json["detail"]
    assert "Nothing was changed" not in untold.json["detail"]
    assert (northmere.get("officer", f"/requests/{reference}")["state"] == "triaging") is done
    first, again = send(), send()
    assert first.status_code == 200
    assert (first.get_data(), first.headers["ETag"]) == (again.get_data(), again.headers["ETag"])
    assert version(northmere, reference) == 2


def test_somebody_at_a_page_is_told_so_and_sends_the_same_form_again(northmere: Place) -> None:
    reference, path = triaging(northmere)
    officer = Browser(northmere, "officer")
    form = {**hidden(officer.get(path)), **contact()}
    with going_away("after_commit"):
        untold = officer.send(path, form)
    page = untold.get_data(as_text=True)
    assert untold.status_code == 503
    assert "It may have been done" in page
    assert "Nothing was changed" not in page
    assert "It is not in the record" not in page
    assert officer.send(path, {**form, **hidden(page)}).status_code == 303
    assert recorded(northmere, reference, "record_contact") == 1


def test_of_several_steps_those_before_the_database_went_are_not_said_to_be_undone(northmere: Place) -> None:
    references = [northmere.ask() for _ in range(3)]
    officer, done = Browser(northmere, "officer"), "/requests/together/done"
    sent = {"do": "take", **ticked(officer, references)}
    form = officer.post("/requests/together", sent, 200, on=LIST).get_data(as_text=True)
    with going_away("before_commit", times=2):
        untold = officer.send(done, {**sent, **hidden(form)})
    page = untold.get_data(as_text=True)
    assert untold.status_code == 503
    assert "It may have been done" in page
    assert sorted(version(northmere, one) for one in references) == [1, 1, 2]
    assert "3 of 3 done" in officer.send(done, {**sent, **hidden(page)}).get_data(as_text=True)
    assert [version(northmere, one) for one in references] == [2, 2, 2]
