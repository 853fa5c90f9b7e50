"""Is whatever is loaded taken in whole, or refused with faults in plain English, whatever is wrong with it?"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import orjson
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.authorities import AUTHORITIES, authority_of, digest
from config.authority_file import from_text
from config.faults import BadFile, read
from tests import feeds, lists
from tests.desk import everything
from tests.evidence.mutated import as_bytes, broken, mutated, yaml_files
from tests.place import make_place
from workflow.asking import question_sets
from workflow.asking.question_sets import FILES
from workflow.asking.questions import QuestionSet
from workflow.directory.open_referral import services
from workflow.errors import Unmet
from workflow.lists.columns import REQUESTS, REVIEWS

EXAMPLES = 5000 if os.environ.get("THOROUGH") else 100
pytestmark = pytest.mark.timeout(7200 if EXAMPLES > 100 else 300)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]
FUZZ = settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=SLOW)
ON = date(2026, 3, 2)
QUESTIONS = {path.stem: path.read_text() for path in sorted(FILES.glob("*.yaml"))}
SETS = frozenset(set(QUESTIONS) - {*question_sets.SHARED})
LISTS, PARTS = (read(QUESTIONS[name], name)[0] for name in question_sets.SHARED)
SHARES = "issue_advice"  # is made of parts, which choose from lists
FUZZED = ("close", "screening", "lists", "parts", "record_answers")
AUTHORITY = (AUTHORITIES / "northmere.yaml").read_text()
MACHINE = re.compile(r"object at 0x|<class|Traceback|NoneType|unhashable|\w+Error\b|\bdict\b|\bNone\b|has no attribute")
ROWS = [lists.child(1, **lists.SAID_NO), lists.child(2), lists.child(3, **lists.SAID_YES)]
AGREED = [lists.agreed(n, received_on="2026-03-02", involvement_status="none") for n in range(3)]
FEED = feeds.page([feeds.service(f"s{n}") for n in range(3)])


def in_plain_english(messages: Iterable[str]) -> None:
    """There is a fault at least, and each is a sentence for people."""
    said = list(messages)
    assert said
    odd = [one for one in said if MACHINE.search(one) or not re.search(r"[A-Za-z]{2,}", one)]
    assert not odd, odd


def refused(wrong: BadFile, text: str) -> None:
    in_plain_english(fault.message for fault in wrong.faults)
    assert all(1 <= fault.line <= len(text.splitlines()) + 1 for fault in wrong.faults)


@FUZZ
@given(yaml_files(AUTHORITY))
def test_an_authoritys_file_is_taken_whole_or_refused_by_line(text: str) -> None:
    try:
        held = from_text(text, "fuzzed.yaml", SETS)
    except BadFile as wrong:
        refused(wrong, text)
    else:
        assert authority_of(held).code == held["code"]
        assert len(digest(held)) == 64
        assert orjson.loads(orjson.dumps(held)) == held


def sets_of(name: str, text: str) -> dict[str, QuestionSet]:
    """The question sets of a file as it may be; of one that others share, a set that is made with it."""
    if name not in question_sets.SHARED:
        return {name: question_sets.from_text(name, text, LISTS, PARTS)}
    files = {one: QUESTIONS[one] for one in (*question_sets.SHARED, SHARES)}
    return dict(question_sets.from_files({**files, name: text}))


@FUZZ
@given(st.sampled_from(FUZZED).flatmap(lambda name: st.tuples(st.just(name), yaml_files(QUESTIONS[name]))))
def test_a_question_set_is_taken_whole_or_refused_by_line(file: tuple[str, str]) -> None:
    name, text = file
    try:
        made = sets_of(name, text)
    except BadFile as wrong:
        refused(wrong, text if wrong.name == f"{name}.yaml" else QUESTIONS[SHARES])
    else:
        [one] = made.values()
        assert one.fields.keys() == one.by_code.keys()
        assert len(one.hash) == 64
        assert question_sets.from_content(orjson.loads(orjson.dumps(one.content))) == one


@FUZZ
@given(st.sampled_from((REVIEWS, REQUESTS)), as_bytes(lists.table(ROWS)) | as_bytes(lists.table(AGREED)))
def test_a_list_is_read_whole_or_refused_by_line(kind: Any, data: bytes) -> None:
    rows, faults = kind.rows(data)
    if not rows:
        in_plain_english([fault.message for fault in faults] or ["empty but for its header"])
    said = [(kind.given(row, ON), row) for row in rows]
    assert all("\x00" not in str(one.answers) or faults for one, _ in said)
    if faults:
        in_plain_english(fault.message for fault in faults)
    assert all(fault.line >= 1 for fault in faults)


@FUZZ
@given(mutated(FEED))
def test_a_directory_is_taken_whole_or_refused_by_service(content: Any) -> None:
    try:
        found = services(content, ON)
    except Unmet as wrong:
        in_plain_english(said for sayings in wrong.errors.values() for said in sayings)
    else:
        assert found
        assert len({one.id for one in found}) == len(found)


BODIES = {
    "reviews": ("coordinator", "text/csv", lists.table(ROWS)),
    "requests": ("caseworker", "text/csv", lists.table(AGREED)),
    "directory": ("administrator", "application/json", orjson.dumps(FEED)),
}


@pytest.mark.parametrize("what", BODIES)
def test_what_is_imported_is_kept_whole_or_not_at_all(served: Flask, what: str) -> None:
    who, media, good = BODIES[what]
    place = make_place(served, "northmere")
    run = settings(FUZZ, max_examples=max(EXAMPLES // 5, 20))

    @run
    @given(as_bytes(good) | broken(good.decode()).map(lambda text: text.encode(errors="replace")))
    def imported(data: bytes) -> None:
        before = everything(place)
        response = place.call(who, "POST", f"/{what}/import", data=data, content_type=media)
        if response.status_code == 201:
            counts = response.json["counts"]
            assert sum(counts.values()) >= len(response.json.get("lines", ()))
            return
        assert response.status_code in (400, 413, 422), response.get_data(as_text=True)
        assert response.mimetype == "application/problem+json"
        assert everything(place) == before
        if response.status_code == 422:
            said = [one for sayings in response.json.get("errors", {}).values() for one in sayings]
            in_plain_english([*said, *(one["reason"] for one in response.json.get("unmet", ()))])

    with place.on("2026-10-02"):
        imported()
