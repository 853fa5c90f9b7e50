"""Write this, not that: what does each check find in the words of advice, and what does it let stand?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "examples" / "checks.yaml"


@dataclass(frozen=True, slots=True)
class Example:
    """A phrasing: the place where it stands, what it says (a text, or a line of provision), and why it is so judged.

    `contacts` are the people in the record, `person` what is known of the person, and `kind` which kind of advice it
    is, where it depends on them.
    """

    at: str
    say: str | bool | Mapping[str, Any] | Sequence[Any] | None
    why: str
    contacts: Sequence[Mapping[str, str]] = ()
    person: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "final"


@dataclass(frozen=True, slots=True)
class Examples:
    """Phrasings that a check finds fault with, and near misses that it lets stand."""

    fails: tuple[Example, ...]
    passes: tuple[Example, ...]


@cache
def examples_of_checks() -> Mapping[str, Examples]:
    """The phrasings of every check that has some."""
    held: Mapping[str, Mapping[str, Any]] = yaml.safe_load(FILE.read_text())
    return {
        check: Examples(*(tuple(Example(**one) for one in said[kind]) for kind in ("fails", "passes")))
        for check, said in held.items()
    }
