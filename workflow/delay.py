"""What was the SEND team last told of a delay?"""

from __future__ import annotations

from workflow.facts import Facts
from workflow.history import Event

TELLS = "report_delay"


def delay_told(facts: Facts) -> Event | None:
    """The step that told of it; None once advice is issued, or if nothing was said."""
    told = facts.last(TELLS, "issue_advice")
    return told if told and told.action == TELLS else None
