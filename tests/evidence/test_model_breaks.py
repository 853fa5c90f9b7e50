"""Would the walks notice if the service were broken? Each break is put in on purpose, and must be found."""

from __future__ import annotations

import os

import pytest
from flask import Flask
from hypothesis import Phase

from tests.evidence.breaks import BREAKS
from tests.evidence.walk import Walk
from tests.evidence.walking import BATCH, walk_in, walks

SOON_FOUND = ["who_had_it_in_hand_still_has", "the_version_seen_is_not_looked_at"]
NAMES = list(BREAKS) if os.environ.get("THOROUGH") else SOON_FOUND
MOST_RUNS = 1_000
FOUND = (AssertionError, RuntimeError)  # the walk has found something, or the service noticed by itself


@pytest.mark.parametrize("served", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.timeout(3600)
def test_a_broken_service_is_found_out(served: Flask, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = walk_in(served)
    BREAKS[name](monkeypatch)
    with pytest.raises(FOUND):
        goes_through(walk, name)


def goes_through(walk: type[Walk], name: str) -> None:
    """A thousand walks, unless one of them finds something; says how soon."""
    for seed in walks(walk, MOST_RUNS, 0, phases=(Phase.generate,)):
        print(f"{name} was not found in the first {seed * BATCH} walks")  # noqa: T201  # for whoever wants to know
