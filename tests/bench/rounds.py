"""What does one pathway cost the server and its database, beside the same rows in plain SQL? In rounds that take turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench import processes
from tests.bench.callers import Pace, Walk, walked
from tests.bench.served import Server

CLIENTS, WARM = 8, 24


@dataclass(frozen=True, slots=True)
class Round:
    """What a pathway took in one round, in milliseconds of processor time; and how fast they went."""

    server: float
    database: float
    pace: Pace | None

    @property
    def both(self) -> float:
        """Server and database together."""
        return self.server + self.database


@dataclass(frozen=True, slots=True)
class Build:
    """Something that takes requests along the pathway, and what runs it: `go` takes so many."""

    name: str
    go: Callable[[int], Pace | None]
    pathways: int
    server: Server | None = None


def of_service(name: str, server: Server, walk: Walk, pathways: int) -> Build:
    """A build that is served over HTTP, once it is warm."""
    walked(server.port, walk, CLIENTS, WARM)
    return Build(name, lambda many: walked(server.port, walk, CLIENTS, many), pathways, server)


def rounds(builds: Sequence[Build], database: int, times: int) -> dict[str, list[Round]]:
    """Every build in turn, so many times over, so that what else the machine does falls on all alike."""
    found: dict[str, list[Round]] = {build.name: [] for build in builds}
    for _ in range(times):
        for build in builds:
            found[build.name].append(_round(build, database))
    return found


def _round(build: Build, database: int) -> Round:
    def taken() -> tuple[float, float]:
        return processes.processor(build.server.process) if build.server else 0.0, processes.processor(database)

    before = taken()
    pace = build.go(build.pathways)
    server, base = (1000 * (after - begun) / build.pathways for after, begun in zip(taken(), before, strict=True))
    return Round(server, base, pace)


def usual(made: Sequence[Round]) -> float:
    """The median of what a pathway took, server and database together."""
    return median(one.both for one in made)


def against(made: Sequence[Round], other: Sequence[Round]) -> float:
    """How many times as much as the other it took: the median of the rounds, each compared with its neighbour."""
    return median(one.both / two.both for one, two in zip(made, other, strict=True))
