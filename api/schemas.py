"""What do calls take in their query, and what do they send and answer? The shapes behind the documentation."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from workflow.address import POSTCODE
from workflow.advice import Day
from workflow.asking.question_sets import question_sets
from workflow.directory.services import OLDEST_AGE
from workflow.referrals import KIND, STATUSES, UNFINISHED
from workflow.states import OPEN, State

MOST_PER_PAGE = 100
EVENTS_PER_PAGE = 500
ALL_OPEN = "open"
REASONS = tuple(option.code for option in question_sets()["request_advice"].by_code["reason"].options)


class Flag(fields.Boolean):
    """true or false, as a query writes them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(truthy={"true", "1"}, falsy={"false", "0"}, **options)
        self.error_messages["invalid"] = "Write true or false."


class Words(fields.String):
    """Words to search for."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        words = super()._deserialize(value, attr, data, **options).strip()
        if not words or "\x00" in words or not words.isprintable():
            raise ValidationError("Give at least one character to search for.")
        return words


class StateList(fields.String):
    """One state, or several with commas between; `open` stands for every state but issued and closed."""

    def __init__(self, **options: Any) -> None:
        one = f"(?:{'|'.join((*State, ALL_OPEN))})"
        super().__init__(metadata={"pattern": f"^{one}(?:,{one})*$"}, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        named = super()._deserialize(value, attr, data, **options).split(",")
        unknown = [name for name in named if name not in {*State, ALL_OPEN}]
        if unknown:
            raise ValidationError(f"There is no state {', '.join(unknown)[:80]}: use {ALL_OPEN}, {', '.join(State)}.")
        return tuple(state for name in named for state in (OPEN if name == ALL_OPEN else (name,)))


class Query(Schema):
    """Query parameters: an unknown one is refused, not passed over."""

    error_messages = {"unknown": "There is no such parameter."}

    class Meta:
        unknown = "raise"


class ListQuery(Query):
    """GET /requests."""

    state = StateList()
    team = fields.Str(validate=validate.Length(1, 40))
    mine = Flag()
    due_before = Day()
    reason = fields.Str(validate=validate.OneOf(REASONS, error="There is no such reason: use one of {choices}."))
    q = Words(validate=validate.Length(1, 100))
    per_page = fields.Int(validate=validate.Range(1, MOST_PER_PAGE), load_default=25)
    cursor = fields.Str(validate=validate.Length(1, 500))


class StatusList(fields.String):
    """A referral's status; `open` stands for every one that is not finished."""

    def __init__(self, **options: Any) -> None:
        super().__init__(metadata={"enum": [*STATUSES, ALL_OPEN]}, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        named = super()._deserialize(value, attr, data, **options)
        if named not in (*STATUSES, ALL_OPEN):
            raise ValidationError(f"There is no status {named[:80]}: use {ALL_OPEN}, {', '.join(STATUSES)}.")
        return UNFINISHED if named == ALL_OPEN else (named,)


class ReferralQuery(Query):
    """GET /referrals."""

    team = fields.Str(validate=validate.Length(1, 40))
    status = StatusList()
    kind = fields.Str(validate=validate.OneOf(tuple(KIND)))
    per_page = fields.Int(validate=validate.Range(1, MOST_PER_PAGE), load_default=25)
    cursor = fields.Str(validate=validate.Length(1, 500))


class HistoryQuery(Query):
    """GET /requests/{reference}/history."""

    after = fields.Int(validate=validate.Range(0, 10**9), load_default=0)
    per_page = fields.Int(validate=validate.Range(1, EVENTS_PER_PAGE), load_default=EVENTS_PER_PAGE)


class PathwayQuery(Query):
    """GET /pathway."""

    format = fields.Str(validate=validate.OneOf(("json", "mermaid")), load_default="json")


class ShapeQuery(Query):
    """GET /requests/{reference}/advice/{version}.json."""

    shape = fields.Str(validate=validate.OneOf(("advice", "county")), load_default="advice")


class ReviewsSheetQuery(Query):
    """GET /reviews.csv; from today, with whatever nobody has screened, unless `from` names another day."""

    screened = Flag()
    since = Day(data_key="from")
    until = Day(data_key="to")
    q = Words(validate=validate.Length(1, 100))


class ReviewsQuery(ReviewsSheetQuery):
    """GET /reviews: the same, page by page."""

    per_page = fields.Int(validate=validate.Range(1, MOST_PER_PAGE), load_default=25)
    cursor = fields.Str(validate=validate.Length(1, 500))


class TimelinessQuery(Query):
    """GET /timeliness: requests due from one day to another; the year that ends today unless they are given."""

    since = Day(data_key="from")
    until = Day(data_key="to")


class ComparedQuery(Query):
    """GET /requests/{reference}/advice/{version}: what it changed of the version before, or of this one."""

    compared_with = fields.Int(validate=validate.Range(1, 10**6))


class ImportQuery(Query):
    """POST of an import; a dry run answers what would happen, and changes nothing."""

    dry_run = Flag(load_default=False)


class District(Words):
    """Where a service is: words of a place, or the district of a postcode."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        words = super()._deserialize(value, attr, data, **options)
        if POSTCODE.search(words):
            raise ValidationError(
                "Give the district alone, such as EV2: a whole postcode may tell where somebody lives."
            )
        return words


class DirectoryQuery(Query):
    """GET /directory: for somebody of an age in years, or of the age that the person of a request is today."""

    q, need = Words(validate=validate.Length(1, 100)), Words(validate=validate.Length(1, 100))
    place = District(validate=validate.Length(1, 100))
    age = fields.Float(allow_nan=False, validate=validate.Range(0, OLDEST_AGE))
    request = fields.Str(validate=validate.Length(1, 20))
    per_page = fields.Int(validate=validate.Range(1, MOST_PER_PAGE), load_default=25)
    cursor = fields.Str(validate=validate.Length(1, 500))


LIST, HISTORY, PATHWAY_FORMAT, REFERRALS = ListQuery(), HistoryQuery(), PathwayQuery(), ReferralQuery()
REVIEWS, IMPORT, TIMELINESS = ReviewsQuery(), ImportQuery(), TimelinessQuery()
COMPARED, SHAPE, DIRECTORY = ComparedQuery(), ShapeQuery(), DirectoryQuery()
REVIEWS_SHEET = ReviewsSheetQuery()
