"""Does a virus scanner find anything in this file? One command, run without a shell, that reads it from its input."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Sequence

from workflow.errors import NotNow, Unmet

log = logging.getLogger("advice")
LONGEST = 60  # seconds
CLEAN, INFECTED = 0, 1
FILE = "file"


def scan(command: Sequence[str], content: bytes) -> None:
    """Let the scanner look at a file; an empty command is none. Raises Unmet when it is infected.

    Raises NotNow when the scanner cannot be run, does not end within a minute, or answers anything else.
    """
    if not command:
        return
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(command, input=content, stdout=quiet, stderr=quiet, timeout=LONGEST, check=False)  # noqa: S603  # the deployment's own command
    except (OSError, subprocess.TimeoutExpired) as wrong:
        log.warning("scanner failed", extra={"kind": type(wrong).__name__})
        raise NotNow("The virus scanner does not answer. Nothing was kept; try again.") from wrong
    if done.returncode == INFECTED:
        raise Unmet({FILE: ["The virus scanner found something harmful in this file. It was not kept."]})
    if done.returncode != CLEAN:
        log.error("scanner failed", extra={"status": done.returncode})
        raise NotNow("The virus scanner could not look at this file. Nothing was kept; try again.")
