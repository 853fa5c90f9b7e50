"""What did the caller send: a JSON object, or a file with a table? Refused before anything else is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from flask import request

from api.errors import Malformed, WrongMediaType

JSON = ("application/json",)
MULTIPART, CSV = "multipart/form-data", "text/csv"
TABLE = (CSV, MULTIPART)
DEEPEST = 20  # levels of nesting: what we ask for has 6, and what is read by recursion must not exhaust it
FILE = "file"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, as far as it can be read: a JSON object, or the bytes of a file."""

    body: Mapping[str, Any] = field(default_factory=dict)
    file: bytes = b""


def sent(takes: tuple[str, ...]) -> Sent:
    """What the call carries. Raises WrongMediaType, then Malformed."""
    if request.mimetype not in takes:
        raise WrongMediaType("" if takes == JSON else f"Send CSV, with Content-Type: {CSV}, or as the file of a form.")
    if takes == JSON:
        return Sent(_object())
    data = request.get_data(cache=True)
    return Sent(file=_file() if request.mimetype == MULTIPART else data)


def _file() -> bytes:
    """The one file of a form, and nothing beside it."""
    parts = [*request.files.items(multi=True), *request.form.items(multi=True)]
    if [name for name, _ in parts] != [FILE] or FILE not in request.files:
        raise Malformed(f"Send one file, as the part `{FILE}` of the form, and nothing else.")
    data: bytes = request.files[FILE].read()
    return data


def _object() -> dict[str, Any]:
    try:
        body = orjson.loads(request.get_data(cache=True))
    except orjson.JSONDecodeError as wrong:
        raise Malformed(f"This is not JSON: {wrong.msg}.") from wrong
    if not isinstance(body, dict):
        raise Malformed("Send a JSON object.")
    if _deeper(body, DEEPEST):
        raise Malformed(f"This is nested more than {DEEPEST} levels deep.")
    return body


def _deeper(body: Any, levels: int) -> bool:
    """Whether a JSON value has more levels of lists and objects, counted without going down into them."""
    level = [body]
    for _ in range(levels):
        parts = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level = [inner for part in parts for inner in part]
    return any(isinstance(one, dict | list) for one in level)
