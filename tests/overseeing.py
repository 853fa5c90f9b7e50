"""Work of every kind for those who answer for it, and the files of its figures: what tests of oversight share."""

from __future__ import annotations

import csv
import io
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.user import User
from tests import answers
from tests.browsing import Browser
from tests.place import Place
from tests.test_timeliness import RECEIVED, asked, one_of_each

TODAY = "2026-04-20"


def taken(place: Place, **changed: Any) -> str:
    """A request in triage, of which everything is read and asked that a decision needs."""
    reference = place.ask(**changed)
    for action in ("take", "record_reading", "record_contact", "record_answers"):
        place.does("officer", reference, action)
    return reference


def busy(place: Place) -> None:
    """Something of everything that the picture counts."""
    one_of_each(place)  # received on 2 March, due on 13 April
    with place.on(RECEIVED):
        refused, waiting, disputed = taken(place), taken(place), taken(place, reason="family_request")
    with place.on("2026-03-30"):
        place.does("officer", refused, "offer_transfer")
        place.does("social_worker", refused, "refuse_transfer")
        place.does("officer", disputed, "escalate_dispute")
        place.does("officer", disputed, "claim_exception")
        place.does(
            "officer",
            disputed,
            "report_delay",
            {**answers.for_action(place, "report_delay"), "delay_reason": "staffing"},
        )
        place.does(
            "officer", disputed, "report_delay", {**answers.for_action(place, "report_delay"), "delay_reason": "other"}
        )
        place.does("officer", waiting, "record_referral")
    with place.on("2026-04-15"):
        place.does("officer", waiting, "offer_transfer")
        returned = asked(place)
        for _ in range(2):
            place.submits("social_worker", returned)
            place.does("team_manager", returned, "return_draft")
    with place.on("2026-03-10"):
        place.does("officer", place.ask(), "take")
        place.does("caseworker", asked(place), "restrict")


def rows(file: str) -> list[dict[str, str]]:
    assert file.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(file.removeprefix("\ufeff"), newline="")))


def load(browser: Browser, path: str) -> str:
    response = browser.load(path)
    assert response.status_code == 200, (path, response.get_data(as_text=True)[-2000:])
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    return response.get_data(as_text=True)


def references(place: Place, who: str) -> set[str]:
    return {row["Reference"] for row in rows(load(Browser(place, who), "/oversight/requests.csv"))}


def leaves(place: Place, who: str) -> None:
    with Session(place.storage.engine) as session, session.begin():
        session.execute(update(User).where(User.email == place.email(who)).values(active=False))
