"""Issued advice, and its summary for the family, as papers to hold in the hand: HTML, Word and PDF."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint

from api.contract import Call, Reply, operation
from config.clock import day_of
from models import papers as kept
from workflow.casework.desk import opened
from workflow.casework.work import found
from workflow.errors import NotThere
from workflow.papers.advice import Advice, paper
from workflow.papers.blocks import Paper
from workflow.papers.forms import FORMS, HTML, Form, sent
from workflow.papers.summary import summary

papers = Blueprint("papers", __name__)
ADVICE = "/requests/<reference>/advice/<int:version>"


def _given(made: Paper, form: Form, name: str) -> Reply:
    body, headers = sent(made, form, name)
    return Reply(body, headers=headers)


def _offer(where: str, named: str, what: str, drawn: Callable[[Advice], Paper], form: Form) -> None:
    """One call of the API: an issued version, drawn as a paper of this kind in this form."""

    def view(call: Call, reference: str, version: int) -> Reply:
        row = found(call.session, call.signed, reference)
        advice = kept.issued(call.session, call.signed.authority, row, version)
        if advice is None:
            raise NotThere("There is no such version of the advice.")
        return _given(drawn(advice), form, f"{row.reference}-version-{version}{named}")

    view.__name__ = f"{drawn.__name__}_{form.ending}"
    view.__doc__ = f"{what} ({form.ending.upper()})"
    operation(papers, "GET", f"{where}.{form.ending}", gives=(form.media_type,), answers={200: "Paper"})(view)


for each in FORMS:
    _offer(ADVICE, "", "One version of the advice as a paper", paper, each)
    _offer(f"{ADVICE}/summary", "-summary", "What the family needs to know of it, on one page", summary, each)


@operation(papers, "GET", "/requests/<reference>/draft.html", gives=(HTML.media_type,), answers={200: "Paper"})
def preview(call: Call, reference: str) -> Reply:
    """The working draft as it would read, marked as a draft on every page"""
    row, _ = opened(call.work, reference)
    advice = kept.draft(call.session, call.signed.authority, row, day_of(call.work.at))
    return _given(paper(advice), HTML, f"{row.reference}-draft")
