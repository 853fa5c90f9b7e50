"""The writing desk: the draft section by section, saved and checked as it is written, beside what the record says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, get_template_attribute, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from models.request import Request
from web.desk import form as desk_form
from web.desk import rearranging, told
from web.desk.form import Sheet, content_of, kept_services, typed_content
from web.desk.joining import DRAFT, compared
from web.desk.pressing import pointed_to, rearranged
from web.desk.searching import looked_for
from web.desk.writing import about, writes
from web.forms.typed import Typed, rows, seen_version
from web.pages import Visit, done, page, show
from web.words import moment, time_of_day
from workflow.advice import sections_open
from workflow.casework import desk as shared
from workflow.casework.drafting import signposted, write_draft
from workflow.errors import NotFromHere, Overtaken, Unmet
from workflow.facts import Facts
from workflow.roles import CHECKING, SOCIAL_CARE
from workflow.rules.issue import found as found_in
from workflow.writing.carrying import beginning
from workflow.writing.joining import marks
from workflow.writing.reading import levels

desk = Blueprint("desk", __name__)
WRITERS = SOCIAL_CARE
READERS = SOCIAL_CARE | CHECKING
SAVES_ITSELF, CHECKS, SEARCHES, PREVIEWS = "autosave", "check", "search", "preview"
SHORT, IN_FULL = "short", "full"
MORE = "more"


@dataclass(frozen=True)
class Open:
    """A draft that lies open on the desk: whose it is, what is known, and what was typed."""

    visit: Visit
    row: Request
    facts: Facts
    typed: Typed

    @property
    def short(self) -> bool:
        """Whether only the short form is shown: nothing is needed."""
        said = self.typed.get("form") or request.args.get("form")
        return said == SHORT or (said != IN_FULL and desk_form.is_short(self.typed))


@page(desk, "/requests/<reference>/write", roles=READERS)
def write(visit: Visit, reference: str) -> Response:
    """The draft as it stands, to be written on; those who only read it see how it will read."""
    row, facts = shared.opened(visit.work, reference)
    if not writes(visit, facts):
        return redirect(url_for("sending.preview", reference=reference), 303)
    typed = typed_content(facts.draft.content)
    if request.args.get(MORE) == "signposting":
        rearranging.add(typed, "signposting", set(), {})
    return _shown(Open(visit, row, facts, typed), row.draft_version)


@page(desk, "/requests/<reference>/write", methods=("POST",), roles=WRITERS)
def written(visit: Visit, reference: str) -> Response:
    """Save what was typed, with whatever was asked for beside; what cannot be saved is shown again, all of it."""
    row, facts = shared.opened(visit.work, reference)
    if not writes(visit, facts):
        raise NotFromHere("This draft cannot be written now, or not by you.")
    lies = Open(visit, row, facts, rearranging.in_order(visit.typed))
    seen = seen_version(visit.typed)
    if "restored" in visit.typed:
        return _shown(lies, seen, restored=True)
    if visit.typed.get("do") == CHECKS:
        return _checked(lies, seen)
    if visit.typed.get("do") == SEARCHES:
        return _shown(lies, seen, search=looked_for(visit, row, facts))
    if (shows := pointed_to(lies.typed)) is not None:
        return _shown(lies, seen, pointing=shows)
    return _saved(lies, seen, rearranged(visit, facts, lies.typed))


def _saved(lies: Open, seen: int | None, goes_to: str) -> Response:
    visit, reference = lies.visit, lies.row.reference
    given = shared.written(content_of(lies.typed))
    if given.faults:
        return _refused(lies, seen, Unmet(given.faults))
    try:
        facts = write_draft(visit.work, reference, given, seen)
    except Unmet as refusal:
        visit.session.rollback()
        return _refused(lies, seen, refusal)
    except Overtaken as refusal:
        visit.session.rollback()
        return _overtaken(lies, refusal)
    return _went_on(replace(lies, facts=facts), goes_to)


def _went_on(lies: Open, goes_to: str) -> Response:
    """The draft is saved: on to the place that the pressed button leads to."""
    reference = lies.row.reference
    if lies.typed.get("do") == SAVES_ITSELF:
        return _said_at_once(lies, lies.facts.draft.version)
    if lies.typed.get("do") == PREVIEWS:
        return done(url_for("sending.preview", reference=reference), sent=f"{reference}/{DRAFT}")
    form: dict[str, Any] = (
        {"form": SHORT if lies.short else IN_FULL} if lies.short != desk_form.is_short(lies.typed) else {}
    )
    more: dict[str, Any] = {MORE: goes_to} if goes_to == "signposting" else {}
    anchor = f"section-{goes_to}" if more else goes_to.replace(".", "-")
    where = url_for("desk.write", reference=reference, _anchor=anchor or None, **form, **more)
    said = "" if goes_to else f"Saved at {time_of_day(lies.visit.work.at)}."
    return done(where, said, sent=f"{reference}/{DRAFT}")


def _refused(lies: Open, seen: int | None, refusal: Unmet) -> Response:
    row, facts = shared.opened(lies.visit.work, lies.row.reference)
    again = replace(lies, row=row, facts=facts)
    if lies.typed.get("do") == SAVES_ITSELF:
        sheet = _sheet(again, errors=refusal.errors)
        wrong = [one["text"] for one in sheet.summary]
        return _at_once({"wrong": wrong, "links": [one["href"] for one in sheet.summary]}, 422)
    return _shown(again, seen, 422, errors=refusal.errors)


def _overtaken(lies: Open, refusal: Overtaken) -> Response:
    if lies.typed.get("do") == SAVES_ITSELF:
        return _at_once({"saved_by": refusal.draft["saved_by"]}, 409)
    return compared(lies.visit, lies.row.reference, lies.typed, refusal.draft)


def _checked(lies: Open, seen: int | None) -> Response:
    """Check what was typed without saving it."""
    faults = shared.written(content_of(lies.typed)).faults
    return _shown(lies, seen, 422, errors=faults) if faults else _shown(lies, seen, checked=True)


def _as_typed(lies: Open) -> Facts:
    """The request as it would be with what was typed, as far as that can be read, though it is not saved."""
    given = shared.written(content_of(lies.typed))
    try:
        content = signposted(lies.visit.work, lies.row, given.answers)
    except Unmet:
        content = given.answers
    return lies.facts.with_draft(lies.row.draft_version, content)


def _sheet(
    lies: Open,
    errors: Mapping[str, Any] | None = None,
    pointing: tuple[str, list[str]] = ("", []),
    beside: Mapping[str, Any] | None = None,
) -> Sheet:
    on = lies.visit.on
    findings = found_in(lies.facts, on)
    return desk_form.draw(
        lies.facts,
        lies.typed,
        on,
        beside or {},
        short=lies.short,
        errors=errors,
        findings=findings,
        pointing=pointing,
    )


def _said_at_once(lies: Open, version: int) -> Response:
    """What a draft that saved itself says: when, what was found, and what it now is."""
    sheet = _sheet(lies)
    found = get_template_attribute("desk_parts.html", "each_found")
    counts = get_template_attribute("desk_parts.html", "counted")
    body = {
        "said": f"Saved at {time_of_day(lies.visit.work.at)}",
        "seen": version,
        "base": json.dumps(marks(lies.facts.draft.content)),
        "found": {sheet.places.get(place, "found"): found(each) for place, each in sheet.found.items()},
        "counts": counts(sheet, levels(lies.facts.draft.content)[0]),
    }
    return _at_once(body)


def _at_once(body: Mapping[str, Any], status: int = 200) -> Response:
    answer = jsonify(body)
    answer.status_code = status
    return answer


def _shown(lies: Open, seen: int | None, status: int = 200, **more: Any) -> Response:
    visit, row = lies.visit, lies.row
    read = _as_typed(lies)
    errors, pointing = more.pop("errors", None), more.pop("pointing", ("", []))
    sheet = _sheet(replace(lies, facts=read), errors, pointing, told.entries(visit, lies.facts))
    draft, opened = row.draft, sections_open(lies.facts.person.age(visit.on))
    return show(
        "write.html",
        status,
        **about(visit, row, lies.facts),
        sheet=sheet,
        seen=seen if seen is not None else row.draft_version,
        base=lies.typed.get("base") or json.dumps(marks(lies.facts.draft.content)),
        saved=f"Last saved {moment(draft.saved_at)}" if draft else "Not saved yet",
        unsaved=content_of(lies.typed) != content_of(typed_content(lies.facts.draft.content)),
        sections_open=opened,
        kinds=desk_form.kinds_of_provision(opened),
        short=lies.short,
        level=levels(read.draft.content)[0],
        beginning=beginning(lies.facts) if not row.draft_version else {},
        carried=[f"{one.get('event')}|{one.get('code')}" for one in rows(lies.typed.get("carried"))],
        kept=kept_services(read.draft.content),
        **more,
    )
