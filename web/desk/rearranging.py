"""What becomes of a draft that is being typed when an item is added, taken out, or carried in from the record?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from web.desk.questions import FIRST_TEXT, LISTS
from web.desk.told import Entry
from web.forms.typed import YES, Typed, rows
from workflow.writing.joining import LINKED, next_id

CARRIED = "carried"


def numbered(items: Sequence[Any]) -> Typed:
    """Rows as a form has them."""
    return {str(n): one for n, one in enumerate(items)}


def in_order(typed: Typed) -> Typed:
    """The same, every list numbered from 0 without a gap."""
    lists = {part: numbered(rows(typed[part])) for part in (*LISTS, CARRIED) if isinstance(typed.get(part), dict)}
    return {**typed, **lists}


def ids(typed: Mapping[str, Any], part: str) -> set[str]:
    """The ids that the items of a part have."""
    return {str(row["id"]) for row in rows(typed.get(part)) if row.get("id")}


def add(typed: Typed, part: str, taken: set[str], said: Mapping[str, Any]) -> str:
    """Put an item at the end of its part, with an id that nothing has or had; says its place."""
    held = rows(typed.get(part))
    letter = LISTS[part].letter
    named = {"id": next_id(letter, ids(typed, part) | taken)} if letter else {}
    typed[part] = numbered([*held, {**named, **said}])
    return f"{part}.{len(held)}"


def pointing(typed: Mapping[str, Any], part: str, number: int) -> list[str]:
    """The ids of the items that answer or serve this one."""
    link = next((link for link, target in LINKED.items() if target == part), None)
    held = rows(typed.get(part))
    name = held[number].get("id") if number < len(held) else None
    if not link or not name:
        return []
    others = (row for other in LISTS if other in ("outcomes", "provision") for row in rows(typed.get(other)))
    return [str(row.get("id")) for row in others if row.get(link) == name]


def remove(typed: Typed, part: str, number: int) -> None:
    """Take an item out: what pointed to it points to nothing, and what was carried into others moves up with them."""
    held = rows(typed.get(part))
    if number >= len(held):
        return
    name = held[number].get("id")
    typed[part] = numbered([row for n, row in enumerate(held) if n != number])
    for link, target in LINKED.items():
        if target == part:
            for other in ("outcomes", "provision"):
                typed[other] = numbered([_loosed(row, link, name) for row in rows(typed.get(other))])
    typed[CARRIED] = numbered(list(_moved_up(rows(typed.get(CARRIED)), part, number)))


def _loosed(row: Typed, link: str, name: Any) -> Typed:
    return {code: said for code, said in row.items() if code != link or said != name}


def _moved_up(origins: Sequence[Typed], part: str, number: int) -> Iterator[Typed]:
    for one in origins:
        at, *rest = str(one.get("place", "")).split(".")
        if at != part or not rest or not rest[0].isdigit() or int(rest[0]) < number:
            yield one
        elif int(rest[0]) > number:
            yield {**one, "place": ".".join((at, str(int(rest[0]) - 1), *rest[1:]))}


def carry(typed: Typed, section: str, entry: Entry, taken: set[str]) -> str:
    """Put an answer of the record into a section, below what stands there, and note where it came from."""
    if section in LISTS:
        existing = {"existing": YES} if entry.code == "provision_in_place" else {}
        places = [add(typed, section, taken, {FIRST_TEXT[section]: text, **existing}) for text in entry.texts]
    else:
        _append(typed, section, "\n\n".join(entry.texts))
        places = [section]
    held = rows(typed.get(CARRIED))
    made = [{"place": one, "event": str(entry.event), "code": entry.code} for one in places]
    typed[CARRIED] = numbered([*held, *made])
    return places[0]


def _append(typed: Typed, section: str, text: str) -> None:
    *way, last = section.split(".")
    at: Any = typed
    for step in way:
        at = at.setdefault(step, {})
    before = str(at.get(last) or "").rstrip()
    at[last] = f"{before}\n\n{text}" if before else text


def begun(typed: Typed, beginning: Mapping[str, Any]) -> Typed:
    """What the record says, under what was typed already: nothing typed is changed."""
    made = {**beginning, **{part: said for part, said in typed.items() if _says(said)}}
    for part in ("views", "preparation_for_adulthood"):
        both = {**beginning.get(part, {}), **{code: said for code, said in _group(typed.get(part)) if _says(said)}}
        made |= {part: both} if both else {}
    used = [one for one in rows(beginning.get(CARRIED)) if _at(made, one["place"]) == _at(beginning, one["place"])]
    return {**made, CARRIED: numbered([*rows(typed.get(CARRIED)), *used])}


def _group(typed: Any) -> Iterator[tuple[str, Any]]:
    yield from typed.items() if isinstance(typed, Mapping) else ()


def _says(typed: Any) -> bool:
    """Whether anything was typed there."""
    if isinstance(typed, Mapping):
        return any(map(_says, typed.values()))
    return bool(typed and str(typed).strip())


def _at(typed: Any, place: str) -> Any:
    for step in place.split("."):
        typed = typed.get(step) if isinstance(typed, Mapping) else None
    return typed
