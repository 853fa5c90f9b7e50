"""Does every word of the advice stand in every form of its papers, once, as it was typed?"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests import papers
from tests.tagged import beyond, count_pages, spoken
from workflow.papers import html, pdf, word
from workflow.papers.advice import Advice, paper
from workflow.papers.blocks import Block, Items, Paper, texts
from workflow.papers.characters import KEEPS, LTR, RTL, direction, lines, runs, shown
from workflow.papers.glyphs import coverage, printable
from workflow.papers.letterhead import Letterhead
from workflow.papers.summary import MORE, summary

EXAMPLES = 1000 if os.environ.get("THOROUGH") else 50
pytestmark = pytest.mark.timeout(EXAMPLES * 6)
BULLET = "\u2022"
MARK = re.compile(r"q\d+q")
CODES = ("id", "need", "outcome", "domain", "section", "category", "by", "start_on", "review_on")
OFTEN = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.reuse, Phase.generate)
)  # fmt: skip


def printed(made: Paper) -> list[str]:
    """The texts of a paper as its PDF says them: with a dot before each of a list, and codes for what no font has."""
    return [printable(text) for text in texts(replace(made, blocks=tuple(map(dotted, made.blocks))))]


def dotted(block: Block) -> Block:
    return replace(block, texts=tuple(f"{BULLET}{text}" for text in block.texts)) if isinstance(block, Items) else block


def assert_whole(made: Paper) -> bytes:
    """Nothing of the paper is lost, doubled or out of its order in any of its forms, nor off the paper; its PDF."""
    said, drawn = list(texts(made)), pdf.draw(made)
    assert papers.squeezed(papers.in_word(word.draw(made))) == papers.squeezed(said)
    page = papers.Page(html.draw(made))
    assert papers.squeezed(page.texts) == papers.squeezed([made.marked, *said, made.footer])
    assert papers.squeezed(spoken(drawn)) == papers.squeezed(printed(made))
    assert not beyond(drawn)
    return drawn


@OFTEN
@given(papers.pieces())
def test_every_text_can_be_read_back_from_every_form_and_the_summary_fits_on_one_page(advice: Advice) -> None:
    assert_whole(paper(advice))
    assert count_pages(assert_whole(summary(advice))) == 1


def marked(value: Any, numbers: count[int], code: str = "") -> Any:
    """The same content with a mark of its own in every text."""
    if isinstance(value, dict):
        return {key: marked(inner, numbers, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [marked(inner, numbers, code) for inner in value]
    return f"{value} q{next(numbers)}q" if isinstance(value, str) and code not in CODES else value


@OFTEN
@given(papers.contents())
def test_every_text_of_the_content_stands_on_paper_once(content: dict[str, Any]) -> None:
    numbers = count(1)
    told = "\n".join(texts(paper(papers.advice(marked(content, numbers)))))
    wanted = [f"q{n}q" for n in range(1, next(numbers))]
    assert sorted(MARK.findall(told)) == sorted(wanted)


def test_a_section_of_twenty_thousand_words_is_whole() -> None:
    long = "\n".join(" ".join(f"word{n}" for n in range(row, row + 100)) for row in range(0, 20_000, 100))
    content = {"strengths": long, "needs": [{"id": "n1", "text": long}], "outcomes": [{"id": "o1", "text": long}]}
    made = paper(papers.advice(content))
    said = papers.squeezed(texts(made))
    assert said.count("word19999") == 3
    assert papers.squeezed(spoken(pdf.draw(made))) == said
    assert papers.squeezed(papers.in_word(word.draw(made))) == said


@pytest.mark.parametrize("text", papers.HOSTILE)
def test_text_that_has_broken_documents_before_breaks_none(text: str) -> None:
    assert_whole(paper(papers.advice({"strengths": text, "views": {"person": text}})))


def plain(text: str) -> str:
    """Without the marks that keep a code from being turned round."""
    return text.replace(KEEPS, "")


def test_what_no_paper_may_hold_is_shown_as_its_code() -> None:
    assert plain(shown("a\x0bb\u202ec\ufeff\ud800")) == "a[U+000B]b[U+202E]c[U+FEFF][U+D800]"
    assert lines("one\r\n\n \ttwo\u2028three") == ("one", "two", "three")


def test_what_no_shipped_font_has_is_shown_as_its_code_in_a_pdf_alone() -> None:
    made = paper(papers.advice({"strengths": "\U00013000 and \ue000"}))
    assert "[U+13000]and[U+E000]" in papers.squeezed(spoken(pdf.draw(made)))
    assert "\U00013000 and \ue000" in papers.in_word(word.draw(made))
    assert printable("中文 עברית 🧿") == "中文 עברית 🧿"
    assert len(coverage()) > 30_000


SPOKEN = (
    *("آپ کا بیٹا ہر ہفتے تیرتا ہے", "میرا بیٹا، فوراً (اُردو)!", "met (مُحَمَّد) at 12:30 🧿", "שָׁלוֹם <עולם> ok"),
    *("O\u0323\u0301lá s\u0323e\u0301", "હું, કૃષ્ણ દ્રષ્ટિ", "मेरा बेटा हर हफ़्ते तैरता है।", "ਖ਼ੁਸ਼ ਸ੍ਰੀ", "NaN «Ӥ", "®Ⓡ©Ⓒ¯ˉ⠀👩🏻", "مرحبا 🧿 (بالعالم) 2026"),
)  # fmt: skip


@pytest.mark.parametrize("text", SPOKEN)
def test_words_are_read_out_of_a_pdf_in_their_order_and_no_letter_twice(text: str) -> None:
    said = spoken(pdf.draw(paper(papers.advice({"strengths": text}))))
    assert f"Strengths{papers.squeezed(text)}SectionD" in papers.squeezed(said)


def test_a_mark_that_no_font_sets_on_its_letter_is_shown_as_its_code() -> None:
    assert plain(printable("@\ua8ee e\u0301 中\u0301 \u0301 1\ufe0f\u20e3")) == (
        "@[U+A8EE] e\u0301 中[U+0301] [U+0301] 1\ufe0f\u20e3"
    )


def test_nothing_is_set_beyond_the_margins_of_a_pdf() -> None:
    many, address = "\n".join("a" * 250), "https://www.northmere.gov.uk/children/saturday-splash-for-all"
    need = {"id": "n1", "text": many, "impact_on_person": "\ufdfd" * 60}
    line = {"id": "p1", "what": many, "provider": "W" * 120}
    service = {"name": "W" * 120, "what": "x", "contact": address}
    made = pdf.draw(paper(papers.advice({"needs": [need], "provision": [line], "signposting": [service]})))
    assert not beyond(made)
    assert address in spoken(made)


@pytest.mark.parametrize("letter", ["W", "字", "🧿", "\ufdfd", "\U00012000"])
def test_the_summary_is_one_page_for_any_name_and_says_that_there_is_more(letter: str) -> None:
    name, line = letter * 120, {"what": letter * 300, "amount": letter * 120, "start_on": "2027-01-09"}
    heading = {**papers.example.HEADING, "given_name": name, "family_name": name}
    content = {"needs": [{"id": f"n{n}", "text": name} for n in range(20)], "provision": [line] * 20}
    short = summary(papers.advice(content, heading=heading, letterhead=Letterhead(name, contact=name)))
    assert count_pages(assert_whole(short)) == 1
    assert MORE in "".join(texts(short))


def test_a_bracket_is_set_with_the_one_that_it_closes() -> None:
    assert [run.text for run in runs("met (علي). گل (Ali) x")] == ["met (", "علي", "). ", "گل", " (Ali) x"]


def test_text_that_runs_from_the_right_is_set_from_the_right_in_all_three() -> None:
    said = "السلام عليكم 12 abc"
    assert (direction(said), direction("Ali علي"), direction("12 !")) == (RTL, LTR, LTR)
    assert [(run.text, run.language) for run in runs("Ali علي گل x")] == [
        ("Ali ", None),
        ("علي گل", "ur"),
        (" x", None),
    ]
    made = paper(papers.advice({"strengths": said}))
    assert '<p dir="rtl"><span lang="ar" dir="rtl">' in html.draw(made).decode()
    body = papers.word_xml(word.draw(made))
    assert body.count("<w:bidi/>") == 1
    assert body.count("<w:rtl/>") == 1
    assert 'w:bidi="ar"' in body
    left, right = papers.edges(pdf.draw(made), "عليكم")
    assert right > 520
    assert left > 300
