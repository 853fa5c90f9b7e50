"""What text do we take? Characters that no database or document can hold are refused or made harmless."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import category

from marshmallow import ValidationError, fields

LINE = 200
PARAGRAPHS = 20_000
HARMLESS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")
NEVER = re.compile(r"[\x00\ud800-\udfff]")
UNSEEN = "ZM"  # spaces and lone marks (variation selectors), by the first letter of their category ...
UNSEEN_SIGNS = ("Cc", "Cf")  # ... and control and format characters: zero-width spaces and joiners, soft hyphens
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and a sign that are drawn as nothing
BREAKS = re.compile(r"[\r\n\u2028\u2029]")


class Text(fields.String):
    """Text of at most `limit` characters; on one line unless `lines`. Empty text is no answer.

    Control characters (pasted from a word processor) become spaces; `tidied` says whether a text had any.
    """

    def __init__(self, *, limit: int = LINE, lines: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.limit, self.lines = limit, lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("This must be text.")
        if NEVER.search(value):
            raise ValidationError("This text has characters that cannot be kept (NUL or half of a character).")
        if len(value) > self.limit:
            raise ValidationError(f"This is {len(value):,} characters long; the limit is {self.limit:,}.")
        if not self.lines and BREAKS.search(value):
            raise ValidationError("This must be on one line.")
        lines = value.replace("\r\n", "\n").replace("\x0b", "\n") if self.lines else value
        text = HARMLESS.sub(" ", lines).strip()
        if is_blank(text):
            raise ValidationError("This is empty.")
        return text


def is_blank(text: str) -> bool:
    """Whether nobody could see anything of it; a joiner inside a word stays, since emoji and Persian are written so."""
    return all(sign in FILLERS or (kind := category(sign))[0] in UNSEEN or kind in UNSEEN_SIGNS for sign in text)


def tidied(value: Any) -> bool:
    """Whether any text in this JSON value has control characters that `Text` makes harmless."""
    if isinstance(value, str):
        return bool(HARMLESS.search(value))
    if isinstance(value, dict):
        return any(tidied(inner) for inner in value.values())
    return isinstance(value, list) and any(tidied(inner) for inner in value)
