"""How would others have built it? The same seven calls on the tools that come to mind first.

Each is written as a competent user of it would from its documentation, and served by the same server on the same
database: 6 commits, every answer recorded. None has authentication, access checks, rules or idempotency, which favours
them. `make bench` installs them into an environment of their own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from tests import answers
from tests.bench.callers import Client
from tests.bench.served import ROOT, THREADS, WORKERS, Server, free_port, running

LOCK, HOME = ROOT / "requirements-peers.lock", ROOT / ".venv-peers"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Peer:
    """One of the others: the module that it is served from, and the goal that it is compared for."""

    words: str
    module: str
    goal: str | None

    def walk(self, client: Client, number: int) -> None:
        """The same seven calls, with the same answers."""
        walk(client, number)


PEERS = (
    Peer("viewflow.fsm on Django REST", "fsm_on_django", "fsm"),
    Peer("SpiffWorkflow on Flask, its state saved", "spiff_on_flask", "spiff"),
    Peer("viewflow's workflow engine", "viewflow_engine", "engine"),
    Peer("python-statemachine on Flask", "statemachine_on_flask", None),
)


@cache
def said() -> dict[str, Any]:
    """What is said on the way, as our own pathway has it; people are told by their name, since none signs in."""
    lead = {
        "status": "active",
        "lead_professional": "jay.brook",
        "team": "disabled_children",
        "source": "The case system",
    }
    return {
        "ask": answers.new_request(involvement=lead),
        "record_reading": answers.reading(),
        "record_contact": answers.spoke(),
        "draft": answers.advice(),
        "submit_for_review": {"draft_version": 1, "reviewer": "clay.ford"},
        "issue_advice": answers.issue(),
    }


def walk(client: Client, number: int) -> None:
    """Ask, look, and go on until the advice is issued."""
    given = said()
    person = {**given["ask"]["person"], "family_name": f"Benchley-{number}"}
    at = f"/requests/{client.call('POST', '/requests', {**given['ask'], 'person': person}).told['id']}"
    client.call("GET", at)
    for action in ("record_reading", "record_contact"):
        client.call("POST", f"{at}/{action}", given[action])
    client.call("PUT", f"{at}/draft", given["draft"])
    for action in ("submit_for_review", "issue_advice"):
        last = client.call("POST", f"{at}/{action}", given[action])
    if last.told["state"] != "issued":
        raise RuntimeError(f"The pathway ended otherwise: {last.told}")


@cache
def installed() -> str | None:
    """Make the environment of the peers where it is not made yet, from its lock; what went wrong, if it did."""
    done = HOME / "installed.lock"
    if done.exists() and done.read_bytes() == LOCK.read_bytes():
        return None
    for command in (
        [sys.executable, "-m", "venv", str(HOME)],
        [str(BIN / "pip"), "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", str(LOCK)],
    ):
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
        except (OSError, subprocess.SubprocessError) as wrong:
            said_of_it = str(getattr(wrong, "stderr", "") or wrong).strip().splitlines()
            return said_of_it[-1] if said_of_it else str(wrong)
    done.write_bytes(LOCK.read_bytes())
    return None


def started(peer: Peer, url: str, until: ExitStack) -> Server | str:
    """The peer, served until then; or why it is not."""
    wrong = installed()
    if wrong:
        return f"{peer.words} was NOT measured: the peers could not be installed. {wrong}"
    port = free_port()
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    environment = {**os.environ, "PEER_DATABASE_URL": plain, "PYTHONPATH": str(HERE), "PEER_THREADS": str(THREADS)}
    try:
        subprocess.run(
            [str(BIN / "python"), "-m", peer.module], env=environment, check=True, capture_output=True, text=True
        )
        served = [str(BIN / "granian"), "--interface", "wsgi", "--port", str(port), "--workers", str(WORKERS)]
        command = [*served, "--blocking-threads", str(THREADS), "--no-access-log", f"{peer.module}:application"]
        return until.enter_context(running(command, environment, port))
    except subprocess.CalledProcessError as failed:
        return f"{peer.words} was NOT measured: {failed.stderr[-400:]}"
    except RuntimeError as failed:
        return f"{peer.words} was NOT measured: {failed}"
