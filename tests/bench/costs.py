"""What does one call cost: processor time of the application and of the database, the whole time, SQL, what travels?

The median of several calls that were made before, inside this process, over its one connection.
"""

from __future__ import annotations

import gc
import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter_ns, process_time_ns

from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from tests.tour import counted

WARM, LOADS, OK = 8, 15, 200
HEADING = f"{'':<48} {'CPU ms':>8} {'database':>9} {'whole ms':>9} {'SQL':>4} {'kB packed':>10}"
NANO = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds, statements, kilobytes. `database` is None where it runs on another machine."""

    processor: float
    database: float | None
    whole: float
    statements: int
    packed: float

    @property
    def both(self) -> float:
        """Application and database."""
        return self.processor + (self.database or 0)

    def line(self, words: str) -> str:
        """A line of the table that HEADING heads."""
        base = "" if self.database is None else f"{self.database:.2f}"
        return (
            f"{words:<48} {self.processor:>8.1f} {base:>9} {self.whole:>9.1f} {self.statements:>4} {self.packed:>10.1f}"
        )


def cost(engine: Engine, load: Callable[[], TestResponse]) -> Cost:
    """What this call costs, which must be answered with success."""
    for _ in range(WARM):
        page = load()
        assert page.status_code == OK, page.get_data(as_text=True)[:500]
    with counted(engine) as sent:
        load()
    gc.collect()
    told = _told_of_database(engine)
    took = [_taken(load, told) for _ in range(LOADS)]
    processor, database, whole = (median(one) / NANO for one in zip(*took, strict=True))
    return Cost(processor, database if told else None, whole, len(sent), len(gzip.compress(page.data)) / 1024)


def _taken(load: Callable[[], TestResponse], database: Path | None) -> tuple[int, int, int]:
    processor, base, whole = process_time_ns(), _nanoseconds(database), perf_counter_ns()
    load()
    took = perf_counter_ns() - whole
    return process_time_ns() - processor, _nanoseconds(database) - base, took


def _nanoseconds(told: Path | None) -> int:
    return int(told.read_text().split()[0]) if told else 0


def _told_of_database(engine: Engine) -> Path | None:
    """Where the system tells what the one connection has taken at its server, if that is on this machine."""
    with engine.connect() as connection:
        process = Path(f"/proc/{connection.scalar(text('SELECT pg_backend_pid()'))}")
    told = process / "schedstat"
    return told if told.exists() and "postgres" in (process / "comm").read_text() else None
