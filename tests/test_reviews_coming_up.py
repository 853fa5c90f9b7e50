"""Which annual reviews are coming up, and which has nobody screened, for whoever may know of them?"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import about
from models.access import acting_for
from models.review import Review
from tests.lists import MEETING, child, listed, no, screened, yes
from tests.place import API, Place

FRIDAY = "2026-10-02"


def test_what_is_coming_up_and_what_nobody_has_screened(northmere: Place) -> None:
    days = {1: "2026-10-01", 2: "2026-10-05", 3: MEETING, 4: "2026-11-27", 5: "2026-11-28", 6: "2027-01-15"}
    with northmere.on(FRIDAY):
        ids = dict(
            zip(days, listed(northmere, *(child(n, review_meeting_on=day) for n, day in days.items())), strict=True)
        )
        numbers = {key: number for number, key in ids.items()}
        screened(northmere, ids[2], no())
        screened(northmere, ids[3], yes())

        def found(query: str = "") -> list[int]:
            return [numbers[row["id"]] for row in northmere.get("auditor", f"/reviews?{query}")["reviews"]]

        assert found() == [1, 2, 3, 4, 5, 6], "what nobody has screened does not drop out of sight"
        assert found("screened=false") == [1, 4, 5, 6]
        assert found("screened=true") == [2, 3]
        assert found("from=2026-10-01&to=2026-11-18") == [1, 2, 3]
        assert found("to=2026-10-01") == [1]
        assert found("from=2026-10-02&to=2026-10-02") == []
        assert found("q=exampleton-5") == [5]
        assert found("q=nobody") == []
        standing = [row["standing"] for row in northmere.get("auditor", "/reviews")["reviews"]]
        assert standing == ["late_to_screen", "not_required", "requested", *["to_screen"] * 3]
        seen, path = [], "/reviews?per_page=2&screened=false"
        while path:
            page = northmere.call("auditor", "GET", path)
            seen += [numbers[row["id"]] for row in page.json["reviews"]]
            path = page.headers.get("Link", "").split(">")[0].removeprefix(f"<{API}")
        assert seen == [1, 4, 5, 6]
    with northmere.on("2026-10-03"):
        [late, soon] = northmere.get("auditor", "/reviews?from=2026-11-27&to=2026-11-28")["reviews"]
    assert (late["standing"], late["screen_by"], late["papers_due_on"]) == (
        "late_to_screen",
        "2026-10-02",
        "2026-11-13",
    )
    assert soon["standing"] == "to_screen"


@pytest.mark.parametrize(
    "query",
    ["screened=perhaps", "from=18/11/2026", "to=2026-02-30", "q=%20", "per_page=101", "cursor=x", "colour=blue",
     "from=2026-11-19&to=2026-11-18", "from=2026-11-18&from=2026-11-19"],
)  # fmt: skip
def test_a_bad_or_unknown_parameter_is_refused_by_its_name(northmere: Place, query: str) -> None:
    refused = northmere.call("coordinator", "GET", f"/reviews?{query}")
    assert (refused.status_code, set(refused.json["errors"])) == (422, {query.partition("=")[0]})


def test_a_wrong_parameter_is_told_in_plain_words(northmere: Place) -> None:
    refused = northmere.call("coordinator", "GET", "/reviews?screened=perhaps&colour=blue").json
    assert refused["errors"] == {"screened": ["Write true or false."], "colour": ["There is no such parameter."]}


@pytest.mark.parametrize(
    ("on", "meeting"),
    [("2026-03-01", "2026-04-20"), ("2026-04-20", "2026-04-20"), ("2026-04-21", "2027-04-12"), ("2027-05-01", "2027-04-12")],
)  # fmt: skip
def test_the_next_review_of_somebody_is_the_first_to_come_else_the_last_one(
    northmere: Place, on: str, meeting: str
) -> None:
    for when in ("2027-04-12", "2025-04-14", "2026-04-20"):
        listed(northmere, child(1, review_meeting_on=when))
    with Session(northmere.storage.engine) as session:
        signed = acting_for(session, northmere.email("coordinator"))
        assert signed
        person = session.scalars(select(Review.person_id).where(Review.authority_id == signed.authority_id)).first()
        assert person
        found = about.unscreened_review(session, signed, person, date.fromisoformat(on))
        assert found
        assert found.meeting_on.isoformat() == meeting
