"""What did the caller send: JSON, a table, or a form with a file? Refused before anything else is looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from api.errors import Malformed, TooLarge, WrongMediaType

JSON = ("application/json",)
MULTIPART, CSV = "multipart/form-data", "text/csv"
TABLE, FORM = (CSV, MULTIPART), (MULTIPART,)
DEEPEST = 20  # levels of nesting: what we ask for has 6, and what is read by recursion must not exhaust it
FILE = "file"
ROUND_A_FILE = 64 * 1024  # bytes that a form may have beside its file
MOST_PARTS = 20
SAYS = {
    JSON: "",
    TABLE: f"Send CSV, with Content-Type: {CSV}, or as the file of a form.",
    FORM: f"Send a form, with Content-Type: {MULTIPART}, and the document as its part `{FILE}`.",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, as far as it can be read: a JSON object or the fields of a form, and a file with its name.

    `said`: what makes two calls the same, however a form was put into words.
    """

    body: Mapping[str, Any] = field(default_factory=dict)
    file: bytes = b""
    name: str = ""

    @property
    def said(self) -> bytes:
        """For a form its fields, the name of its file, and the file; for a table the file; for JSON, as it came."""
        if self.name:
            return orjson.dumps([self.name, dict(self.body)], option=orjson.OPT_SORT_KEYS) + b"\x00" + self.file
        return self.file or request.get_data(cache=True)


def sent(takes: tuple[str, ...], largest: int) -> Sent:
    """What the call carries; a document has at most `largest` bytes. Raises WrongMediaType, TooLarge or Malformed."""
    if request.mimetype not in takes:
        raise WrongMediaType(SAYS[takes])
    if takes == JSON:
        return Sent(_object())
    if takes == FORM:
        return _form(largest)
    data = request.get_data(cache=True)
    return Sent(file=_file() if request.mimetype == MULTIPART else data)


def _file() -> bytes:
    """The one file of a form, and nothing beside it."""
    parts = [*request.files.items(multi=True), *request.form.items(multi=True)]
    if [name for name, _ in parts] != [FILE] or FILE not in request.files:
        raise Malformed(f"Send one file, as the part `{FILE}` of the form, and nothing else.")
    data: bytes = request.files[FILE].read()
    return data


def _form(largest: int) -> Sent:
    """One file, and fields beside it, each once. Only such a form may be larger than any other call."""
    request.max_content_length, request.max_form_parts = largest + ROUND_A_FILE, MOST_PARTS
    request.max_form_memory_size = ROUND_A_FILE
    too_large = TooLarge(f"A document has at most {largest / 1024**2:g} MB.")
    try:
        files, fields = request.files, request.form
    except RequestEntityTooLarge as wrong:
        raise too_large from wrong
    if [name for name, _ in files.items(multi=True)] != [FILE] or FILE in fields:
        raise Malformed(f"Send one file, as the part `{FILE}` of the form, with a file name.")
    twice = [name for name, said in fields.lists() if len(said) > 1]
    if twice:
        raise Malformed(f"Send each field of the form once: {twice[0][:60]} is there more often.")
    content = files[FILE].read(largest + 1)
    if len(content) > largest:
        raise too_large
    return Sent(fields.to_dict(), content, files[FILE].filename or FILE)


def _object() -> dict[str, Any]:
    data = request.get_data(cache=True)
    try:
        body = orjson.loads(data)
    except orjson.JSONDecodeError as wrong:
        raise Malformed(f"This is not JSON: {wrong.msg}.") from wrong
    if not isinstance(body, dict):
        raise Malformed("Send a JSON object.")
    if _deeper(body, DEEPEST):
        raise Malformed(f"This is nested more than {DEEPEST} levels deep.")
    json.loads(data, object_pairs_hook=_once, parse_int=str, parse_float=str)  # orjson would keep the last of two
    return body


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON, each of whose names is there once: of what is said twice, one would be lost."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Malformed(f"Give each name of an object once: {twice[:60]} is there more often.")
    return made


def _deeper(body: Any, levels: int) -> bool:
    """Whether a JSON value has more levels of lists and objects, counted without going down into them."""
    level = [body]
    for _ in range(levels):
        parts = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level = [inner for part in parts for inner in part]
    return any(isinstance(one, dict | list) for one in level)
