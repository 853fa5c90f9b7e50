"""Where in a YAML file does each fault stand? Reading configuration with every line remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from marshmallow import Schema

Path = tuple[str | int, ...]
MOST_PLACES = 20_000
PLAINLY = {"found unhashable key": "a list or a mapping stands where a key should"}
NOT_KEPT = re.compile("[\x00\ud800-\udfff]")  # no database keeps them, nor can they be sent as UTF-8


class Strict(Schema):
    """A part of the file: an unknown key is a fault, and true is not a number."""

    class Meta:
        unknown = "raise"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with a file: the line (from 1), the place in it and the sentence."""

    line: int
    place: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.place + ': ' if self.place else ''}{self.message}"


class BadFile(Exception):
    """A configuration file was refused; `faults` holds every reason, in line order."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.name, self.faults = name, sorted(faults)
        super().__init__("\n".join(f"{name}, {fault}" for fault in self.faults))


def read(text: str, name: str) -> tuple[Any, dict[Path, int]]:
    """The content of a YAML text and the line of every key and item in it.

    Raises BadFile when the text is not YAML, names a key twice, or says what cannot be kept.
    """
    try:
        node, content = _parsed(text)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        said = PLAINLY.get(str(wrong.problem), wrong.problem)
        raise BadFile(name, [Fault((mark.line if mark else 0) + 1, "", f"not YAML: {said}")]) from wrong
    except (yaml.YAMLError, ValueError) as wrong:
        raise BadFile(name, [Fault(1, "", f"not YAML: {wrong}")]) from wrong
    except (AttributeError, RecursionError) as wrong:  # PyYAML lets a !!timestamp that is none through to its parts
        what = "a date or a time is none" if isinstance(wrong, AttributeError) else "it is nested too deep to be read"
        raise BadFile(name, [Fault(1, "", f"not YAML: {what}")]) from wrong
    lines: dict[Path, int] = {(): 1}
    faults: list[Fault] = []
    for fault in _walk(node, (), lines, frozenset()):
        faults.append(fault)
        if len(lines) > MOST_PLACES:
            break
    if faults:
        raise BadFile(name, faults)
    return content, lines


def _parsed(text: str) -> tuple[Any, Any]:
    """A YAML text as nodes, which know their lines, and as what these say."""
    loader = yaml.SafeLoader(text)
    node = loader.get_single_node()
    return node, None if node is None else loader.construct_document(node)


def _walk(node: Any, path: Path, lines: dict[Path, int], above: frozenset[int]) -> Iterator[Fault]:
    """Fill `lines`; yield what is wrong wherever it is read from. An alias to its own parent is not followed."""
    if id(node) in above or len(lines) > MOST_PLACES:
        return
    above |= {id(node)}
    if isinstance(node, yaml.MappingNode):
        yield from _walk_mapping(node, path, lines, above)
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            lines[(*path, position)] = item.start_mark.line + 1
            yield from _walk(item, (*path, position), lines, above)
    elif isinstance(node, yaml.ScalarNode) and NOT_KEPT.search(node.value):
        yield Fault(node.start_mark.line + 1, ".".join(map(str, path)), "has a character that cannot be kept")
    if len(lines) > MOST_PLACES:
        yield Fault(
            1, "", f"The file says more than {MOST_PLACES:,} things, with what is referred to counted each time."
        )


def _walk_mapping(node: Any, path: Path, lines: dict[Path, int], above: frozenset[int]) -> Iterator[Fault]:
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.value in seen:
            yield Fault(line, str(key.value), "named twice")
        seen.add(key.value)
        lines[(*path, key.value)] = line
        yield from _walk(key, path, lines, above)
        yield from _walk(value, (*path, key.value), lines, above)


def locate(messages: Any, lines: Mapping[Path, int], path: Path = ()) -> list[Fault]:
    """marshmallow's nested messages as faults, each on the nearest line that the file has for it."""
    if isinstance(messages, Mapping):
        return [fault for key, inner in messages.items() for fault in locate(inner, lines, _step(path, key))]
    near = path
    while near not in lines:
        near = near[:-1]
    place = ".".join(str(step) for step in path)
    return [Fault(lines[near], place, str(message)) for message in messages]


def _step(path: Path, key: str | int) -> Path:
    """marshmallow files whole-schema messages under _schema, and a mapping's under key and value: not places."""
    return path if key in ("_schema", "key", "value") else (*path, key)
