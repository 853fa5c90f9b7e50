"""Is a council's logo or Word template taken in only when it works, and refused with a sentence when it does not?"""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from config.authorities import AUTHORITIES
from config.authority_file import from_text
from config.faults import BadFile
from tests import papers
from tests.shell import Shell
from workflow.papers import word
from workflow.papers.advice import paper
from workflow.papers.loading import beside


def test_a_template_of_its_own_takes_hostile_text_as_text() -> None:
    held = from_text((AUTHORITIES / "eastvale.yaml").read_text(), "eastvale.yaml")
    looks = beside(AUTHORITIES / "eastvale.yaml", held)
    text = "a <b> & c {{ x }} {% y %} \x0b \ufffe السلام"
    heading = {**papers.advice().heading, "given_name": "<Ivy> & {{ Co }}"}
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
