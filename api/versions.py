"""Which version has the caller seen? If-Match with one strong tag."""

from __future__ import annotations

import re

from flask import request

NO_VERSION = -1
STRONG = re.compile(r'"(\d{1,9})"\Z', re.ASCII)


def seen_version() -> int | None:
    """The version named in If-Match, or None where there is none (or `*`, which names no version at all).

    A weak tag, or one that this service never gave, is a version that nothing ever has.
    """
    tag = request.headers.get("If-Match", "").strip()
    if tag in ("", "*"):
        return None
    match = STRONG.match(tag)
    return int(match[1]) if match else NO_VERSION
