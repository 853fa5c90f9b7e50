"""How is the shared draft saved? Outside the record, without moving the request, and without losing anybody's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from config.clock import day_of
from models import directory, queries
from models.advice import Draft, save_draft
from models.record import number_draft
from models.request import Request
from workflow.answering import Given
from workflow.errors import NeverYours, NotFromHere, NotYours, Stale, Unmet, VersionMissing
from workflow.roles import SOCIAL_CARE
from workflow.signposts import doubts, named, snapshot
from workflow.states import State
from workflow.work import Work, found


@dataclass(frozen=True, slots=True)
class Written:
    """A draft as it was saved, and what its writer should look at again in the services that it names."""

    version: int
    content: Mapping[str, Any]
    doubts: list[str]


def write_draft(work: Work, reference: str, draft: Given, seen: int | None) -> Written:
    """Save the shared draft, outside the record and without moving the request.

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
    content, on = _signposted(work, request, draft.answers), day_of(work.at)
    number_draft(work.session, request, request.draft_version + 1)
    save(work, request, content, queries.next_advice_version(work.session, request.key), work.signed.caller.id)
    return Written(request.draft_version, content, doubts(content, request.person.date_of_birth, on))


def _signposted(work: Work, request: Request, content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The draft with what the directory says, today, of each service that it newly names.

    A snapshot that the draft had already stays as it was taken, unless the id alone is given again; nothing that is
    sent as a snapshot is believed but its id. The directory is asked only where a service is named. Raises Unmet.
    """
    before = _kept(request)
    wanted = [(n, key, before.get(key) if sent_back else None) for n, key, sent_back in named(content)]
    asked = {key for _, key, kept in wanted if kept is None}
    there = directory.offered(work.session, work.signed.authority_id, asked) if asked else {}
    unknown = [n for n, key, kept in wanted if kept is None and key not in there]
    if unknown:
        raise Unmet({f"signposting.{n}.service": ["The directory has no service of this id."] for n in unknown})
    signposts = list(content.get("signposting") or ())
    for n, key, kept in wanted:
        taken = kept or snapshot(there[key], day_of(work.at))
        signposts[n] = {**signposts[n], "name": signposts[n].get("name") or taken["name"], "service": taken}
    return {**content, "signposting": signposts} if wanted else content


def _kept(request: Request) -> dict[str, Any]:
    """The snapshots that the draft has already, by the ids of their services."""
    signposts = (request.draft.content.get("signposting") if request.draft else None) or ()
    return {one["service"]["id"]: one["service"] for one in signposts if one.get("service")}


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
