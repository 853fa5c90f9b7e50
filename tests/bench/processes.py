"""What have processes taken of the processor, and what do they hold of the memory? As /proc tells it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine, text

PROC = Path("/proc")
PARENT, UTIME, CUTIME = 1, 11, 13  # proc_pid_stat(5): fields counted from the one after the name
KB = 1024


class NotHere(Exception):
    """The processes of the database are not on this machine, so nobody here can say what they take."""


def family(first: int) -> list[int]:
    """A process and all that come from it."""
    children: dict[int, list[int]] = {}
    for one in _running():
        if told := _stat(one):
            children.setdefault(int(told[PARENT]), []).append(one)
    found, new = [first], children.get(first, [])
    while new:
        found += new
        new = [child for one in new for child in children.get(one, [])]
    return found


def _running() -> Iterator[int]:
    return (int(one.name) for one in PROC.iterdir() if one.name.isdigit())


def _stat(process: int) -> list[str] | None:
    """What is told of a process; None once it has ended."""
    try:
        return (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def processor(first: int) -> float:
    """The seconds of processor time that a process and all its children have taken so far, those that ended among them."""
    ticks = 0
    for one in family(first):
        told = _stat(one)
        ticks += sum(int(figure) for figure in told[UTIME : CUTIME + 2]) if told else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(process: int) -> float:
    """The megabytes that a process holds."""
    told = (PROC / str(process) / "status").read_text()
    return int(told.partition("VmRSS:")[2].split()[0]) / KB


def server_of(url: str) -> int:
    """The process that all those of this database's server come from. Raises NotHere."""
    engine = create_engine(url)
    with engine.connect() as connection:
        told = _stat(connection.scalar(text("SELECT pg_backend_pid()")) or 0)
        name = connection.scalar(text("SELECT pg_backend_pid()"))
        ours = told is not None and "postgres" in (PROC / str(name) / "comm").read_text()
    engine.dispose()
    if not told or not ours:
        raise NotHere("The server of the database is on another machine.")
    return int(told[PARENT])
