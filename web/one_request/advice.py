"""The advice that was issued on a request: every version, one to read, what it changed of another, who received it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from models import colleagues, papers, queries
from models.advice import AdviceVersion
from web.forms.said import labelled
from web.one_request.advice_shown import Read, read
from web.one_request.top import Opened, opened, shown
from web.pages import Visit, page
from web.words import KINDS, day
from workflow.casework.work import found
from workflow.errors import NotThere
from workflow.papers import words
from workflow.papers.advice import paper as drawn
from workflow.papers.forms import FORMS, sent
from workflow.papers.summary import summary
from workflow.receipts import Receipt, receipts
from workflow.states import Kind
from workflow.writing.comparison import Change, changes

advice_pages = Blueprint("advice_pages", __name__)
PATH, HERE = "/requests/<reference>/advice", "advice_pages.every_version"
COMPARED = "compared_with"
PAPERS = {"advice": drawn, "summary": summary}


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: to whom, how and in what form, on what day."""

    to: str
    how: str
    on: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A version of the advice: what it is, who wrote and who checked it, its line for section K, its copies."""

    version: int
    title: str
    issued_on: str
    author: str
    reviewer: str
    section_k: str
    href: str
    amends: int | None
    copies: tuple[Copy, ...]


@page(advice_pages, PATH)
def every_version(visit: Visit, reference: str) -> Response:
    """Every version, the current one first."""
    one, versions, names = _opened(visit, reference)
    return shown("advice.html", one, HERE, versions=[_issued(one, each, names) for each in reversed(versions)])


@page(advice_pages, f"{PATH}/<version>")
def version(visit: Visit, reference: str, version: str) -> Response:
    """One version, as it was issued; with another chosen, what this one changed of it."""
    one, versions, names = _opened(visit, reference)
    by_number = {str(each.version): each for each in versions}
    wanted, other = by_number.get(version), by_number.get(request.args.get(COMPARED, ""))
    if wanted is None or (request.args.get(COMPARED) and other is None):
        raise NotThere("There is no such version of the advice.")
    changed: tuple[Change, ...] | None = changes(other.content, wanted.content) if other else None
    text: Read = read(wanted)
    told = _issued(one, wanted, names)
    others = [_issued(one, each, names) for each in versions if each is not wanted]
    return shown("advice_version.html", one, HERE, told=told, text=text, others=others, other=other, changes=changed)


@page(advice_pages, f"{PATH}/<int:number>/<kind>.<ending>")
def paper(visit: Visit, reference: str, number: int, kind: str, ending: str) -> Response:
    """A version, or its summary for the family, as a paper to show, to print or to save."""
    row = found(visit.session, visit.signed, reference)
    advice = papers.issued(visit.session, visit.signed.authority, row, number)
    form = next((one for one in FORMS if one.ending == ending), None)
    if advice is None or form is None or kind not in PAPERS:
        raise NotThere("There is no such paper.")
    body, headers = sent(PAPERS[kind](advice), form, f"{row.reference}-version-{number}-{kind}")
    return Response(body, headers=headers)


def _opened(visit: Visit, reference: str) -> tuple[Opened, list[AdviceVersion], Mapping[UUID, str]]:
    one = opened(visit, reference)
    versions = queries.versions(visit.session, one.row.key)
    wanted: set[UUID | None] = {key for each in versions for key in (each.author_id, each.reviewer_id)}
    return one, versions, colleagues.names(visit.session, one.row.authority_id, wanted)


def _issued(one: Opened, each: AdviceVersion, names: Mapping[UUID, str]) -> Issued:
    name, team = names.get(each.author_id, ""), one.team(each.author_team)
    kind, authority = Kind(each.kind), one.facts.authority
    council = authority.documents.name or authority.name
    signed = words.signed(each.heading["author"]) if each.heading else f"{name}, {team}"
    return Issued(
        version=each.version,
        title=f"Version {each.version}: {KINDS[kind]}",
        issued_on=day(each.issued_on),
        author=signed,
        reviewer=names.get(each.reviewer_id, ""),
        section_k=words.section_k(one.reference, each.version, kind, each.issued_on, each.heading, council),
        href=url_for("advice_pages.version", reference=one.reference, version=each.version),
        amends=each.amends,
        copies=tuple(dict.fromkeys(_copy(one, receipt) for receipt in receipts(one.facts.history, each.version))),
    )


def _copy(one: Opened, receipt: Receipt) -> Copy:
    how = "by this service" if receipt.how == "this_service" else _way(receipt.how)
    return Copy(one.team(receipt.to), f"{how}, {receipt.form}" if receipt.form else how, day(receipt.on))


def _way(code: str) -> str:
    return labelled("note", "also_sent_to.how", code).lower()
