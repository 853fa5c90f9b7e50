"""Does the service do what a model of its own says, whatever anybody does, in whatever order, whatever the clock says?

Random steps by random people on a few requests of two authorities, by the rules of walk.py. The model, in the package
beside this, imports nothing of the product; every answer is compared with what it expects, and every history at the end
with the path that it took. The invariants of standards.md 4.2:

| invariant | where it is looked at |
|---|---|
| I1 what was acknowledged is there | `teardown`: the history holds every step that was answered with 200; crashes have tests of their own |
| I2 no effect without a call | `teardown`: the history holds no step but the model's, so a refused call has left none |
| I3 one path without a gap | `tells_its_path`: numbers, states and teams, by the model's own table |
| I4 one current version of the advice | `shows`: the version that stands; `versions_issued`: all of them, in order. Two at once: test_races.py |
| I5 one key, one effect | `a_call_is_sent_again`: the same reply to the byte, and the history has no second step |
| I6 two people on each issue | who edited the version is refused (403); `versions_issued`: author and reviewer are the model's |
| I7 one owner | `shows`: after each step the team that holds it and the person in it; nobody once it is closed |
| I8 the record counts effects | `tells_its_path`: as many events as steps taken; the product records no attempt that it refused |
| I9 the outbox | does not apply: the product sends nothing out, so it has no outbox |
| I10 deadlines follow from dates | `shows`: the due date that the model counts by itself, after each step; verify() counts the marks again |
| I11 the restricted never appear | `somebody_reads` and `finds`: the request, its parts, and a search, by the model's own rule |
| I12 clocks reorder nothing | `the_clock_jumps`: history keeps the order of the steps, and tells of each the moment the clock showed |
"""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path
from random import SystemRandom

import pytest
from flask import Flask
from hypothesis import Phase
from sqlalchemy.orm import Session

from models.verify import verify
from tests.evidence.model.table import ACTIONS as MODELLED
from tests.evidence.model.table import STATES
from tests.evidence.walking import walk_in, walks
from workflow.pathway import ACTIONS

THOROUGH = bool(os.environ.get("THOROUGH"))
RUNS = {"sqlite": 5_000, "postgresql": 500} if THOROUGH else {"sqlite": 200, "postgresql": 30}
FIRST = int(os.environ.get("WALKS_FROM", SystemRandom().randrange(10**9) if THOROUGH else 0))

MODEL = Path(__file__).parent / "model"


def test_the_model_is_made_of_nothing_that_it_judges() -> None:
    imported = {
        name
        for path in MODEL.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in _names_imported(node)
    }
    ours = {name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names}
    assert ours
    assert all(name.startswith("tests.evidence.model") for name in ours), ours


def _names_imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [str(node.module)]
    return [one.name for one in node.names] if isinstance(node, ast.Import) else []


def test_the_model_knows_every_step_of_the_pathway() -> None:
    assert {*MODELLED, "request_advice"} == {*ACTIONS}


@pytest.mark.timeout(12 * 3600 if THOROUGH else 1800)
def test_the_service_answers_as_the_model_does(served: Flask) -> None:
    walk, storage = walk_in(served), served.extensions["storage"]
    runs = int(os.environ.get("WALKS", RUNS[storage.engine.dialect.name]))
    for seed in walks(walk, runs, FIRST, phases=(Phase.generate, Phase.shrink)):
        print(f"To walk here again: WALKS_FROM={seed} WALKS=10")  # noqa: T201  # shown when a walk fails
    print(f"Steps taken and states reached: {walk.tally}")  # noqa: T201
    assert walk.tally.keys() >= set(STATES), "The walks do not come to every state."
    with Session(storage.engine) as session:
        for place in walk.places.values():
            assert verify(session, storage.keys, place.code).faults == ()
