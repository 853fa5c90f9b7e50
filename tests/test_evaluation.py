"""Are the labelled examples sound, and do the checks hold on those that they were written with?"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.evaluation.__main__ import Score, scores, table, wrong
from tests.evaluation.rows import SEEN, UNSEEN, faults, rows, text_of

HELD = 0.95
FEWEST = 40
READ_THE_WORDS = {
    "provision_is_quantified",
    "provision_educates_or_trains_nobody",
    "provision_is_not_for_health_to_make",
    "h1_holds_no_residential_short_break",
    "the_substance_is_not_that_nobody_is_known",
    "words_are_exact",
    "universal_services_are_not_provision",
    "outcomes_are_specific",
    "the_writing_is_plain",
    "nobody_else_is_told_of",
    "nothing_tells_of_a_parents_health",
    "nothing_tells_of_safeguarding",
}


@pytest.mark.parametrize("part", [SEEN, UNSEEN])
def test_every_example_is_well_formed_and_has_an_id_of_its_own(part: str) -> None:
    found = list(rows(part))
    wrongs = [f"{row.get('id')}: {fault}" for row in found for fault in faults(row)]
    again = [name for name, times in Counter(row["id"] for row in found).items() if times > 1]
    assert not wrongs + again, "\n".join(wrongs + again)


def test_no_text_stands_in_both_parts_or_twice_for_one_check() -> None:
    seen, unseen = ([(row["check"], text_of(row)) for row in rows(part)] for part in (SEEN, UNSEEN))
    shared = {text for _, text in seen} & {text for _, text in unseen}
    twice = [key for part in (seen, unseen) for key, times in Counter(part).items() if times > 1]
    assert not shared, f"An example that was looked at is unseen no more: {sorted(shared)}"
    assert not twice, f"Said twice: {twice}"


def test_each_check_that_reads_the_words_has_examples_of_both_kinds() -> None:
    few = {
        check: (one.examples, one.fails)
        for check, one in scores(rows(SEEN)).items()
        if one.examples < FEWEST or not 0.3 <= one.fails / one.examples <= 0.7
    }
    assert set(scores(rows(SEEN))) == READ_THE_WORDS
    assert not few, f"Write more examples, that fail and that only look so: {few}"


def test_the_checks_hold_on_the_examples_that_they_were_written_with() -> None:
    low = {
        check: (round(one.precision, 3), round(one.recall, 3))
        for check, one in scores(rows(SEEN)).items()
        if min(one.precision, one.recall) < HELD
    }
    assert not low, f"Precision and recall under {HELD}:\n{low}\n{wrong()}"


def test_a_score_counts_what_fired_and_what_had_to() -> None:
    one = Score()
    for fails, fired in ((True, True), (True, False), (False, True), (False, False), (True, True)):
        one.count({"fails": fails}, fired=fired)
    assert (one.examples, one.fails, one.fired, one.right) == (5, 3, 3, 2)
    assert (round(one.precision, 3), round(one.recall, 3)) == (0.667, 0.667)


def test_the_table_names_every_check_once_and_says_whether_it_stops() -> None:
    lines = table(SEEN).splitlines()[1:]
    assert {line.split()[0] for line in lines} == READ_THE_WORDS
    assert [line.split()[1] for line in lines] == ["stop"] * 5 + ["warn"] * 7
    assert table("nowhere") == "nowhere: no examples here."
