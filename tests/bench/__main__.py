"""What does it all cost? One run prints every figure, beside what was aimed at; nothing fails by it.

A database is filled with each number of requests that --sizes names: a million take 25 GB of disk. --only picks parts;
--markdown writes the table of the goals into README.md.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from time import perf_counter

from sqlalchemy.exc import SQLAlchemyError

from tests.bench import goals, parts, served_pathways, sizes
from tests.bench.goals import Figures
from tests.bench.processes import NotHere
from tests.bench.served import ROOT
from tests.databases import postgresql

SIZES = "1000,10000,100000,1000000"
README = ROOT / "README.md"


def every_part(sized: list[int], figures: Figures) -> dict[str, Callable[[], Iterator[str]]]:
    """The parts of the bench, by name, in order."""
    return {
        "pathways": lambda: with_database(lambda url: served_pathways.measured(url, figures)),
        "parts": lambda: parts.measured(figures),
        "lists": lambda: with_database(lambda url: sizes.measured(url, sized, figures)),
    }


def with_database(work: Callable[[str], Iterator[str]]) -> Iterator[str]:
    """What a part says that needs a database of its own; why it is not measured, where there is no PostgreSQL."""
    try:
        with postgresql() as url:
            yield from work(url)
    except (ImportError, OSError, NotHere, RuntimeError, SQLAlchemyError) as wrong:
        yield f"This part was NOT measured: {wrong}"


def main() -> None:
    """Print it all."""
    reader = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    reader.add_argument("--sizes", default=SIZES, help="how many requests to fill a database with, with commas between")
    reader.add_argument("--only", help="the parts to measure, with commas between: pathways, parts, lists")
    reader.add_argument("--markdown", action="store_true", help="write the table of the goals into README.md too")
    asked = reader.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended; what was begun is taken down again."))
    figures: Figures = {}
    every = every_part([int(one) for one in asked.sizes.split(",")], figures)
    began = perf_counter()
    for name, part in every.items():
        if not asked.only or name in asked.only.split(","):
            _print(f"\n== {name}")
            for line in part():
                _print(line)
    table = goals.rows(figures)
    _print("\n== what was aimed at", *goals.plain(table), f"\nmeasured in {perf_counter() - began:.0f} seconds")
    if asked.markdown:
        README.write_text(goals.placed(README.read_text(), goals.markdown(table)))


def _print(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201  # the table is the point


if __name__ == "__main__":
    main()
