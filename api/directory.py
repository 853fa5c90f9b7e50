"""The directory of community services: searching it for somebody, and putting a newer one in its place."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint

from api import paging
from api.contract import Call, Reply, operation
from api.errors import Invalid
from api.schemas import DIRECTORY, IMPORT
from config.clock import day_of
from models import directory as directories
from models.directory import WantedServices
from workflow.casework.directory_intake import put_in_place
from workflow.casework.work import found
from workflow.directory.open_referral import services
from workflow.directory.services import Service
from workflow.directory.signposts import exact_age, stale_because
from workflow.errors import NeverYours
from workflow.roles import CHECKING, SOCIAL_CARE, Role

directory = Blueprint("directory", __name__)
LISTED = "directory"
PROTECTED = "The address of this person is protected: tell nobody where they live when you choose or call a service."


@operation(directory, "GET", "/directory", query=DIRECTORY, answers={200: "Directory"}, headers=("Link",))
def search_directory(call: Call) -> Reply:
    """The community services that advice may signpost, lately checked ones first, stale ones last"""
    if not call.signed.caller.roles & (SOCIAL_CARE | CHECKING):
        raise NeverYours("The directory is for those who write and check advice.")
    asked, on = call.query, day_of(call.work.at)
    age, notices = _age(call, on)
    wanted = WantedServices(
        q=asked.get("q"),
        need=asked.get("need"),
        place=asked.get("place"),
        age=age,
        after=paging.place(LISTED, asked["cursor"], date.fromisoformat, str) if "cursor" in asked else None,
        per_page=asked["per_page"],
    )
    rows = directories.listed(call.session, call.signed, wanted)
    page, headers = rows[: wanted.per_page], {}
    if len(rows) > wanted.per_page:
        last, sorts_on = page[-1]
        headers = paging.next_page(cursor=paging.cursor(LISTED, sorts_on, last.id))
    return Reply({"services": [_shown(one, on) for one, _ in page], **notices}, headers=headers)


def _age(call: Call, on: date) -> tuple[float | None, dict[str, Any]]:
    """The age to search for: as given, or today's of the person of a request, of whom nothing else is used."""
    asked = call.query
    if "request" not in asked:
        return asked.get("age"), {}
    if "age" in asked:
        raise Invalid({"age": ["Give an age or a request, not both."]})
    person = found(call.session, call.signed, asked["request"]).person
    if person.date_of_birth is None or person.date_of_birth > on:
        raise Invalid({"request": ["This person's date of birth is not known: give an age instead."]})
    return exact_age(person.date_of_birth, on), {"notices": [PROTECTED]} if person.details.get(
        "protected_address"
    ) else {}


def _shown(service: Service, on: date) -> dict[str, Any]:
    because = stale_because(service, on)
    said = {code: getattr(service, code) for code in ("id", "name", "organisation", "description", "url", "email")}
    return {
        **said,
        "phone": service.phone,
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "places": service.places,
        "needs": service.needs,
        "assured_on": service.assured_on,
        "last_modified": service.last_modified,
        "fetched_on": day_of(service.fetched_at) if service.fetched_at else None,
        "stale": because is not None,
        "stale_because": because,
    }


@operation(
    directory,
    "POST",
    "/directory/import",
    query=IMPORT,
    sends="DirectoryFile",
    answers={200: "DirectoryImported", 201: "DirectoryImported"},
)
def import_directory(call: Call) -> Reply:
    """Put a newer directory in the place of your authority's"""
    if Role.ADMINISTRATOR not in call.signed.caller.roles:
        raise NeverYours("The directory is put in place by administrators.")
    dry_run = call.query["dry_run"]
    counts = put_in_place(
        call.session, call.signed.authority_id, services(call.body, day_of(call.work.at)), call.work.at
    )
    if dry_run:
        call.session.rollback()
    return Reply({"dry_run": dry_run, "counts": counts}, 200 if dry_run else 201)
