"""Are papers served to those who may read the advice, and is a council's letterhead taken in only when it works?"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from config.authorities import AUTHORITIES
from config.authority_file import from_text
from models import letterhead
from models import papers as kept
from models.user import User
from tests import answers, papers
from tests.place import Place, load_again
from tests.tagged import spoken
from workflow.papers.letterhead import Letterhead
from workflow.papers.loading import beside

KINDS = {
    "html": ("text/html; charset=utf-8", "inline"),
    "pdf": ("application/pdf", "inline"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
}
READ: dict[str, Callable[[bytes], str]] = {
    "html": lambda made: "".join(papers.Page(made).texts),
    "pdf": spoken,
    "docx": lambda made: "".join(papers.in_word(made)),
}
ADDRESS, NUMBER = "12 Harbour Steps", "01632 960001"


def issued(place: Place) -> str:
    """A request with advice issued on it."""
    reference = place.ask()
    for who, action in (
        *(("officer", step) for step in ("take", "record_reading", "record_contact", "record_answers")),
        ("officer", "decide_no_assessment"),
    ):
        place.does(who, reference, action)
    place.does("officer", reference, "update_person", {"person": {"address": ADDRESS, "upn": "A123456789012"}})
    place.submits("officer", reference)
    place.does("reviewer", reference, "issue_advice")
    return reference


def loaded(place: Place, model: str) -> None:
    """The letterhead that ships with a model authority, put on this one."""
    held = from_text((AUTHORITIES / f"{model}.yaml").read_text(), f"{model}.yaml")
    looks = beside(AUTHORITIES / f"{model}.yaml", held)
    load_again(place, documents=held["documents"])
    with Session(place.storage.engine) as session, session.begin():
        letterhead.keep(session, place.authority_id, looks)


@pytest.mark.parametrize("form", KINDS)
@pytest.mark.parametrize("part", ["", "/summary"])
def test_issued_advice_is_read_as_a_paper_by_those_who_asked(northmere: Place, form: str, part: str) -> None:
    reference = issued(northmere)
    path = f"/requests/{reference}/advice/1{part}.{form}"
    response = northmere.call("caseworker", "GET", path)
    assert response.status_code == 200, response.get_data()
    kind, how = KINDS[form]
    assert response.content_type == kind
    assert response.headers["Content-Disposition"] == (
        f'{how}; filename="{reference}-version-1{part.replace("/", "-")}.{form}"'
    )
    again = northmere.call("caseworker", "GET", path)
    assert again.get_data() == response.get_data()
    assert again.headers["ETag"] == response.headers["ETag"]
    assert not response.headers["ETag"].startswith("W/")
    said = READ[form](response.get_data())
    assert "I want to go swimming on Saturdays." in said
    for secret in (ADDRESS, NUMBER, "A123456789012", "Ana Example"):
        assert secret not in said
        assert secret.encode() not in response.get_data()
    if form == "html":
        allowed = response.headers["Content-Security-Policy"]
        assert "default-src 'none'; style-src 'sha256-" in allowed
    assert northmere.call("caseworker", "GET", f"/requests/{reference}/advice/2{part}.{form}").status_code == 404
    assert northmere.call("caseworker", "GET", f"{path}?x=1").status_code == 422


def test_a_paper_names_who_wrote_and_checked_it_as_they_were_on_the_day(northmere: Place) -> None:
    reference = issued(northmere)
    path = f"/requests/{reference}/advice/1.html"
    before = northmere.call("caseworker", "GET", path).get_data(as_text=True)
    assert "Officer, Triage officer, Northmere Children and Families Contact" in before
    assert "Reviewer, Reviewer, Northmere Children and Families Contact" in before
    with Session(northmere.storage.engine) as session, session.begin():
        session.execute(update(User).where(User.authority_id == northmere.authority_id).values(name="Somebody Else"))
    northmere.does("caseworker", reference, "update_person", {"person": {"given_name": "Another"}})
    assert northmere.call("caseworker", "GET", path).get_data(as_text=True) == before


def test_a_draft_is_previewed_by_those_who_write_it_and_by_nobody_else(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    path = f"/requests/{reference}/draft.html"
    empty = northmere.call("officer", "GET", path)
    assert empty.status_code == 200
    assert "No needs are stated here." in empty.get_data(as_text=True)
    refused = northmere.call("caseworker", "GET", path)
    assert (refused.status_code, refused.content_type) == (403, "application/problem+json")
    assert northmere.call("early_helper", "GET", path).status_code == 404
    assert '<p class="marked">DRAFT</p>' in empty.get_data(as_text=True)


def test_each_authority_has_its_own_letterhead(northmere: Place) -> None:
    reference = issued(northmere)
    loaded(northmere, "northmere")
    page = northmere.call("caseworker", "GET", f"/requests/{reference}/advice/1.html").get_data(as_text=True)
    assert 'alt="Northmere Council: the sun behind a hill"' in page
    assert "--brand:#1d5a4c" in page
    loaded(northmere, "eastvale")
    made = northmere.call("caseworker", "GET", f"/requests/{reference}/advice/1.docx").get_data()
    document = docx.Document(io.BytesIO(made))
    assert document.sections[0].header.paragraphs[0].text == "Eastvale Borough Council"
    assert "I want to go swimming on Saturdays." in papers.in_word(made)
    assert document.core_properties.title.startswith("Social care advice for Ivy")


@pytest.mark.parametrize(
    ("born", "named", "not_named"),
    [
        ("2018-01-01", "01632 960000", "01632 960010"),
        ("2003-01-01", "01632 960010", "01632 960000"),
    ],
)
def test_the_papers_of_each_service_say_whom_to_ask_there(
    northmere: Place, born: str, named: str, not_named: str
) -> None:
    loaded(northmere, "northmere")
    officer = "officer" if born > "2010" else "adults_officer"
    reference = northmere.ask(person={**answers.child(), "date_of_birth": born})
    northmere.does(officer, reference, "take")
    page = northmere.call(officer, "GET", f"/requests/{reference}/draft.html").get_data(as_text=True)
    assert named in page
    assert not_named not in page


def test_a_letterhead_that_is_taken_out_is_gone(northmere: Place) -> None:
    loaded(northmere, "northmere")
    with Session(northmere.storage.engine) as session, session.begin():
        letterhead.keep(session, northmere.authority_id, Letterhead("Northmere"))
        held = northmere.configuration(session)
        assert letterhead.letterhead(session, northmere.authority_id, held, "children").logo is None


def test_everything_that_was_issued_can_be_written_to_a_folder(northmere: Place, tmp_path: Path) -> None:
    reference = issued(northmere)
    with Session(northmere.storage.engine) as session:
        kept.write_all(session, reference, northmere.code, tmp_path / "papers")
    made = {path.name: path.read_bytes() for path in (tmp_path / "papers").iterdir()}
    assert sorted(made) == sorted(f"{reference}-version-1{part}.{form}" for part in ("", "-summary") for form in KINDS)
    assert (
        northmere.call("caseworker", "GET", f"/requests/{reference}/advice/1.pdf").get_data()
        == (made[f"{reference}-version-1.pdf"])
    )
