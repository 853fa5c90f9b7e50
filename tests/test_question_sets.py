"""Are the questions whole, do rules ask for answers that somebody is asked for, and does a hash name a wording?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from config.faults import BadFile, read
from workflow.asking.question_sets import FILES, SHARED, from_content, from_files, from_text, question_sets
from workflow.asking.questions import Question, QuestionSet
from workflow.pathway import ACTIONS, PATHWAY

ROOT = Path(__file__).parent.parent
ANSWERS_READ = re.compile(r"\.(?:value|day|proposed|proposed_day)\(\s*\"([a-z0-9_]+)\"")
STEPS_READ = re.compile(r"\.(?:last|steps)\(((?:\s*\"[a-z_]+\",?)+)\)")
CHOICES = ("choice", "open-choice")
LISTS, PARTS = (read((FILES / f"{name}.yaml").read_text(), name)[0] for name in SHARED)


def code_of(*folders: str) -> str:
    return "\n".join(path.read_text() for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))


def every(questions: Iterable[Question]) -> Iterator[Question]:
    """Questions, and those inside groups."""
    for question in questions:
        yield question
        yield from every(question.items)


def asked() -> Iterator[tuple[str, Question]]:
    """Every question of every set, with where it stands."""
    for one in question_sets().values():
        for question in every(one.questions):
            yield f"{one.code}.{question.code}", question


def test_every_file_is_a_question_set_and_every_set_is_asked_or_may_be_chosen() -> None:
    assert set(question_sets()) == {path.stem for path in FILES.glob("*.yaml")} - {*SHARED}
    unasked = set(question_sets()) - {row.asks for row in PATHWAY}
    # an authority chooses the one in its file; the other is asked of an annual review, before there is a request
    assert unasked == {"record_answers_daily_living", "screening"}


def test_every_question_has_a_source_and_can_be_answered() -> None:
    faults = [f"{where}: no source" for where, question in asked() if len(question.source) < 5]
    for where, question in asked():
        if question.type in CHOICES and len(question.options) < 2:
            faults.append(f"{where}: nothing to choose from")
        if question.options and question.type not in CHOICES:
            faults.append(f"{where}: options, but no choice")
        if bool(question.items) is not (question.type == "group"):
            faults.append(f"{where}: a group has items, and nothing else has")
        if len({option.label for option in question.options}) < len(question.options):
            faults.append(f"{where}: two options read alike")
    assert not faults, "\n".join(faults)


def conditional(questions: tuple[Question, ...], where: str) -> Iterator[str]:
    """What is wrong with the conditions under which questions are asked."""
    known = {question.code: question for question in questions}
    for question in questions:
        yield from conditional(question.items, f"{where}.{question.code}")
        if question.shown_when:
            code, values = question.shown_when
            options = {option.code for option in known[code].options} or {True, False}
            yield from (f"{where}.{question.code}: {code} is never {value}" for value in values if value not in options)


def test_a_question_that_depends_on_another_can_be_reached() -> None:
    faults = [fault for one in question_sets().values() for fault in conditional(one.questions, one.code)]
    assert not faults, "\n".join(faults)


def test_every_answer_that_the_code_reads_is_asked_for_by_some_set() -> None:
    known = {question.code for one in question_sets().values() for question in one.questions}
    read_in_code = set(ANSWERS_READ.findall(code_of("workflow", "models", "api")))
    assert len(read_in_code) > 40
    assert read_in_code - known == set()


def test_every_step_that_the_code_looks_back_to_is_an_action() -> None:
    named = {
        name for found in STEPS_READ.findall(code_of("workflow", "models", "api")) for name in re.findall(r"\w+", found)
    }
    assert len(named) > 10
    assert named - set(ACTIONS) == set()


@pytest.mark.parametrize("code", question_sets())
def test_a_set_that_is_read_again_has_the_same_hash_and_reads_the_same_from_what_is_kept(code: str) -> None:
    one = question_sets()[code]
    again = from_text(code, (FILES / f"{code}.yaml").read_text(), LISTS, PARTS)
    assert again.hash == one.hash == from_content(one.content).hash
    assert from_content(one.content).questions == one.questions
    turned = {key: one.content[key] for key in reversed(one.content)}
    assert from_content(turned).hash == one.hash


def spots(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where in a set's content there is something to be read."""
    if isinstance(content, Mapping):
        for key, inner in content.items():
            yield from spots(inner, (*path, key))
    elif isinstance(content, list):
        for n, inner in enumerate(content):
            yield from spots(inner, (*path, n))
    else:
        yield path


def altered(one: QuestionSet, path: tuple[Any, ...]) -> QuestionSet:
    content: Any = deepcopy(dict(one.content))
    place = content
    for step in path[:-1]:
        place = place[step]
    said = place[path[-1]]
    place[path[-1]] = (not said) if isinstance(said, bool) else said + (1 if isinstance(said, int) else " ")
    return QuestionSet(one.code, content["title"], one.questions, content)


def test_whatever_changes_in_a_set_changes_its_hash() -> None:
    for one in question_sets().values():
        hashes = [altered(one, path).hash for path in spots(one.content)]
        assert len({one.hash, *hashes}) == len(hashes) + 1, one.code


def test_what_several_sets_share_is_part_of_what_their_hashes_name() -> None:
    written = (FILES / "record_answers.yaml").read_text()
    now = from_text("record_answers", written, LISTS, PARTS)
    parts = deepcopy(PARTS)
    parts["triage"][0]["text"] += " Tell us more."
    assert from_text("record_answers", written, LISTS, parts).hash != now.hash
    reasons = {**LISTS, "reason": {**LISTS["reason"], "annual_review": "A yearly review"}}
    asks = (FILES / "request_advice.yaml").read_text()
    assert from_text("request_advice", asks, reasons, PARTS).hash != question_sets()["request_advice"].hash


GOOD = 'code: a, text: "Why so?", type: text, source: "A page"'
BAD: dict[str, tuple[str, int, str]] = {
    # what is wrong: the questions from line 3 on, the line that is named, a part of what is said
    "no text": ('- {code: a, type: text, source: "A page"}', 3, "text: Missing data"),
    "no source": ('- {code: a, text: "Why so?", type: text}', 3, "source: Missing data"),
    "an unknown type": ('- {code: a, text: "Why so?", type: words, source: "A page"}', 3, "Must be one of"),
    "an unknown key": (f"- {{{GOOD}}}\n- {{{GOOD.replace('code: a', 'code: b')}, colour: blue}}", 4, "Unknown field"),
    "a code with a space": (f"- {{{GOOD.replace('code: a', 'code: a b')}}}", 3, "small letters"),
    "an unknown list": (f"- {{{GOOD.replace('text,', 'choice,')}, options: nowhere}}", 3, "lists.yaml"),
    "no options": (f"- {{{GOOD.replace('type: text', 'type: choice')}}}", 3, "options"),
    "a group of nothing": (f"- {{{GOOD.replace('type: text', 'type: group')}}}", 3, "items"),
    "an unknown part": ("- include: nowhere", 3, "no part nowhere"),
    "a part that is a list": ("- include: [nowhere]", 3, "Name one part"),
    "no part at all": ("- include:", 3, "Name one part"),
    "depends on a list": (
        f"- {{{GOOD}}}\n- {{{GOOD.replace('code: a', 'code: b')}, shown_when: {{a: [[1]]}}}}",
        4,
        "a word",
    ),
    "options within options": (
        f"- {{{GOOD.replace('type: text', 'type: choice')}, options: {{a: {{b: c}}}}}}",
        3,
        "pairs",
    ),
    "asked twice": (f"- {{{GOOD}}}\n- {{{GOOD}}}", 4, "asked twice"),
    "depends on what comes later": (f"- {{{GOOD}, shown_when: {{b: [yes]}}}}", 3, "not asked before it"),
    "a limit of nothing": (f"- {{{GOOD}, limit: 0}}", 3, "limit"),
    "an unknown check": (f"- {{{GOOD}, check: passport}}", 3, "Must be one of"),
    "a word for a question": (f"- {{{GOOD}}}\n- why", 4, "Invalid input"),
    "a key twice": (f"- {{{GOOD}, code: b}}", 3, "named twice"),
    "inside a group": (
        f"- {{{GOOD.replace('text,', 'group,')}, items: [\n    {{{GOOD}}},\n    {{{GOOD}}}]}}",
        5,
        "asked twice",
    ),
}


@pytest.mark.parametrize("wrong", BAD)
def test_a_bad_question_is_refused_and_the_line_named(wrong: str) -> None:
    written, line, said = BAD[wrong]
    with pytest.raises(BadFile, match=said) as refused:
        from_text("some", f"title: Some questions\nquestions:\n{written}\n", LISTS, PARTS)
    assert [fault.line for fault in refused.value.faults if re.search(said, str(fault))] == [line]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "- a",
        "title: A\n",
        "questions: []\n",
        "title: 1\nquestions: []",
        "title: A\nquestions: []\nmore: 1",
        "a: [",
        "title: A\nquestions: 3",
    ],
)
def test_a_file_of_another_shape_is_no_question_set(written: str) -> None:
    with pytest.raises(BadFile, match=r"some\.yaml, line \d"):
        from_text("some", written, LISTS, PARTS)


def test_a_part_cannot_include_itself_and_every_set_has_a_note() -> None:
    files = {"lists": "a: {b: c}", "close": f"title: Close\nquestions:\n- {{{GOOD}}}"}
    with pytest.raises(BadFile, match="The part note includes itself") as refused:
        from_files({**files, "parts": "note: [include: note]", "close": f"{files['close']}\n- include: note"})
    assert str(refused.value).startswith("close.yaml, line 4")
    for parts in ("note: [include: note]", "other: []"):
        with pytest.raises(BadFile, match=r"parts.yaml, line 1: note: The part note, which every set has"):
            from_files({**files, "parts": parts})
    with pytest.raises(BadFile, match=r"lists.yaml, line 1: The file must be a list of names"):
        from_files({**files, "lists": "- a", "parts": "note: []"})
