"""Which words do the checks of the advice look for? One file a noun, in which each list says what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from config.faults import BadFile, Fault, read

WORDS = Path(__file__).parent / "words"
PARTS = ("for", "say")
NEEDED = "say what the list is for (for: ...), and give its phrases, one a line (say: |)."


@cache
def words(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of a file of config/words, each as its phrases.

    Raises BadFile when the file is not as it should be, with every fault and its line.
    """
    return from_text((WORDS / f"{name}.yaml").read_text(), name)


def from_text(text: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of such a text; the same checks for a file and for a test."""
    content, lines = read(text, name)
    if not isinstance(content, dict):
        raise BadFile(name, [Fault(1, "", NEEDED)])
    faults = [Fault(lines[(key,)], str(key), NEEDED) for key, said in content.items() if not _is_list(said)]
    if faults:
        raise BadFile(name, faults)
    return {key: _phrases(said["say"]) for key, said in content.items()}


def _is_list(said: Any) -> bool:
    parts = isinstance(said, dict) and set(said) == set(PARTS) and all(isinstance(said[part], str) for part in PARTS)
    return parts and bool(said["for"].strip()) and bool(_phrases(said["say"]))


def _phrases(said: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in said.splitlines() if line.strip())
