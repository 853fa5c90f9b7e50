"""What does the pathway look like? The table as a Mermaid diagram, and as data for programs and pages."""

from __future__ import annotations

from functools import cache
from typing import Any

from transitions.extensions import GraphMachine

from workflow.pathway import PATHWAY, Row
from workflow.states import MEANING, State

NEW = "asked"
RECORDING = ("reopen",)


@cache
def mermaid() -> str:
    """The moves of the pathway as Mermaid text: steps that stay in a state, and re-opening, are left out."""
    drawn: dict[tuple[str, str], list[str]] = {}
    for row in PATHWAY:
        if row.target is None or row.action in RECORDING:
            continue
        for source in row.sources:
            label = row.action.replace("_", " ")
            words = drawn.setdefault((str(source or NEW), str(row.target)), [])
            if label not in words:
                words.append(label)
    machine = GraphMachine(
        states=[NEW, *map(str, State)], initial=NEW, auto_transitions=False, graph_engine="mermaid", title=""
    )
    for (begin, end), words in drawn.items():
        machine.add_transition(" / ".join(words), begin, end)
    graph: Any = machine.get_combined_graph()
    lines: list[str] = graph.source.splitlines()
    start = lines.index("stateDiagram-v2")
    return "\n".join(line.rstrip() for line in lines[start:] if line.strip() and "Class" not in line)


def described() -> dict[str, Any]:
    """States with their meaning, and every row of the table."""
    return {
        "states": [{"state": state, "meaning": MEANING[state]} for state in State],
        "actions": [_described(row) for row in PATHWAY],
    }


def _described(row: Row) -> dict[str, Any]:
    return {
        "stage": row.stage,
        "action": row.action,
        "from": [source or NEW for source in row.sources],
        "when": row.when.words or None,
        "to": row.target or "same",
        "held_by": row.held_by,
        "writes": row.writes,
        "who": [{"roles": sorted(one.roles), "in": one.where} for one in row.who],
        "unless": [(bar.__doc__ or bar.__name__).strip() for bar in row.bars],
        "needs": [{"rule": n.name, "law": n.law, "cite": n.cite, "confidence": n.confidence} for n in row.needs],
        "question_set": row.asks,
        "cite": row.cite,
        "confidence": row.confidence,
    }
