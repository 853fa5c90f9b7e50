"""Which community services may be signposted: can what is said of them be relied on, and are they for this age?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from config.clock import day_of
from workflow.age import age_on, birthday
from workflow.directory.services import ACTIVE, Service

GOOD_FOR_YEARS = 1  # project default: what nobody has checked or changed for longer is stale


def stale_because(service: Service, on: date) -> str | None:
    """Why what the directory says of a service may no longer hold; None while it may be relied on."""
    if service.gone_on:
        return f"It is no longer in the directory: this was found on {_written(service.gone_on)}."
    if service.status != ACTIVE:
        return f"The directory says that it is {service.status}."
    if service.fresh_on is None:
        return "The directory does not say when it was last checked or changed."
    if on > birthday(service.fresh_on, GOOD_FOR_YEARS):
        return f"It was last checked or changed on {_written(service.fresh_on)}, more than 12 months ago."
    return None


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def exact_age(born: date, on: date) -> float:
    """Years lived on a date, with the part of the year that has begun."""
    years = age_on(born, on)
    last, following = birthday(born, years), birthday(born, years + 1)
    return years + (on - last).days / (following - last).days


def suits(minimum: float | None, maximum: float | None, age: float) -> bool:
    """Whether a service is for this age: up to 11 is until the day before the 12th birthday, up to 11.5 is exact."""
    return (minimum is None or minimum <= age) and (maximum is None or age <= maximum or maximum == int(age))


def snapshot(service: Service, on: date) -> dict[str, Any]:
    """A service as it is offered on a day: kept with the advice, whatever becomes of it in the directory."""
    because = stale_because(service, on)
    return {
        "id": service.id,
        "name": service.name,
        "organisation": service.organisation,
        "url": service.url,
        "minimum_age": _years(service.minimum_age),
        "maximum_age": _years(service.maximum_age),
        "assured_on": service.assured_on.isoformat() if service.assured_on else None,
        "last_modified": service.last_modified.isoformat() if service.last_modified else None,
        "fetched_on": day_of(service.fetched_at).isoformat() if service.fetched_at else None,
        "taken_on": on.isoformat(),
        "stale": because is not None,
        "stale_because": because,
    }


def _years(age: float | None) -> float | None:
    """A whole number of years as one: JSON reads the same from either database."""
    return int(age) if age is not None and float(age).is_integer() else age


def named(content: Mapping[str, Any]) -> Iterator[tuple[int, str, bool]]:
    """Each signpost of a draft that names a service: its number, the service's id, whether with a snapshot of it."""
    for n, one in enumerate(content.get("signposting") or ()):
        said = one.get("service")
        if said:
            yield (n, said["id"], True) if isinstance(said, Mapping) else (n, said, False)


def doubts(content: Mapping[str, Any], born: date | None, on: date) -> Iterator[tuple[str, str]]:
    """What a writer should look at again in the services that a draft names: each place, and a sentence."""
    for n, one in enumerate(content.get("signposting") or ()):
        kept = one.get("service")
        if not isinstance(kept, Mapping) or "name" not in kept:
            continue  # named by its id alone: what the directory says is kept when the draft is saved
        where = f"Signpost {n + 1}, {kept['name']}"
        if kept["stale"]:
            yield f"signposting.{n}.service", f"{where}, is stale: {kept['stale_because']}"
        if born and not suits(kept["minimum_age"], kept["maximum_age"], exact_age(born, on)):
            ages = _ages(kept["minimum_age"], kept["maximum_age"])
            yield f"signposting.{n}.service", f"{where}, is for people {ages}; this person is {age_on(born, on)}."


def _ages(minimum: float | None, maximum: float | None) -> str:
    if maximum is None:
        return f"aged {minimum} or over"
    return f"aged {minimum} to {maximum}" if minimum is not None else f"aged up to {maximum}"
