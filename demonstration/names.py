"""What are invented people and places called? Given names out of hedge and wood, the rest is nowhere."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path
from random import Random

import yaml

NAMES = Path(__file__).parent.parent / "config" / "demonstration" / "names.yaml"


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of a kind that names are made of."""
    held: dict[str, str] = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    return tuple(held[kind].split())


@cache
def families() -> tuple[str, ...]:
    """Every invented family name of a child there is."""
    return tuple(map("".join, product(words("family_beginnings"), words("family_endings"))))


@cache
def towns() -> tuple[str, ...]:
    """Every invented town."""
    return tuple(map("".join, product(words("town_beginnings"), words("town_endings"))))


def children(dice: Random, count: int) -> list[tuple[str, str]]:
    """So many children, no two of one name: given name and family name."""
    return _people(dice, count, families())


def workers(dice: Random, count: int) -> list[tuple[str, str]]:
    """So many people who work for an authority, no two of one name: given name and family name."""
    return _people(dice, count, words("surnames"))


def _people(dice: Random, count: int, family: tuple[str, ...]) -> list[tuple[str, str]]:
    given = words("given")
    picked = dice.sample(range(len(given) * len(family)), count)
    return [(given[n % len(given)], family[n // len(given)]) for n in picked]
