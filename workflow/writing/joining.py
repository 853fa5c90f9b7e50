"""Two people wrote at once: where do their texts differ, who changed what, and how do the two become one?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from workflow.writing.comparison import between

THEIRS, YOURS, BOTH = "theirs", "yours", "both"
LINKED = {"need": "needs", "outcome": "outcomes"}  # what names an item of another part
ONE_LINE = ("provider", "legal_basis", "agreed_by", "amount", "frequency", "duration", "name", "contact")
CHOSEN = ("id", *LINKED, "section", "category", "domain", "by", "start_on", "review_on", "service")
THERE = "there"  # what marks that an item is there at all
LETTERS = 8  # of a fingerprint: it only tells whether a text is still the same
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which two texts differ: a text, or a whole item that only one of them has.

    `key`: the part, then the item by its id, then what of it. `take`: whose text to take, where only one of the two
    has changed it since both began. `words`: theirs turned into yours, where both are texts.
    """

    key: Key
    theirs: Any
    yours: Any
    take: str | None
    words: tuple[tuple[str, str], ...]

    @property
    def may_be_joined(self) -> bool:
        """Whether both may stand, one below the other."""
        prose = self.key[-1] not in (*ONE_LINE, *CHOSEN)
        return prose and isinstance(self.theirs, str) and isinstance(self.yours, str)


def marks(content: Mapping[str, Any]) -> dict[str, str]:
    """What a content was, place by place, as fingerprints: enough to tell later who has changed what."""
    return {"/".join(key): _mark(value) for key, value in _places(content)}


def _mark(value: Any) -> str:
    return sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()[:LETTERS]


def _places(content: Mapping[str, Any]) -> Iterator[tuple[Key, Any]]:
    """Every place of a content: its texts, and its items with what each says."""
    for part, value in content.items():
        if part == "carried":
            continue
        if isinstance(value, Mapping):
            yield from (((part, code), inner) for code, inner in value.items())
        elif isinstance(value, list):
            for name, item in _named(value).items():
                yield (part, name), THERE
                yield from (((part, name, code), inner) for code, inner in item.items())
        else:
            yield (part,), value


def _named(items: list[Any]) -> dict[str, Any]:
    """Items by their ids; services in the community by what they are called."""
    return {name_of(item) or str(n): item for n, item in enumerate(items)}


def name_of(item: Mapping[str, Any]) -> str:
    """What an item is told apart by: its id, the id of its service, or its name."""
    service = item.get("service")
    known = service.get("id") if isinstance(service, Mapping) else service
    return str(item.get("id") or known or item.get("name") or "").replace("/", " ")


def apart(before: Mapping[str, str], theirs: Mapping[str, Any], yours: Mapping[str, Any]) -> dict[str, Any]:
    """Yours, with another id for each item that both have added: they are two, though they were given one id."""
    new: dict[tuple[str, str], str] = {}
    for part in ("needs", "outcomes", "provision"):
        has, have = _named(theirs.get(part, [])), _named(yours.get(part, []))
        for name in have:
            if name in has and f"{part}/{name}" not in before and has[name] != have[name]:
                taken = {*has, *have, *(new[key] for key in new if key[0] == part)}
                new[part, name] = next_id(name[:1], taken)
    return {part: _renamed(part, value, new) for part, value in yours.items()}


def _renamed(part: str, value: Any, new: Mapping[tuple[str, str], str]) -> Any:
    if not isinstance(value, list) or part == "carried":
        return value
    named = {"id": part, **LINKED}
    return [
        {code: new.get((named[code], said), said) if code in named else said for code, said in item.items()}
        for item in value
    ]


def next_id(letter: str, taken: set[str]) -> str:
    """An id that nothing has: the letter, and the number after the highest."""
    numbers = [int(one[1:]) for one in taken if one[:1] == letter and one[1:].isascii() and one[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1}"


def differences(
    before: Mapping[str, str], theirs: Mapping[str, Any], yours: Mapping[str, Any]
) -> tuple[Difference, ...]:
    """Every place at which the two differ, in reading order; an item that only one has is one difference."""
    has, have = dict(_places(theirs)), dict(_places(yours))
    made: list[Difference] = []
    alone: set[Key] = set()
    for key in dict.fromkeys((*has, *have)):
        mine, other = have.get(key), has.get(key)
        if mine == other or key[:2] in alone:
            continue
        take = _whose(before.get("/".join(key)), other, mine)
        if THERE in (mine, other) and len(key) == 2:
            alone.add(key)
            mine, other = (_named(one.get(key[0], [])).get(key[1]) for one in (yours, theirs))
            take = _of_an_item(before, key, other, mine)
        made.append(Difference(key, other, mine, take, tuple(between(other, mine))))
    return tuple(made)


def _of_an_item(before: Mapping[str, str], key: Key, theirs: Any, yours: Any) -> str | None:
    """An item that only one has: new, it stays; taken out by the other, it goes, unless it was changed meanwhile."""
    keeps, other, left = (THEIRS, YOURS, theirs) if yours is None else (YOURS, THEIRS, yours)
    name = "/".join(key)
    if name not in before:
        return keeps
    return other if all(before.get(f"{name}/{code}") == _mark(said) for code, said in left.items()) else None


def _whose(before: str | None, theirs: Any, yours: Any) -> str | None:
    """Whose text to take: theirs where you left it as it was, yours where they did; None where both changed it."""
    was = [None if one is None else _mark(one) for one in (theirs, yours)]
    if was[1] == before:
        return THEIRS
    return YOURS if was[0] == before else None


def joined(theirs: Mapping[str, Any], yours: Mapping[str, Any], chosen: Mapping[Key, str]) -> dict[str, Any]:
    """One text of two: theirs, but for the places at which yours, or both, were chosen."""
    made: dict[str, Any] = {}
    for part in dict.fromkeys((*theirs, *yours)):
        if part != "carried":
            made[part] = _joined_part(part, theirs.get(part), yours.get(part), chosen)
    made = {part: value for part, value in made.items() if value not in (None, {}, [])}
    for part, linked in (("outcomes", ("need",)), ("provision", ("need", "outcome"))):
        for item in made.get(part, []):
            for code in linked:
                if item.get(code) not in _named(made.get(LINKED[code], [])):
                    item.pop(code, None)
    origins = [one for content in (theirs, yours) for one in _origins(content, made)]
    return {**made, **({"carried": _once(origins)} if origins else {})}


def _joined_part(part: str, theirs: Any, yours: Any, chosen: Mapping[Key, str]) -> Any:
    if isinstance(theirs, Mapping) or isinstance(yours, Mapping):
        return _joined_group((part,), theirs or {}, yours or {}, chosen)
    if not (isinstance(theirs, list) or isinstance(yours, list)):
        return _one(chosen.get((part,)), theirs, yours)
    has, have = _named(theirs or []), _named(yours or [])
    items = []
    for name in dict.fromkeys((*has, *have)):
        if name in has and name in have:
            items.append(_joined_group((part, name), has[name], have[name], chosen))
        elif (name in have) == (chosen.get((part, name)) == YOURS):
            items.append(dict(has.get(name) or have[name]))
    return items


def _joined_group(
    under: Key, theirs: Mapping[str, Any], yours: Mapping[str, Any], chosen: Mapping[Key, str]
) -> dict[str, Any]:
    codes = dict.fromkeys((*theirs, *yours))
    each = {code: _one(chosen.get((*under, code)), theirs.get(code), yours.get(code)) for code in codes}
    return {code: value for code, value in each.items() if value is not None}


def _one(choice: str | None, theirs: Any, yours: Any) -> Any:
    if choice == BOTH:
        return f"{theirs}\n\n{yours}"
    return yours if choice == YOURS else theirs


def _origins(content: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Where the texts of a content were carried from, at the places where they now stand."""
    for one in content.get("carried", ()):
        part, *rest = one["place"].split(".")
        if not isinstance(content.get(part), list) or not rest:
            yield dict(one)
            continue
        items, now = content[part], list(_named(made.get(part, [])))
        name = list(_named(items))[int(rest[0])] if rest[0].isdigit() and int(rest[0]) < len(items) else None
        if name in now:
            yield {**one, "place": ".".join((part, str(now.index(name)), *rest[1:]))}


def _once(origins: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({(one["place"], one["event"], one["code"]): one for one in origins}.values())
