"""Is this good FHIR R4? What HL7's own JSON Schema says, and what it leaves unsaid: codes, references, dates, answers.

The schema (tests/data) takes a Task without an intent, and a response that answers what nobody asked.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import orjson
from jsonschema import Draft6Validator

from tests.fhir_answers import answer_faults, question_faults

SCHEMA = Path(__file__).parent / "data" / "fhir-r4.schema.json.gz"
PUBLICATION = {"draft", "active", "retired", "unknown"}
INTENT = {"proposal", "plan", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"}
TASK = {
    "draft", "requested", "received", "accepted", "rejected", "ready", "cancelled", "in-progress", "on-hold", "failed",
    "completed", "entered-in-error",
}  # fmt: skip
# What R4 wants in a resource that its JSON Schema does not ask for; a set is a value set bound as required.
WANTED: dict[str, dict[str, set[str] | None]] = {
    "Bundle": {"type": {"collection"}, "entry": None, "timestamp": None},
    "Patient": {},
    "Organization": {"name": None},
    "Practitioner": {"name": None},
    "Task": {"status": TASK, "intent": INTENT | {"unknown"}, "for": None, "focus": None},
    "ServiceRequest": {
        "status": {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"},
        "intent": INTENT | {"directive"},
        "subject": None,
    },
    "Questionnaire": {"status": PUBLICATION, "url": None, "item": None},
    "QuestionnaireResponse": {
        "status": {"in-progress", "completed", "amended", "entered-in-error", "stopped"},
        "questionnaire": None,
        "authored": None,
    },
    "DocumentReference": {
        "status": {"current", "superseded", "entered-in-error"},
        "docStatus": {"preliminary", "final", "amended", "entered-in-error"},
        "content": None,
        "date": None,
    },
}
POINTS_TO = {
    "subject": {"Patient"},
    "for": {"Patient"},
    "basedOn": {"ServiceRequest"},
    "related": {"ServiceRequest"},
    "focus": {"ServiceRequest"},
    "requester": {"Organization"},
    "performer": {"Organization"},
    "owner": {"Organization"},
    "custodian": {"Organization"},
    "partOf": {"Organization"},
    "authenticator": {"Practitioner"},
    "author": {"Practitioner", "Organization"},
    "target": {"DocumentReference"},
    "valueReference": {"DocumentReference"},
}
RELATES = {"replaces", "transforms", "signs", "appends"}
INSTANTS = {"timestamp", "lastUpdated", "authored", "authoredOn", "lastModified", "valueDateTime"}
DATES = {"birthDate", "valueDate", "start", "end", "creation"}
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}\Z")
ABSOLUTE = re.compile(r"(?:urn:[a-z0-9][a-z0-9-]+|https?):\S+\Z")

Resource = Mapping[str, Any]


@cache
def definitions() -> dict[str, Any]:
    """HL7's JSON Schema of FHIR R4."""
    held: dict[str, Any] = orjson.loads(gzip.decompress(SCHEMA.read_bytes()))
    return held


@cache
def _validator(kind: str) -> Draft6Validator:
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": definitions()["definitions"]})


def schema_faults(resource: Resource) -> list[str]:
    """What HL7's schema says of a resource; of a bundle, of each of its entries by itself."""
    kind = resource.get("resourceType")
    if kind not in definitions()["discriminator"]["mapping"]:
        return [f"There is no resource {kind}."]
    if kind != "Bundle":
        return list(_by_schema(kind, orjson.dumps(resource)))
    entries = resource.get("entry", [])
    bare = {**resource, "entry": [{**entry, "resource": {"resourceType": "Patient"}} for entry in entries]}
    inside = [fault for entry in entries for fault in schema_faults(entry["resource"])]
    return [*_by_schema("Bundle", orjson.dumps(bare)), *inside]


@lru_cache(maxsize=4096)
def _by_schema(kind: str, resource: bytes) -> tuple[str, ...]:
    """The same question set is asked of many: it is looked at once."""
    found = _validator(kind).iter_errors(orjson.loads(resource))
    return tuple(f"{kind}{fault.json_path[1:]}: {fault.message[:200]}" for fault in found)


def faults(bundle: Resource, whole: Resource | None = None) -> list[str]:
    """What is wrong with a bundle beside its schema. References may lead into `whole`, where this is a part of it."""
    entries = [entry["resource"] for entry in bundle.get("entry", [])]
    there = {entry["fullUrl"]: entry["resource"] for entry in (whole or bundle).get("entry", [])}
    found = [*_identity(bundle), *_resource(bundle)]
    for one in entries:
        found += [*_resource(one), *_references(one, there)]
    asked = {one.get("url"): one for one in there.values() if one["resourceType"] == "Questionnaire"}
    for one in entries:
        if one["resourceType"] == "Questionnaire":
            found += question_faults(one)
        if one["resourceType"] == "QuestionnaireResponse":
            found += answer_faults(one, asked.get(one.get("questionnaire")))
    return found


def resource_faults(resource: Resource) -> list[str]:
    """What is wrong with one resource by itself, beside its schema."""
    return [*_resource(resource), *(question_faults(resource) if resource["resourceType"] == "Questionnaire" else [])]


def walk(value: Any, place: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every value of a resource, by its place and its last name; what stands in an entry is another resource."""
    for key, inner in value.items() if isinstance(value, Mapping) else enumerate(value):
        if place.startswith("entry") and key == "resource":
            continue
        name = key if isinstance(key, str) else place.rpartition(".")[2].split("[")[0]
        where = f"{place}.{key}".lstrip(".") if isinstance(key, str) else f"{place}[{key}]"
        yield where, name, inner
        if isinstance(inner, Mapping | list):
            yield from walk(inner, where)


def _identity(bundle: Resource) -> Iterator[str]:
    urls = [entry.get("fullUrl") for entry in bundle.get("entry", [])]
    if len(set(urls)) < len(urls):
        yield "Two entries have the same fullUrl."
    for entry in bundle.get("entry", []):
        if entry.get("fullUrl") != f"urn:uuid:{entry['resource'].get('id')}":
            yield f"fullUrl {entry.get('fullUrl')} is not that of its resource."


def _resource(resource: Resource) -> Iterator[str]:
    kind = resource["resourceType"]
    if not ID.match(str(resource.get("id", ""))):
        yield f"{kind}: id {resource.get('id')} is not legal."
    if "profile" in resource.get("meta", {}):
        yield f"{kind}: it claims a profile."
    for element, codes in WANTED[kind].items():
        if element not in resource:
            yield f"{kind}: {element} is missing."
        elif codes and resource[element] not in codes:
            yield f"{kind}: {element} is {resource[element]}."
    for place, name, value in walk(resource):
        yield from (f"{kind}.{place}: {fault}" for fault in _value(kind, name, value))


def _value(kind: str, name: str, value: Any) -> Iterator[str]:
    if value is None or value in ("", [], {}):
        yield "null or empty."
    if name == "extension" and isinstance(value, Mapping) and sum(key.startswith("value") for key in value) != 1:
        yield "an extension has one value."
    ours = (kind, name) == ("DocumentReference", "url") and str(value).startswith("/api/v1/requests/")
    if name in ("url", "system", "fullUrl") and not (ours or ABSOLUTE.match(str(value))):
        yield f"{value} is not absolute."
    if name in INSTANTS or (kind, name) == ("DocumentReference", "date"):
        yield from _real(str(value), instant=True)
    elif name in DATES:
        yield from _real(str(value), instant=False)


def _real(value: str, instant: bool) -> Iterator[str]:
    """Whether it is a day that there is, and an instant has its zone."""
    try:
        zone = datetime.fromisoformat(value).tzinfo if instant else date.fromisoformat(value)
    except ValueError:
        yield f"{value} is no such time."
        return
    if zone is None:
        yield f"{value} has no zone."


def _references(resource: Resource, there: Mapping[str, Resource]) -> Iterator[str]:
    kind = resource["resourceType"]
    for place, name, value in walk(resource):
        if name == "relatesTo" and isinstance(value, Mapping) and value.get("code") not in RELATES:
            yield f"{kind}.{place}: code is {value.get('code')}."
        if not isinstance(value, Mapping) or "reference" not in value:
            continue
        target = there.get(value["reference"])
        if target is None:
            yield f"{kind}.{place}: {value['reference']} is not in the bundle."
        elif target["resourceType"] not in POINTS_TO.get(name, set()) or target["resourceType"] != value.get("type"):
            yield f"{kind}.{place}: it points to a {target['resourceType']}."
