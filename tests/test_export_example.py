"""Is the example in docs/exports.md what the service gives? To write it anew: UPDATE_DOCS=1 pytest <this file>."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import orjson

from api.advice_document import document
from api.held import Held
from config.authorities import AUTHORITIES, authority_of
from config.authority_file import from_text
from models.advice import AdviceVersion
from models.base import new_id
from models.person import Person
from models.request import Request
from tests.test_exports import faults
from workflow.history import Event
from workflow.papers.example import CONTENT, HEADING, SOURCES
from workflow.states import Capacity, Kind, State

EXPORTS = Path(__file__).parent.parent / "docs" / "exports.md"
SHOWN = ("views", "needs", "outcomes", "provision")
BLOCK = re.compile(r"```json\n(.*?)```", re.S)


def example() -> str:
    """Advice of the worked example, shortened to one line of each, as a document of it is given out."""
    author, reviewer, door = new_id(), new_id(), "childrens_front_door"
    at = datetime(2026, 11, 19, 10, tzinfo=UTC)
    sent = Event(7, "submit_for_review", State.DRAFTING, State.REVIEWING, at, author, door, door, author, Kind.FINAL,
                 Capacity.FRONT_DOOR)  # fmt: skip
    child = Person(
        given_name=HEADING["given_name"],
        family_name=HEADING["family_name"],
        date_of_birth=date.fromisoformat(HEADING["date_of_birth"]),
        details={},
        contacts=[],
    )
    content = {part: CONTENT[part][:1] if isinstance(CONTENT[part], list) else CONTENT[part] for part in SHOWN}
    one = AdviceVersion(
        version=2, seq=9, kind=Kind.AMENDED, amends=1, content=content, sources=list(SOURCES[:1]), author_id=author,
        author_team=door, reviewer_id=reviewer, issued_on=date(2026, 11, 20), heading=HEADING,
    )  # fmt: skip
    northmere = authority_of(from_text((AUTHORITIES / "northmere.yaml").read_text(), "northmere.yaml"))
    names = {author: HEADING["author"]["name"], reviewer: HEADING["reviewer"]["name"]}
    request = Request(reference="SCA-2026-000042", person=child)
    made = document(Held(northmere, request, (sent,), (one,), names, {}), one)
    assert faults(made) == []
    return orjson.dumps(made, option=orjson.OPT_INDENT_2).decode() + "\n"


def test_the_example_of_a_document_is_what_the_service_gives() -> None:
    text = EXPORTS.read_text()
    if os.environ.get("UPDATE_DOCS"):
        text = BLOCK.sub(lambda _: f"```json\n{example()}```", text, count=1)
        EXPORTS.write_text(text)
    (shown,) = BLOCK.findall(text)
    assert shown == example(), "Write it anew: UPDATE_DOCS=1 pytest tests/test_export_example.py"
