"""How many SQL statements does a list take, for each of its rows?"""

from __future__ import annotations

import pytest

from tests import lists
from tests.place import Place
from tests.test_statements import MOST, MOST_PER_REQUEST, MOST_PER_REVIEW, read
from tests.tour import counted


@pytest.mark.parametrize(("what", "most"), [("reviews", MOST_PER_REVIEW), ("requests", MOST_PER_REQUEST)])
def test_a_list_takes_so_many_statements_a_row_and_no_more_when_it_is_long(
    northmere: Place, what: str, most: int
) -> None:
    make = lists.child if what == "reviews" else lists.agreed
    lists.taken(northmere, [make(0)], what)
    counts = []
    for first, last in ((1, 11), (100, 120), (1, 11), (100, 120)):
        with counted(northmere.storage.engine) as sent:
            lists.taken(northmere, [make(number) for number in range(first, last)], what)
        counts.append(len(sent))
    short, long, again, again_long = counts
    assert long - short == 10 * most
    assert again_long - again <= 10 * most
    assert short - 10 * most <= MOST


def test_reviews_are_read_and_screened_in_few_statements(northmere: Place) -> None:
    one, two = lists.listed(northmere, lists.child(1), lists.child(2))
    assert read(northmere, "coordinator", "/reviews?from=2026-01-01") == 2
    lists.screened(northmere, two, lists.no())
    assert read(northmere, "coordinator", f"/reviews/{two}") <= MOST
    for said in (lists.no(), lists.yes()):
        with counted(northmere.storage.engine) as sent:
            lists.screened(northmere, one, said)
        assert len(sent) <= MOST + 2 + (10 if said["needs_identified"] else 0)
