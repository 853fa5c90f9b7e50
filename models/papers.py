"""What does a paper tell beside the content of the advice: of whom it is, who wrote and checked it, what it changes?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from config.authorities import Authority
from models import colleagues, queries
from models.advice import AdviceVersion
from models.authority import configuration
from models.export import the_one
from models.letterhead import letterhead
from models.request import Request
from workflow.facts import Facts
from workflow.history import Event
from workflow.papers.advice import Advice, paper
from workflow.papers.forms import FORMS
from workflow.papers.heading import Signatory, heading, sources
from workflow.papers.summary import summary
from workflow.states import Kind


def heading_of(
    session: Session, request: Request, facts: Facts, on: date, submitted: Event, reviewer: UUID
) -> dict[str, Any]:
    """What stands at the head of the advice, as it is known now: kept when the advice is issued.

    The author signs in the role that they gave when they sent it for review, else in that of their team.
    """
    team = submitted.held_by
    known = colleagues.signatories(session, request.authority_id, (submitted.actor, reviewer), team)
    works_in = facts.authority.team(team)
    named = works_in.name if works_in else team or ""
    name, role = known[submitted.actor]
    said, registration = submitted.value("author_role"), submitted.value("author_registration")
    author = Signatory(name, said or role, named, registration)
    return heading(facts, on, author, Signatory(*known[reviewer], named))


def issued(session: Session, held: Authority, request: Request, version: int) -> Advice | None:
    """A version of the advice with all that its paper tells; None when there is no such version."""
    versions = {one.version: one for one in queries.versions(session, request.key)}
    row = versions.get(version)
    if row is None:
        return None
    before = versions.get(row.amends) if row.amends else None
    return Advice(
        reference=request.reference,
        version=row.version,
        kind=Kind(row.kind),
        amends=row.amends,
        issued_on=row.issued_on,
        content=row.content,
        sources=tuple(row.sources),
        heading=row.heading or _heading_now(session, held, request, row),
        letterhead=letterhead(session, request.authority_id, held, request.service),
        before=before.content if before else None,
    )


def write_all(session: Session, reference: str, code: str | None, folder: Path) -> None:
    """Write every issued version of a request's advice, and its summary, in every form into a folder."""
    request, its = the_one(session, reference, code)
    held = configuration(session, its.id, its.configuration_hash)
    folder.mkdir(parents=True, exist_ok=True)
    for one in queries.versions(session, request.key):
        advice = issued(session, held, request, one.version)
        if advice:
            for drawn, named in ((paper(advice), ""), (summary(advice), "-summary")):
                name = f"{request.reference}-version-{one.version}{named}"
                for form in FORMS:
                    (folder / f"{name}.{form.ending}").write_bytes(form.draw(drawn))


def _heading_now(session: Session, held: Authority, request: Request, row: AdviceVersion) -> dict[str, Any]:
    """The heading of advice that was issued before headings were kept."""
    past = tuple(event for event in queries.past(session, request.key) if event.seq <= row.seq)
    facts = request.as_facts(held, past)
    submitted = next(event for event in reversed(past) if event.action == "submit_for_review")
    return heading_of(session, request, facts, row.issued_on, submitted, row.reviewer_id)


def draft(session: Session, held: Authority, request: Request, on: date) -> Advice:
    """The working draft as it would read if it were issued today."""
    facts = request.as_facts(held, queries.past(session, request.key))
    versions = queries.versions(session, request.key)
    before = versions[-1] if versions else None
    return Advice(
        reference=request.reference,
        version=len(versions) + 1,
        kind=facts.kind or facts.kind_due,
        amends=before.version if before else None,
        issued_on=on,
        content=facts.draft.content,
        sources=tuple(sources(facts)),
        heading=heading(facts, on, None, None),
        letterhead=letterhead(session, request.authority_id, held, request.service),
        before=before.content if before else None,
        draft=True,
    )
