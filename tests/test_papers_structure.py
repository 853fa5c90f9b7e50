"""Can every paper be read aloud, found about in and edited: tags, headings, tables, language, title?"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from tests import papers
from workflow.papers import html, pdf, word
from workflow.papers.advice import Advice, paper
from workflow.papers.blocks import Paper, texts
from workflow.papers.letterhead import Letterhead, Logo
from workflow.papers.summary import summary
from workflow.papers.word_styles import LABEL
from workflow.papers.words import ADULTHOOD
from workflow.states import Kind

DRAWN: tuple[Callable[[Advice], Paper], ...] = (paper, summary)
SOME = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
PICTURE = Logo(papers.LOGO, "image/png", "Northmere: the sun behind a hill")
WITH_LOGO = Letterhead("Northmere Council", "01632 960000", logo=PICTURE)


def steps(levels: list[int]) -> list[int]:
    """By how much each heading is deeper than the one before."""
    return [after - before for before, after in pairwise(levels)]


@SOME
@given(papers.pieces())
def test_a_pdf_is_tagged_titled_and_has_its_headings_and_tables_marked(advice: Advice) -> None:
    for drawn in DRAWN:
        made = drawn(advice)
        with pikepdf.open(io.BytesIO(pdf.draw(made))) as document:
            root = document.Root
            assert root.MarkInfo.Marked
            assert str(root.Lang) == "en-GB"
            assert str(document.docinfo["/Title"]).strip()
            with document.open_metadata() as about:
                assert about["pdfuaid:part"] == "1"
            assert root.ViewerPreferences.DisplayDocTitle
            assert root.Outlines.First.Title
            found = list(papers.tree(root.StructTreeRoot))
            tables = [one for name, one in found if name == "/Table"]
            wanted = sum(type(block).__name__ == "Table" for block in made.blocks)
            assert len(tables) == wanted
            for table in tables:
                heads = [one for name, one in papers.tree(table) if name == "/TH"]
                assert heads
                assert all("/Column" in str(papers.attribute(one, "/Scope")) for one in heads)
            levels = [int(name[2]) for name, _ in found if re.fullmatch("/H[1-6]", name)]
            assert levels
            assert max(steps([0, *levels])) <= 1


@SOME
@given(papers.pieces())
def test_a_word_document_has_its_headings_in_order_and_its_tables_headed(advice: Advice) -> None:
    for drawn in DRAWN:
        made = drawn(advice)
        document = docx.Document(io.BytesIO(word.draw(made)))
        heads = [line for line in document.paragraphs if line.style.name.startswith(("Title", "Heading"))]
        assert all(line.text.strip() for line in heads)
        assert [line.style.name for line in heads].count("Title") == 1
        levels = [0 if line.style.name == "Title" else int(line.style.name[-1]) for line in heads]
        assert max(steps(levels)) <= 1
        for table in document.tables:
            marks = [
                row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows
            ]
            assert marks == [True, *[False] * (len(table.rows) - 1)]
        language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
        assert language.get(qn("w:val")) == "en-GB"
        about = document.core_properties
        assert (about.title, about.author, about.language) == (made.title, made.author, "en-GB")
        foot = document.sections[0].footer._element.xml
        assert made.footer.split(",")[0] in foot
        assert 'w:instr="PAGE"' in foot
        assert 'w:instr="NUMPAGES"' in foot


@SOME
@given(papers.pieces())
def test_a_page_of_html_is_sound_and_needs_nothing_else(advice: Advice) -> None:
    for drawn in DRAWN:
        page = papers.Page(html.draw(drawn(advice)))
        assert page.open == []
        assert page.levels.count(1) == 1
        assert page.levels[0] == 1
        assert max([0, *steps(page.levels)]) <= 1
        assert len(set(page.ids)) == len(page.ids)
        assert dict(page.tags)["html"] == {"lang": "en-GB"}
        targets = [given["href"] or "" for tag, given in page.tags if tag == "a"]
        assert targets == ["#advice"]
        assert {tag for tag, _ in page.tags} & {"script", "link", "iframe", "form", "object"} == set()
        scopes = [given.get("scope") for tag, given in page.tags if tag == "th"]
        assert set(scopes) <= {"col", "row"}
        kinds = [tag for tag, _ in page.tags]
        assert kinds.count("table") == kinds.count("caption") == kinds.count("thead")
        assert not [given for _, given in page.tags if "style" in given or any(name.startswith("on") for name in given)]


@pytest.mark.parametrize("drawn", DRAWN)
def test_a_paper_is_the_same_bytes_every_time(drawn: Callable[[Advice], Paper]) -> None:
    made = drawn(papers.advice(letterhead=WITH_LOGO))
    for form in (html, word, pdf):
        assert form.draw(made) == form.draw(made)


def test_the_logo_is_told_in_words_in_all_three() -> None:
    made = paper(papers.advice(letterhead=WITH_LOGO))
    assert ("img", PICTURE.alt) in [(tag, given.get("alt")) for tag, given in papers.Page(html.draw(made)).tags]
    assert f'descr="{PICTURE.alt}"' in papers.word_xml(word.draw(made))
    with pikepdf.open(io.BytesIO(pdf.draw(made))) as document:
        told = [str(one.get("/Alt")) for name, one in papers.tree(document.Root.StructTreeRoot) if name == "/Figure"]
    assert told == [PICTURE.alt]


def test_a_draft_is_marked_on_every_page() -> None:
    made = paper(papers.advice({"strengths": "Swims. " * 2_000}, draft=True))
    said = papers.whole_pages(pdf.draw(made))
    assert len(said) > 3
    assert all("DRAFT" in page for page in said)
    assert "DRAFT" in docx.Document(io.BytesIO(word.draw(made))).sections[0].header.paragraphs[0].text
    page = html.draw(made).decode()
    assert '<p class="marked">DRAFT</p>' in page
    assert re.search(r"@media print \{ \.marked \{ position: fixed", page)
    assert "section-k" not in page


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_says_at_the_top_what_it_is(kind: Kind) -> None:
    amends = 1 if kind in (Kind.ADDENDUM, Kind.AMENDED) else None
    advice = papers.advice(kind=kind, amends=amends, before={} if amends else None)
    said = list(texts(paper(advice)))
    opening = {
        Kind.FINAL: "This is the whole of our social care advice",
        Kind.INTERIM: "This is interim advice",
        Kind.ADDENDUM: "This is an addendum",
        Kind.AMENDED: "This is amended advice",
        Kind.TRIBUNAL_RESPONSE: "This is our answer to what the tribunal recommended",
    }
    assert said[2].startswith(opening[kind])
    assert ("That was version 1" in said[2]) == (amends is not None)


def test_an_amendment_says_place_by_place_what_it_changes() -> None:
    advice = papers.advice()
    before = {**advice.content, "provision": [{**advice.content["provision"][0], "amount": "1 hour"}]}
    heading = {**advice.heading, "because": "draft_plan_comments"}
    made = paper(replace(advice, kind=Kind.AMENDED, version=2, amends=1, before=before, heading=heading))
    [table] = [block for block in made.blocks if getattr(block, "caption", "") == "What this version changes"]
    rows: Any = table.rows  # type: ignore[union-attr]  # only a table has a caption
    assert rows[0] == ("Provision 1, how much", "1 hour", "2 hours")
    assert "Why: comments on the draft plan." in list(texts(made))


def test_the_line_for_section_k_has_title_author_role_team_authority_date_and_version() -> None:
    assert papers.advice(letterhead=WITH_LOGO).section_k == (
        "Social care advice for Juniper Exampleton, by Wren Field, Triage officer, Children and Families Contact, "
        "Northmere Council, 20 November 2026, version 1 (SCA-2026-000123)"
    )


def test_that_no_provision_is_needed_is_said_with_its_reason() -> None:
    said = "\n".join(texts(paper(papers.advice({"no_provision_because": "The family manages well."}))))
    assert "No provision is needed, because:\nThe family manages well." in said
    assert "Section H1" not in said


# The widths of Arial Bold, in thousandths of its size: those that Word sets its letters by.
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz ", (556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 278), strict=True)) | {"C": 722, "H": 722, "I": 278, "W": 944}  # fmt: skip
MILLIMETRES, GAP = 25.4 / 72, 3


@pytest.mark.parametrize("label", ADULTHOOD.values())
def test_in_word_a_label_leaves_a_gap_before_the_text_beside_it(label: str) -> None:
    assert sum(LETTERS[one] for one in label) / 1000 * word.USUAL * MILLIMETRES <= LABEL - GAP
