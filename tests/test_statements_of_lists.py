"""How many SQL statements does a row of a list take? Few, and no more in a long list (docs/statements.md)."""

from __future__ import annotations

import pytest

from tests import lists
from tests.place import Place
from tests.test_statements import MOST, MOST_PER_REQUEST, MOST_PER_REVIEW, MOST_PER_YES, read
from tests.tour import counted

MOST_FOR_SCREENINGS = 5  # of a whole list, whatever its length

LISTS: dict[str, tuple[dict[str, str] | None, int]] = {
    # what the rows say beside who it is, and the most statements for each
    "requests": (None, MOST_PER_REQUEST),
    "reviews": ({}, MOST_PER_REVIEW),
    "reviews without needs": (lists.SAID_NO, MOST_PER_REVIEW),
    "reviews with needs": ({**lists.SAID_YES, "involvement_status": "active"}, MOST_PER_REVIEW + MOST_PER_YES),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_takes_so_many_statements_a_row_and_no_more_when_it_is_long(northmere: Place, kind: str) -> None:
    said, most = LISTS[kind]
    what = kind.split(maxsplit=1)[0]
    if "involvement_status" in (said or {}):
        said = {
            **(said or {}),
            "lead_professional": northmere.email("social_worker"),
            "involvement_team": "disabled_children",
        }

    def row(number: int) -> dict[str, str]:
        return lists.agreed(number) if said is None else lists.child(number, **said)

    counts = []
    with northmere.on("2026-10-02"):
        lists.taken(northmere, [row(0)], what)
        for first, last in ((1, 11), (100, 120), (1, 11), (100, 120)):
            with counted(northmere.storage.engine) as sent:
                lists.taken(northmere, [row(number) for number in range(first, last)], what)
            counts.append(len(sent))
    short, long, again, again_long = counts
    assert long - short == 10 * most
    assert again_long - again <= 10 * min(most, MOST_PER_REQUEST)
    assert short - 10 * most <= MOST + (MOST_FOR_SCREENINGS if said else 0)


def test_reviews_are_read_and_screened_in_few_statements(northmere: Place) -> None:
    one, two = lists.listed(northmere, lists.child(1), lists.child(2))
    assert read(northmere, "coordinator", "/reviews?from=2026-01-01") == 2
    lists.screened(northmere, two, lists.no())
    assert read(northmere, "coordinator", f"/reviews/{two}") <= MOST
    for said in (lists.no(), lists.yes()):
        with counted(northmere.storage.engine) as sent:
            lists.screened(northmere, one, said)
        assert len(sent) <= MOST + 2 + (10 if said["needs_identified"] else 0)
