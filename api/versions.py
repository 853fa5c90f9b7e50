"""Which versions has the caller seen? If-Match with strong tags, of which one is to be the version that there is."""

from __future__ import annotations

import re

from flask import request

NO_VERSION = -1
TAG = re.compile(r'(?:W/)?"[^"]*"')
STRONG = re.compile(r'"(0|[1-9]\d{0,8})"', re.ASCII)


def seen_versions() -> frozenset[int] | None:
    """The versions named in If-Match, or None where there is none (or `*`, which names no version at all).

    Of several it is enough that one is the version that there is (RFC 9110, 13.1.1).
    """
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    listed = not TAG.sub("", header).strip(" \t,")
    return frozenset(map(version_of, TAG.findall(header))) if listed else frozenset()


def version_of(tag: str | None) -> int:
    """The version of a tag. A weak tag, or one that this service never gave, is a version that nothing ever has."""
    match = STRONG.fullmatch(tag or "")
    return int(match[1]) if match else NO_VERSION
