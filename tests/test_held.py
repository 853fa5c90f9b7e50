"""Is everything that is held of a child given out when they ask for it, screened or typed, sent or not?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
import pytest
from sqlalchemy.orm import Session

from config import clock
from models import unfinished
from models.base import Base
from models.event import Answer
from models.export import PARTS, NoSuchRequest, exported
from models.person import Contact
from models.request import Request
from models.review import Review, Screening
from tests import lists
from tests.browsing import Browser
from tests.place import Place
from tests.test_pages_unfinished import keep

OF_SOMEBODY = ("person_id", "request_id", "review_id")
EXPLAINED = "The school sees none, and the family was asked on Tuesday."


def held(place: Place, named: str) -> Any:
    with Session(place.storage.engine) as session:
        return orjson.loads(orjson.dumps(exported(session, named, place.code)))


def of(place: Place, review: str) -> tuple[int, UUID]:
    return place.authority_id, UUID(review)


def test_every_table_that_tells_of_somebody_is_given_out() -> None:
    given = {model for _, model in PARTS} | {Contact, Request, Review, Screening, Answer}
    tells = {one.class_ for one in Base.registry.mappers if set(OF_SOMEBODY) & set(one.columns.keys())}
    assert tells == given


def test_a_request_is_given_out_with_the_childs_reviews_screenings_and_what_was_typed(northmere: Place) -> None:
    [review, other] = lists.listed(northmere, lists.child(1), lists.child(2))
    reference = lists.screened(northmere, review, lists.yes(screening_explained=EXPLAINED))["request"]
    lists.screened(northmere, other, lists.no())
    northmere.does("officer", reference, "take")
    keep(Browser(northmere, "officer"), reference, "record_contact", {"what_was_said": "Half a"})
    with Session(northmere.storage.engine) as session, session.begin():
        begun, actor = f"{northmere.authority_id}/screening.{review}", session.get_one(Review, of(northmere, review))
        unfinished.keep(session, northmere.authority_id, begun, {"a": "Half b"}, clock.now(), actor.listed_by)
    told = held(northmere, reference)
    assert [one["id"] for one in told["reviews"]] == [review]
    assert [one["review_id"] for one in told["screenings"]] == [review]
    assert EXPLAINED in str(told["screenings"])
    assert {one["question_set"] for one in told["screenings"]} <= {one["hash"] for one in told["question_sets"]}
    assert "Half a" in str(told["unfinished"])
    assert "Half b" in str(told["unfinished"])
    assert told["references"] == [reference]
    assert {told["unfinished"][0]["saved_by"], told["reviews"][0]["listed_by"]} <= told["people"].keys()


def test_what_is_held_of_a_child_without_a_request_is_given_out_by_their_review(
    northmere: Place, eastvale: Place
) -> None:
    [review] = lists.listed(northmere, lists.child(3))
    lists.screened(northmere, review, lists.no(screening_explained=EXPLAINED))
    told = held(northmere, review)
    assert told["person"]["family_name"] == "Exampleton-3"
    assert told["contacts"][0]["name"] == "Ana Exampleton-3"
    assert EXPLAINED in str(told["screenings"])
    assert (told["references"], told["unfinished"]) == ([], [])
    with pytest.raises(NoSuchRequest, match="no annual review"):
        held(eastvale, review)
