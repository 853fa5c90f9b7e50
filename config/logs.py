"""What does the service write of what happens? One line of JSON for each event, on the error output."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

OURS = "advice"
USUAL = frozenset([*vars(logging.makeLogRecord({})), "message", "asctime"])


class Lines(logging.Formatter):
    """A line for an event: when, how grave, what, and what was told of it. No break in it can begin another line."""

    def format(self, record: logging.LogRecord) -> str:
        """The event, as it is written."""
        told = {name: value for name, value in vars(record).items() if name not in USUAL}
        if record.exc_info and record.exc_info[0]:
            told |= {"kind": record.exc_info[0].__name__, "place": place(record.exc_info[1])}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": at, "level": record.levelname, "event": record.getMessage(), **told}
        return json.dumps(line, default=str)


def place(error: BaseException | None) -> str:
    """Where an error arose: lines of our code and nobody's words, since its message may hold what somebody typed."""
    return "".join(traceback.format_tb(error.__traceback__)) if error else ""


def write() -> None:
    """Begin to write: what the service tells of itself, and of others what is grave."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.getLogger().handlers[:] = [handler]
    logging.getLogger(OURS).setLevel(logging.INFO)
