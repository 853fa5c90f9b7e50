"""Does a form that is sent twice say once what came of it, and is nothing lost of one that was refused or overtaken?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models import access
from models.access import SignedIn
from tests import answers
from tests.browsing import Browser, contact, triaging
from tests.calls import hidden, history
from tests.place import Place
from web import pages
from web.steps import page as steps

DONE = "You spoke with somebody, or tried to."


def recorded(place: Place, reference: str, action: str) -> int:
    return sum(one["action"] == action for one in history(place, reference))


def test_a_form_that_is_sent_again_says_what_came_of_it(northmere: Place) -> None:
    reference, path = triaging(northmere)
    officer = Browser(northmere, "officer")
    form = {**hidden(officer.get(path)), **contact()}
    first = officer.send(path, form)
    assert DONE in officer.get(first.location)
    again = officer.send(path, form)
    assert again.location == first.location
    page = officer.get(again.location)
    assert DONE in page
    assert f'data-sent="{reference}/record_contact"' in page
    assert recorded(northmere, reference, "record_contact") == 1


def test_of_two_at_one_moment_the_second_says_what_came_of_the_first(
    northmere: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, path = triaging(northmere)
    officer = Browser(northmere, "officer")
    form = {**hidden(officer.get(path)), **contact()}
    first = officer.send(path, form)
    asked = []

    def began_before(unit: Session, email: str, key: str | None = None, *began: datetime) -> SignedIn | None:
        signed = access.acting_for(unit, email, key, *began)
        asked.append(key)
        return replace(signed, stored=None) if signed and len(asked) == 1 else signed

    monkeypatch.setattr(pages, "acting_for", began_before)
    again = officer.send(path, form)
    assert (again.status_code, again.location) == (303, first.location)
    assert len(asked) == 2
    assert DONE in officer.get(again.location)
    assert recorded(northmere, reference, "record_contact") == 1


def test_a_form_that_the_service_could_not_take_is_kept_to_be_sent_again(
    northmere: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, path = triaging(northmere)
    officer = Browser(northmere, "officer")
    form = {**hidden(officer.get(path)), **contact()}

    def away(*_: Any) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    with monkeypatch.context() as patch:
        patch.setattr(steps, "take", away)
        refused = officer.send(path, form)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 503
    assert "Send it again" in page
    assert "An ordinary week &amp; a &lt;hard&gt; one." in page
    kept = hidden(page)
    assert kept["once"] == form["once"]
    assert officer.send(path, {**form, **kept}).status_code == 303
    assert officer.send(path, {**form, **kept}).status_code == 303
    assert recorded(northmere, reference, "record_contact") == 1


def test_answers_that_nobody_touched_give_way_to_those_that_somebody_gave_since(northmere: Place) -> None:
    reference, _ = triaging(northmere)
    northmere.does("officer", reference, "record_reading")
    northmere.does("officer", reference, "record_contact")
    northmere.does("officer", reference, "record_answers")
    officer, path = Browser(northmere, "officer"), f"/requests/{reference}/steps/record_answers"
    before = answers.triage()
    form = {**hidden(officer.get(path)), **_typed(before), "impact.value": "My own new answer."}
    newer = {**before["coping"], "value": "Much worse since Monday."}
    impact = {**before["impact"], "value": "Their other answer."}
    northmere.does("officer2", reference, "record_answers", {"coping": newer, "impact": impact})
    page = officer.send(path, form).get_data(as_text=True)
    assert "What was answered since you opened it" in page
    assert page.count("Much worse since Monday.") == 2, "said above the form, and standing in it"
    assert page.count("Their other answer.") == 1, "said above the form, where one's own stands"
    assert page.count("My own new answer.") == 1
    sent = {**form, **hidden(page), "coping.value": "Much worse since Monday."}
    assert officer.send(path, sent).status_code == 303
    assert [one["code"] for one in history(northmere, reference)[-1]["answers"]] == ["impact"]


def _typed(said: dict[str, Any]) -> dict[str, str]:
    """Answers as the form has them."""
    made: dict[str, str] = {}
    for code, told in said.items():
        made |= {f"{code}.{part}": str(one) for part, one in told.items() if part != "asked_on"}
        if "asked_on" in told:
            year, month, day = told["asked_on"].split("-")
            made |= {f"{code}.asked_on.day": day.lstrip("0"), f"{code}.asked_on.month": month.lstrip("0"), f"{code}.asked_on.year": year}  # fmt: skip
    return made
