"""Somebody saved the draft meanwhile: both texts side by side, and the one that is made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from web.desk.form import content_of, typed_content
from web.desk.words import where
from web.forms.typed import Typed, pairs, seen_version
from web.pages import Visit, done, page, show
from workflow.casework import desk as shared
from workflow.casework.drafting import write_draft
from workflow.errors import Overtaken, Unmet
from workflow.roles import SOCIAL_CARE
from workflow.writing.joining import BOTH, THEIRS, YOURS, Difference, apart, differences, joined

joining = Blueprint("joining", __name__)
YOURS_TYPED = "yours"
DRAFT = "draft"  # the form that a browser keeps of it
LONGEST_BASE = 200_000


def compared(
    visit: Visit,
    reference: str,
    typed: Typed,
    theirs: Mapping[str, Any],
    chosen: Mapping[str, str] | None = None,
    missing: Sequence[int] = (),
    errors: Mapping[str, Sequence[str]] | None = None,
) -> Response:
    """The page at which two texts of one draft become one. `theirs` is the draft as it stands, with who saved it."""
    row, _ = shared.opened(visit.work, reference)
    before, yours = _before(typed), shared.written(content_of(typed)).answers
    found = differences(before, theirs["content"], apart(before, theirs["content"], yours))
    wrong = [_not_chosen(n, found[n]) for n in missing if n < len(found)]
    said = [{"text": f"{where(at)}: {' '.join(each)}", "href": _choice(0)} for at, each in (errors or {}).items()]
    return show(
        "overtaken.html",
        409,
        row=row,
        theirs=theirs,
        differences=found,
        kept=list(pairs(typed_content(yours), YOURS_TYPED)),
        base=json.dumps(before),
        seen=theirs["version"],
        chosen=chosen or {},
        wrong=[*wrong, *said],
    )


def _not_chosen(n: int, one: Difference) -> dict[str, str]:
    return {"text": f"{where(one.key)}: choose whose text to take.", "href": _choice(n)}


def _choice(n: int) -> str:
    """What leads to the first answer of a place that is chosen."""
    return f"#choice-{n}-{THEIRS}"


def _before(typed: Typed) -> dict[str, str]:
    """What the draft was when this text was begun; nothing where that cannot be read."""
    try:
        said = json.loads(str(typed.get("base", ""))[:LONGEST_BASE])
    except ValueError:
        return {}
    return {str(key): str(mark) for key, mark in said.items()} if isinstance(said, dict) else {}


@page(joining, "/requests/<reference>/write/join", methods=("POST",), roles=SOCIAL_CARE)
def join(visit: Visit, reference: str) -> Response:
    """Save the one text that was chosen, place by place; a place that was not chosen is asked for again."""
    row, facts = shared.opened(visit.work, reference)
    sent = visit.typed.get(YOURS_TYPED)
    typed: Typed = {**(sent if isinstance(sent, dict) else {}), "base": visit.typed.get("base", "")}
    standing: Mapping[str, Any] = facts.draft.content
    told = {"version": row.draft_version, "content": standing, "saved_at": None, "saved_by": None}
    before = _before(typed)
    yours = apart(before, standing, shared.written(content_of(typed)).answers)
    found = differences(before, standing, yours)
    said = visit.typed.get("choice")
    chosen = {n: one for n, one in (said if isinstance(said, dict) else {}).items() if one in (THEIRS, YOURS, BOTH)}
    missing = [n for n in range(len(found)) if str(n) not in chosen]
    if seen_version(visit.typed) != row.draft_version or missing:
        return compared(visit, reference, typed, told, chosen=chosen, missing=missing)
    made = shared.written(joined(standing, yours, _by_place(found, chosen)))
    try:
        write_draft(visit.work, reference, made, row.draft_version)
    except (Overtaken, Unmet) as refusal:
        visit.session.rollback()
        again = refusal.draft if isinstance(refusal, Overtaken) else told
        wrong = refusal.errors if isinstance(refusal, Unmet) else {}
        return compared(visit, reference, typed, again, chosen=chosen, errors=wrong)
    where = url_for("desk.write", reference=reference)
    return done(where, "Both texts are joined and saved.", sent=f"{reference}/{DRAFT}")


def _by_place(found: tuple[Difference, ...], chosen: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """What was chosen, by place: both only where both may stand."""
    made = {one.key: chosen[str(n)] for n, one in enumerate(found)}
    return {one.key: THEIRS if made[one.key] == BOTH and not one.may_be_joined else made[one.key] for one in found}
