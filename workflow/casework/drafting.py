"""How is the shared draft saved? Outside the record, without moving the request, and without losing anybody's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from config.clock import day_of
from models import colleagues, directory, queries
from models.advice import ADD_SUBMISSION, Draft, save_draft
from models.record import number_draft
from models.request import Request
from workflow.asking.answering import Given
from workflow.casework.work import Seen, Work, found, is_seen
from workflow.directory.signposts import named, snapshot
from workflow.errors import NeverYours, NotFromHere, NotYours, Overtaken, Unmet, VersionMissing
from workflow.facts import Facts
from workflow.roles import SOCIAL_CARE
from workflow.states import State
from workflow.writing.carrying import strangers
from workflow.writing.comparison import Change, changes


def write_draft(work: Work, reference: str, draft: Given, seen: Seen) -> Facts:
    """Save the shared draft, outside the record and without moving the request; gives the request as it then is.

    Raises NotThere, NeverYours, VersionMissing, Overtaken, NotFromHere (not being written now), NotYours or Unmet.
    """
    request = found(work.session, work.signed, reference, locked=True)
    writers = work.signed.caller.teams(*SOCIAL_CARE)
    if not writers:
        raise NeverYours
    if seen is None:
        raise VersionMissing("Say which version of the draft you have seen (0 when there is none yet).")
    if not is_seen(seen, request.draft_version):
        raise _overtaken(work, request, draft.answers)
    if request.state != State.DRAFTING:
        raise NotFromHere("The draft can be written only while the request is drafting; a draft under review cannot.")
    if request.team not in writers:
        raise NotYours
    facts = request.as_facts(work.signed.authority, queries.past(work.session, request.key))
    if faults := {**draft.faults, **strangers(facts, draft.answers)}:
        raise Unmet(faults)
    content = signposted(work, request, draft.answers)
    number_draft(work.session, request, request.draft_version + 1)
    save(work, request, content, facts.next_version, work.signed.caller.id)
    return facts.with_draft(request.draft_version, content)


def _overtaken(work: Work, request: Request, yours: Mapping[str, Any]) -> Overtaken:
    """The refusal with the draft as it stands, and every place at which the text that was sent differs from it."""
    draft = request.draft
    content = draft.content if draft else {}
    names = colleagues.names(work.session, request.authority_id, [draft.saved_by] if draft else [])
    return Overtaken(
        {
            "version": request.draft_version,
            "content": content,
            "saved_at": draft.saved_at if draft else None,
            "saved_by": names.get(draft.saved_by) if draft else None,
            "changes": [asdict(change) for change in changes(content, yours)],
        }
    )


def signposted(work: Work, request: Request, content: Mapping[str, Any]) -> Mapping[str, Any]:
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


def keep_as_sent(work: Work, request: Request, seq: int) -> None:
    """Keep the draft as the reviewer is given it, so that what changes afterwards can be shown."""
    if request.draft is None:
        raise RuntimeError("Nothing is sent for review without a draft.")
    row = {
        "authority_id": request.authority_id,
        "request_id": request.id,
        "seq": seq,
        "draft_version": request.draft.version,
        "becomes": request.draft.becomes,
        "content": request.draft.content,
    }
    work.session.execute(ADD_SUBMISSION, [row])


@dataclass(frozen=True, slots=True)
class Since:
    """What a draft has changed of the text that was read before it: one sent for review, or the advice issued."""

    text: str
    on: date
    changes: tuple[Change, ...]


def changed_since(work: Work, request: Request, facts: Facts) -> Since | None:
    """What changed since the last text that somebody checked: of this draft, else of the advice that it amends."""
    content, sent = facts.draft.content, queries.submissions(work.session, request.key)
    on = {event.seq: event.on for event in facts.history}
    of_this = [one for one in sent if one.becomes == facts.next_version]
    earlier = of_this[:-1] if request.state == State.REVIEWING else of_this
    if earlier:
        return Since("sent_for_review", on[earlier[-1].seq], changes(earlier[-1].content, content))
    issued: Sequence[Any] = queries.versions(work.session, request.key)
    return Since("issued", issued[-1].issued_on, changes(issued[-1].content, content)) if issued else None
