"""How does a good file go wrong? Parts dropped, doubled, renamed and of another kind; letters lost, moved and odd."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import yaml
from hypothesis import strategies as st

ODD = (
    None, True, -1, 0, 7.5, 10**30, float("nan"), float("inf"), "", " ", "x" * 30_000, "\x00", "\ufeff", "\u202e",
    "=1+1", "@SUM(A1)", "é", "\ud800", "true", "2026-02-30", "0x10", [], {}, [[]], {"": {}}, {"a": None}, [None],
    ["x", ["y"]], {1: 2}, {"include": ["x"]}, {"include": "people"}, date(2026, 1, 1), b"\xff",
)  # fmt: skip
BREAKS = (
    "\x00", "\t", "\n", "\r", "\x85", "\u2028", "\ufeff", ":", "- ", "? ", "{", "}", "[", "]", "'", '"', "&a ", "*a", "!!python/none x",
    "!!binary x", "!!set {a, b}", "!!timestamp x", "<<: *a", "%YAML 9.9", "---", "...", "| ", "> ", "#", "\\", ",", ";",
    "0o9", "9" * 5000, "2026-99-99", ".inf", "é", "\U0001f600", "\ud800", "[" * 900, "{a: " * 300, "- " * 900, "=cmd|' /C calc'!A0",
)  # fmt: skip
Path = tuple[Any, ...]


def places(held: Any, path: Path = ()) -> Iterator[Path]:
    """The place of everything in it, and of itself."""
    yield path
    inside = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for key, part in inside:
        yield from places(part, (*path, key))


def nested(value: Any, depth: int) -> Any:
    for _ in range(depth):
        value = [value]
    return value


@st.composite
def mutated(draw: st.DrawFn, good: Any) -> Any:
    """A good value with one to four things wrong with it."""
    held: Any = {"all of it": deepcopy(good)}
    for _ in range(draw(st.integers(1, 4))):
        every = [path for path in places(held) if path] or [("all of it",)]
        held.setdefault("all of it", None)
        path = every[draw(st.integers(0, len(every) - 1))]
        _change(draw, held, path, every)
    return held.get("all of it")


def _change(draw: st.DrawFn, held: Any, path: Path, every: list[Path]) -> None:
    above = held
    for key in path[:-1]:
        above = above[key]
    key = path[-1]
    match draw(st.sampled_from(("drop", "odd", "odd", "double", "rename", "nest", "move"))):
        case "drop":
            del above[key]
        case "odd":
            above[key] = deepcopy(draw(st.sampled_from(ODD) | st.text(max_size=20) | st.integers()))
        case "double":
            again = deepcopy(above[key])
            above.insert(key, again) if isinstance(above, list) else above.__setitem__(f"{key}2", again)
        case "rename" if isinstance(above, dict):
            above[draw(st.sampled_from(("name", "code", "include", "", " ", "type", 7, None)))] = above.pop(key)
        case "nest":
            above[key] = nested(above[key], draw(st.sampled_from((1, 2, 40))))
        case _:
            other = held
            for step in every[draw(st.integers(0, len(every) - 1))]:
                other = other[step] if isinstance(other, list | dict) and _has(other, step) else other
            above[key] = deepcopy(other)


def _has(held: Any, key: Any) -> bool:
    return key in held if isinstance(held, dict) else isinstance(key, int) and key < len(held)


@st.composite
def broken(draw: st.DrawFn, good: str) -> str:
    """A good text with one to five pieces cut out, put in, doubled or put elsewhere."""
    text = good
    for _ in range(draw(st.integers(1, 5))):
        begin = draw(st.integers(0, len(text)))
        end = min(len(text), begin + draw(st.sampled_from((0, 1, 1, 3, 20, 200))))
        piece = draw(st.sampled_from((*BREAKS, "", "", text[begin:end] * 2)) | st.text(max_size=5))
        text = text[:begin] + piece + text[end:]
    return text


def yaml_files(good: str) -> st.SearchStrategy[str]:
    """Files that may once have been this one, and some that never were."""
    content = yaml.safe_load(good)
    written = mutated(content).map(lambda held: yaml.dump(held, allow_unicode=True))
    return written | written | broken(good) | st.text(max_size=200)


@st.composite
def as_bytes(draw: st.DrawFn, good: bytes) -> bytes:
    """A good file with bytes lost, put in, or read in another encoding; or what was never one."""
    text = draw(broken(good.decode()))
    encoding = draw(st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "latin-1")))
    made = text.encode(encoding, "replace")
    if draw(st.booleans()):
        at = draw(st.integers(0, len(made)))
        made = made[:at] + draw(st.binary(max_size=8)) + made[at + draw(st.integers(0, 8)) :]
    return draw(st.sampled_from((made, made, made, draw(st.binary(max_size=300)))))
