"""What does a directory in the format of Open Referral UK 3.0 say, and what in it cannot be taken?

We are strict about what is used and pass over the rest: feeds differ in what else they send.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load, validate, validates_schema

from workflow.advice import LONGEST_ID
from workflow.asking.answering import flat
from workflow.directory.services import LONGEST_ADDRESS, LONGEST_NAME, OLDEST_AGE, STATUSES, Service
from workflow.errors import Unmet
from workflow.text import PARAGRAPHS, Text

MOST_SERVICES = 20_000
MOST_FAULTS = 200
MISSING = "Every service has this: it is missing or empty."


class Words(Text):
    """Text of a directory on one line, whatever breaks it had."""

    def __init__(self, limit: int, **options: Any) -> None:
        super().__init__(limit=limit, lines=True, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        return " ".join(super()._deserialize(value, attr, data, **options).split())


class Years(fields.Field[float]):
    """An age in years, parts of a year among them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= OLDEST_AGE:
            raise ValidationError(f"This must be a number of years from 0 to {OLDEST_AGE}.")
        return float(value)


class Moment(fields.Field[datetime]):
    """A day or an instant; without a zone, of UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> datetime:
        try:
            found = datetime.fromisoformat(value)
        except (TypeError, ValueError) as wrong:
            raise ValidationError("This must be a date such as 2026-01-31, or one with a time.") from wrong
        if not 1900 <= found.year <= 2100:
            raise ValidationError("This must be between 1900 and 2100.")
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


class Told(Schema):
    """A part of a directory: what we do not use is passed over, and what is null or blank says nothing."""

    error_messages = {"type": "This must be an object."}

    class Meta:
        unknown = EXCLUDE

    @pre_load
    def _without_blanks(self, data: Any, **_: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        return {key: said for key, said in data.items() if said is not None and str(said).strip()}


class NamedSchema(Told):
    """An organisation, an area or a term of a taxonomy."""

    name = Words(2000)
    code = Words(LONGEST_NAME)


class PhoneSchema(Told):
    """A telephone."""

    number = Words(100)


class ContactSchema(Told):
    """Whom to contact."""

    phones = fields.List(fields.Nested(PhoneSchema), load_default=list)


class AddressSchema(Told):
    """An address, as far as it says in which place."""

    city, region, postal_code = Words(200), Words(200), Words(20)


class LocationSchema(ContactSchema):
    """Where a service is given."""

    name = Words(2000)
    addresses = fields.List(fields.Nested(AddressSchema), load_default=list)


class AtLocationSchema(ContactSchema):
    """A service at one of its locations."""

    location = fields.Nested(LocationSchema)


class AttributeSchema(Told):
    """What kind of service it is."""

    taxonomy_term = fields.Nested(NamedSchema)


def _required(field: type[fields.Field[Any]], *limits: Any, **options: Any) -> Any:
    return field(*limits, required=True, error_messages={"required": MISSING}, **options)


class ServiceSchema(ContactSchema):
    """A service: strict about what is used of it."""

    id, name = _required(Words, LONGEST_ID), _required(Words, LONGEST_NAME)
    status = _required(fields.String, validate=validate.OneOf(STATUSES, error="This must be {choices}."))
    description = Text(limit=PARAGRAPHS, lines=True)
    url = fields.Url(
        schemes={"http", "https"},
        validate=validate.Length(max=LONGEST_ADDRESS),
        error_messages={"invalid": "This is not a web address such as https://example.org/club."},
    )
    email = fields.Email(
        validate=validate.Length(max=254), error_messages={"invalid": "This is not an e-mail address."}
    )
    minimum_age, maximum_age = Years(), Years()
    assured_date, last_modified = Moment(), Moment()
    organization = fields.Nested(NamedSchema)
    contacts = fields.List(fields.Nested(ContactSchema), load_default=list)
    service_areas = fields.List(fields.Nested(NamedSchema), load_default=list)
    service_at_locations = fields.List(fields.Nested(AtLocationSchema), load_default=list)
    locations = fields.List(fields.Nested(LocationSchema), load_default=list)
    attributes = fields.List(fields.Nested(AttributeSchema), load_default=list)

    @validates_schema(skip_on_field_errors=True)
    def _ages_in_order(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("minimum_age", 0) > data.get("maximum_age", OLDEST_AGE):
            raise ValidationError("This is below the minimum age.", "maximum_age")


SERVICE = ServiceSchema()


def services(content: Any, on: date) -> list[Service]:
    """The services of a file: a page with `contents`, a bare list, or one service.

    Raises Unmet with every fault by service and field; a page that is not the whole list is one.
    """
    found: list[Service] = []
    faults: dict[str, list[str]] = {}
    for number, entry in enumerate(_entries(content), start=1):
        try:
            found.append(_service(_loaded(entry, on)))
        except ValidationError as wrong:
            named = f"service {_name(entry, number)}"
            for place, why in flat(wrong.messages, ""):
                faults.setdefault(f"{named}, {place.lstrip('.')}" if place else named, []).append(why)
    faults |= _twice(found)
    if faults:
        raise Unmet(_first(faults))
    return found


def _entries(content: Any) -> list[Any]:
    entries = content
    if isinstance(content, Mapping):
        entries = content.get("contents", [content])
    if not isinstance(entries, list) or not entries:
        raise Unmet({"file": ["There are no services in this: give `contents`, a list of services, or one service."]})
    promised = content.get("total_items") if isinstance(content, Mapping) else None
    if isinstance(promised, int) and promised > len(entries):
        said = f"This has {len(entries):,} of {promised:,} services: give all pages at once, for the list is replaced."
        raise Unmet({"total_items": [said]})
    if len(entries) > MOST_SERVICES:
        raise Unmet({"file": [f"This has {len(entries):,} services; the limit is {MOST_SERVICES:,}."]})
    return entries


def _loaded(entry: Any, on: date) -> dict[str, Any]:
    """What is used of one service, checked. Raises ValidationError."""
    said: dict[str, Any] = SERVICE.load(entry)
    later = on + timedelta(days=1)  # clocks differ
    ahead = [field for field in ("assured_date", "last_modified") if field in said and said[field].date() > later]
    if ahead:
        raise ValidationError({field: ["This day is still to come."] for field in ahead})
    return said


def _name(entry: Any, number: int) -> str:
    """How a fault names a service: by its id, or by its number in the list when it has none that could be read."""
    named = entry.get("id") if isinstance(entry, Mapping) else None
    fit = isinstance(named, str) and named.strip() and named.isprintable() and len(named) <= LONGEST_ID
    return str(named) if fit else f"number {number}"


def _twice(found: Iterable[Service]) -> dict[str, list[str]]:
    seen: set[str] = set()
    again: dict[str, list[str]] = {}
    for one in found:
        if one.id in seen:
            again[f"service {one.id}, id"] = ["Two services of this list have the same id."]
        seen.add(one.id)
    return again


def _first(faults: Mapping[str, list[str]]) -> dict[str, list[str]]:
    shown = dict(list(faults.items())[:MOST_FAULTS])
    more = len(faults) - len(shown)
    return {**shown, "more": [f"There are {more:,} more faults after these."]} if more else shown


def _service(said: Mapping[str, Any]) -> Service:
    optional = ("description", "url", "email", "minimum_age", "maximum_age", "last_modified")
    assured = said.get("assured_date")
    terms = [attribute.get("taxonomy_term", {}) for attribute in said["attributes"]]
    return Service(
        id=said["id"],
        name=said["name"],
        status=said["status"],
        **{code: said[code] for code in optional if code in said},
        organisation=said.get("organization", {}).get("name"),
        phone=next(_phones(said), None),
        places=tuple(dict.fromkeys(_places(said))),
        needs=tuple({"name": term["name"], "code": term.get("code")} for term in terms if "name" in term),
        assured_on=assured.date() if assured else None,
    )


def _phones(said: Mapping[str, Any]) -> Iterator[str]:
    places = [at for part in said["service_at_locations"] for at in (part, part.get("location", {}))]
    for part in (said, *said["contacts"], *places, *said["locations"]):
        yield from (phone["number"] for phone in part.get("phones", ()) if "number" in phone)


def _places(said: Mapping[str, Any]) -> Iterator[str]:
    """The areas that a service is for, and the places and postcodes where it is given."""
    yield from (area["name"] for area in said["service_areas"] if "name" in area)
    for location in (*(at.get("location", {}) for at in said["service_at_locations"]), *said["locations"]):
        parts = [location, *location.get("addresses", ())]
        yield from (part[code] for part in parts for code in ("name", "city", "region", "postal_code") if code in part)
