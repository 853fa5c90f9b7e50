"""How precise are the checks, and how much do they catch? One table for each part of the examples."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.evaluation.rows import SEEN, UNSEEN, Row, found, rows, stops, text_of


@dataclass
class Score:
    """How the examples of one check came out."""

    examples: int = 0
    fails: int = 0
    fired: int = 0
    right: int = 0

    def count(self, row: Row, *, fired: bool) -> None:
        """Add one example."""
        self.examples += 1
        self.fails += row["fails"]
        self.fired += fired
        self.right += fired and row["fails"]

    @property
    def precision(self) -> float:
        """How many of those that fired had to."""
        return self.right / self.fired if self.fired else 1.0

    @property
    def recall(self) -> float:
        """How many of those that had to fire did."""
        return self.right / self.fails if self.fails else 1.0


def scores(part: Iterable[Row]) -> Mapping[str, Score]:
    """The score of every check that has examples."""
    kept: dict[str, Score] = {}
    for row in part:
        kept.setdefault(row["check"], Score()).count(row, fired=bool(found(row)))
    return kept


def table(part: str) -> str:
    """The scores of one part, as lines."""
    kept, stopping = scores(rows(part)), stops()
    lines = [f"{part + ':':44}{'':6}{'examples':>9}{'fails':>7}{'precision':>11}{'recall':>8}"]
    for check, one in sorted(kept.items(), key=lambda item: (item[0] not in stopping, item[0])):
        kind = "stop" if check in stopping else "warn"
        lines.append(f"  {check:42}{kind:6}{one.examples:9}{one.fails:7}{one.precision:11.3f}{one.recall:8.3f}")
    return "\n".join(lines if kept else [f"{part}: no examples here."])


def wrong() -> str:
    """The seen examples that came out wrong, with what was found."""
    told = []
    for row in rows(SEEN):
        reasons = found(row)
        if bool(reasons) != row["fails"]:
            verdict = "found nothing in" if row["fails"] else "fired on"
            told.append(f"{row['id']} {verdict}: {text_of(row)}\n    label: {row['why']}; found: {reasons[:1]}")
    return "\n".join(told) or "None came out wrong."


def main() -> None:
    """Print the tables; with --wrong, the seen examples that came out wrong, and never the unseen ones."""
    asked = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    asked.add_argument("--wrong", action="store_true", help="list the seen examples that came out wrong")
    if asked.parse_args().wrong:
        sys.stdout.write(wrong() + "\n")
        return
    sys.stdout.write(f"{table(SEEN)}\n\n{table(UNSEEN)}\n")


if __name__ == "__main__":
    main()
