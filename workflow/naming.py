"""When are two names the same? However they are written: accents, capitals, spaces, apostrophes tell nobody apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

LONGEST = 201  # characters, of two names of 100: what is longer once it is folded is compared as far as that
ACCENTS = re.compile("[\u0300-\u036f]")  # of letters, once they are apart from what they stand on
SIGNS = str.maketrans("\u2018\u2019\u02bc\u2010\u2011\u2013", "'''---")  # apostrophes and hyphens as they may be typed


def folded(name: str) -> str:
    """A name as it is compared: small letters without accents, one space between words, one kind of apostrophe."""
    plain = ACCENTS.sub("", normalize("NFKD", name)).translate(SIGNS)
    return " ".join(plain.casefold().split())[:LONGEST]


def search_name(said: Mapping[str, Any]) -> str:
    """The name of a person as it is searched: family name first."""
    return folded(f"{said.get('family_name') or ''} {said.get('given_name') or ''}")


def searched_by(said: Mapping[str, Any]) -> dict[str, str]:
    """Both columns by which a person is found by name."""
    return {"search_name": search_name(said), "search_given": folded(said.get("given_name") or "")}
