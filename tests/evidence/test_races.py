"""What happens when people act at the same moment, over and over? One wins, the others are told, and it happens once.

The same rounds are run with the lock taken out of the program, or the uniqueness of a key: then they must fail.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from models import base
from tests import answers
from tests.evidence import mutants
from tests.evidence.races import RACES, Race, play
from tests.place import Place
from tests.racing import at_once, same_reply

THOROUGH = bool(os.environ.get("THOROUGH"))
ROUNDS = 500 if THOROUGH else 20
ROUNDS_OF_A_MUTANT = 20  # at most: the first that fails is enough
SENT_AT_ONCE = 4
pytestmark = pytest.mark.timeout(7200 if THOROUGH else 600)  # seconds
each_race = pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)


@each_race
def test_of_those_who_act_at_once_one_wins_and_the_others_are_told(northmere: Place, race: Race) -> None:
    play(northmere, race, ROUNDS)


def one_key_has_one_effect(place: Place, rounds: int) -> None:
    """A call is sent several times at the same moment under one key, over and over."""
    for n in range(1, rounds + 1):
        told: dict[str, Any] = {"json": answers.new_request(), "headers": {"Idempotency-Key": f"round {n}"}}
        made = same_reply(at_once([partial(place.call, "caseworker", "POST", "/requests", **told)] * SENT_AT_ONCE))
        assert made.status_code == 201
        assert made.json["reference"].endswith(f"{n:06d}")


def test_one_key_sent_at_once_has_one_effect(northmere: Place) -> None:
    one_key_has_one_effect(northmere, ROUNDS)


@contextmanager
def without_a_lock(served: Flask) -> Iterator[None]:
    """Nobody waits for anybody: no row is locked, on SQLite none when a transaction begins, and no version compared."""
    engine = served.extensions["storage"].engine
    begins = [base._sqlite_begins, mutants.begins_reading] if engine.dialect.name == "sqlite" else []
    with pytest.MonkeyPatch.context() as patch:
        mutants.locks_nothing(patch)
        _instead(engine, *begins)
        try:
            yield
        finally:
            _instead(engine, *reversed(begins))


def _instead(engine: Engine, *begins: Callable[[Connection], None]) -> None:
    """Transactions begin in the second of two ways, and no longer in the first."""
    if begins:
        event.remove(engine, "begin", begins[0])
        event.listen(engine, "begin", begins[1])


@each_race
def test_without_a_lock_the_race_breaks(served: Flask, northmere: Place, race: Race) -> None:
    with without_a_lock(served), pytest.raises((AssertionError, DBAPIError)):
        play(northmere, race, ROUNDS_OF_A_MUTANT)


def test_without_unique_keys_a_call_has_several_effects(
    served: Flask, northmere: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite keeps one effect all the same: whoever writes there has waited for the one before, and reads its key."""
    mutants.keeps_keys_that_are_there(monkeypatch)
    if served.extensions["storage"].engine.dialect.name == "sqlite":
        one_key_has_one_effect(northmere, ROUNDS_OF_A_MUTANT)
        return
    with pytest.raises(AssertionError):
        one_key_has_one_effect(northmere, ROUNDS_OF_A_MUTANT)
