"""How is the shared draft saved? Outside the record, without moving the request, and without losing anybody's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from models import queries
from models.advice import Draft, save_draft
from models.record import number_draft
from models.request import Request
from workflow.answering import Given
from workflow.errors import NeverYours, NotFromHere, NotYours, Stale, Unmet, VersionMissing
from workflow.roles import SOCIAL_CARE
from workflow.states import State
from workflow.work import Work, found


def write_draft(work: Work, reference: str, draft: Given, seen: int | None) -> int:
    """Save the shared draft, outside the record and without moving the request; gives the new version.

    Raises NotThere, NeverYours, VersionMissing, Stale, NotFromHere (not being written now), NotYours or Unmet.
    """
    request = found(work.session, work.signed, reference, locked=True)
    writers = work.signed.caller.teams(*SOCIAL_CARE)
    if not writers:
        raise NeverYours
    if seen is None:
        raise VersionMissing("Say which version of the draft you have seen (0 when there is none yet).")
    if seen != request.draft_version:
        raise Stale("Somebody has saved this draft since you opened it. Compare the two texts, then save again.")
    if request.state != State.DRAFTING:
        raise NotFromHere("The draft can be written only while the request is drafting; a draft under review cannot.")
    if request.team not in writers:
        raise NotYours
    if draft.faults:
        raise Unmet(draft.faults)
    number_draft(work.session, request, request.draft_version + 1)
    save(work, request, draft.answers, queries.next_advice_version(work.session, request.key), work.signed.caller.id)
    return request.draft_version


def save(work: Work, request: Request, content: Mapping[str, Any], becomes: int, editor: UUID | None) -> None:
    """The draft at its next version, which the request has by now. `editor` None: it goes back to what was issued."""
    before = request.draft
    kept = before.editors if before and before.becomes == becomes and editor else []
    saved = Draft(
        version=request.draft_version,
        content=dict(content),
        becomes=becomes,
        editors=sorted({*kept, str(editor)}) if editor else [],
        saved_at=work.at,
        saved_by=work.signed.caller.id,
    )
    save_draft(work.session, request.key, before, saved)


def is_current(request: Request, given: Mapping[str, Any]) -> None:
    """The version sent for review is the one that its sender has read (pathway.md, submit_for_review)."""
    said = given.get("draft_version")
    named = said.get("value") if isinstance(said, dict) else said
    if request.state == State.DRAFTING and isinstance(named, int) and named != request.draft_version:
        raise NotFromHere(f"The draft is at version {request.draft_version} now: read what changed, then send that.")
