"""Are papers served to those who may read the advice, and is a council's letterhead taken in only when it works?"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx import Document
from PIL import Image
from sqlalchemy import update
from sqlalchemy.orm import Session

from config.authorities import AUTHORITIES
from config.authority_file import from_text
from config.faults import BadFile
from models import letterhead
from models.user import User
from tests import papers
from tests.place import Place, load_again
from tests.shell import Shell
from workflow.papers.letterhead import Letterhead
from workflow.papers.loading import beside

KINDS = {
    "html": ("text/html; charset=utf-8", "inline"),
    "pdf": ("application/pdf", "inline"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
}
READ: dict[str, Callable[[bytes], str]] = {
    "html": lambda made: "".join(papers.Page(made).texts),
    "pdf": lambda made: "".join(papers.in_pdf(made)),
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


def test_a_template_of_its_own_takes_hostile_text_as_text() -> None:
    held = from_text((AUTHORITIES / "eastvale.yaml").read_text(), "eastvale.yaml")
    looks = beside(AUTHORITIES / "eastvale.yaml", held)
    text = "a <b> & c {{ x }} {% y %} \x0b \ufffe السلام"
    heading = {**papers.advice().heading, "given_name": "<Ivy> & {{ Co }}"}
    from workflow.papers import word
    from workflow.papers.advice import paper

    made = paper(papers.advice({"strengths": text}, letterhead=looks, heading=heading))
    said = papers.in_word(word.draw(made))
    assert "a <b> & c {{ x }} {% y %} [U+000B] [U+FFFE] السلام" in "\n".join(said).replace("\u200e", "")
    assert any("<Ivy> & {{ Co }}" in line for line in said)


def template(*lines: str) -> bytes:
    """A Word document of these paragraphs."""
    document, made = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(made)
    return made.getvalue()


def picture(size: tuple[int, int] = (40, 40), form: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "green").save(made, form)
    return made.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A template with one more file in it."""
    made = io.BytesIO(template("{{ advice }}"))
    with zipfile.ZipFile(made, "a") as parts:
        parts.writestr(name, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


FETCHES = b'<x><Relationship Id="r" Type="t/attachedTemplate" Target="http://x.example/a" TargetMode="External"/></x>'
BAD_TEMPLATES = {
    "no place for the advice": (template("Dear reader"), "It needs {{ advice }} once"),
    "two places": (template("{{ advice }}", "{{ advice }}"), "It needs {{ advice }} once"),
    "within a sentence": (template("Here: {{ advice }}"), "It needs {{ advice }} once"),
    "an unknown name": (template("{{ advise }}", "{{ advice }}"), "'advise' is undefined"),
    "an unsafe expression": (template("{{ ''.__class__.__mro__ }}", "{{ advice }}"), "is unsafe"),
    "a broken tag": (template("{% if %}", "{{ advice }}"), "cannot be filled in"),
    "no Word document": (b"%PDF-1.7 not Word", "is damaged, or is not a Word document"),
    "half a Word document": (template("{{ advice }}")[:9000], "is damaged, or is not a Word document"),
    "macros": (with_part("word/vbaProject.bin", b"x"), "holds macros"),
    "something fetched": (with_part("word/_rels/settings.xml.rels", FETCHES), "from elsewhere"),
    "unpacks to too much": (with_part("word/media/big.bin", b"\0" * 21_000_000), "larger than 20 MB"),
}
BAD_LOGOS = {
    "no picture": (b"hello", "is no PNG or JPEG picture"),
    "a picture of another kind": (picture(form="GIF"), "is no PNG or JPEG picture"),
    "too many dots": (picture((2100, 10)), "dots wide or high"),
    "too large": (picture() + b"\0" * 200_000, "larger than 200 kB"),
    "a damaged picture": (picture((300, 300)).replace(b"IDATx", b"IDATy"), "damaged"),
}


def refusal(folder: Path, said: str, name: str, content: bytes | None) -> str:
    """What is said of an authority's file with this letterhead."""
    file = folder / "mine.yaml"
    text = (AUTHORITIES / "northmere.yaml").read_text().split("documents:")[0]
    file.write_text(f"{text}documents: {said}\n")
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(BadFile) as wrong:
        beside(file, from_text(file.read_text(), file.name))
    assert str(wrong.value).startswith("mine.yaml, line ")
    return str(wrong.value)


@pytest.mark.parametrize("why", BAD_TEMPLATES)
def test_a_template_that_fails_is_refused_when_it_is_loaded(tmp_path: Path, why: str) -> None:
    content, sentence = BAD_TEMPLATES[why]
    assert sentence in refusal(tmp_path, "{template: {file: a.docx}}", "a.docx", content)


@pytest.mark.parametrize("why", BAD_LOGOS)
def test_a_logo_that_cannot_be_used_is_refused_when_it_is_loaded(tmp_path: Path, why: str) -> None:
    content, sentence = BAD_LOGOS[why]
    assert sentence in refusal(tmp_path, "{logo: {file: a.png, alt: A picture}}", "a.png", content)


SAYS = {
    "{colour: '#fff000'}": "too pale on white",
    "{colour: green}": "Write the colour as #1f4e79",
    "{logo: {file: ../a.png, alt: A picture}}": "beside this one",
    "{logo: {file: a.svg, alt: A picture}}": "beside this one",
    "{logo: {file: a.png}}": "Missing data",
    "{fax: 1}": "Unknown field",
    "{logo: {file: gone.png, alt: A picture}}": "There is no such file",
}


@pytest.mark.parametrize("said", SAYS)
def test_what_a_file_may_not_say_of_its_papers_is_refused_by_line(tmp_path: Path, said: str) -> None:
    assert SAYS[said] in refusal(tmp_path, said, "", None)


def test_the_command_line_loads_a_letterhead_and_writes_papers(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.does("migrate")
    for name in ("northmere.yaml", "northmere-logo.png"):
        shutil.copy(AUTHORITIES / name, tmp_path / name)
    shell.does("load", "authority", str(tmp_path / "northmere.yaml"))
    assert shell.kept("SELECT content FROM letterhead_part") == [papers.LOGO]
    (tmp_path / "northmere-logo.png").write_bytes(b"hello")
    assert "line " in shell.refuses("load", "authority", str(tmp_path / "northmere.yaml"))
    assert shell.kept("SELECT content FROM letterhead_part") == [papers.LOGO]


def test_a_letterhead_that_is_taken_out_is_gone(northmere: Place) -> None:
    loaded(northmere, "northmere")
    with Session(northmere.storage.engine) as session, session.begin():
        letterhead.keep(session, northmere.authority_id, Letterhead("Northmere"))
        held = northmere.configuration(session)
        assert letterhead.letterhead(session, northmere.authority_id, held).logo is None
