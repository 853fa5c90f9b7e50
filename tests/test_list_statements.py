"""How many SQL statements does a row of a list take? Few, and no more in a long list (docs/statements.md)."""

from __future__ import annotations

import pytest

from tests import lists
from tests.place import Place
from tests.tour import counted

MOST_PER_REVIEW, MOST_PER_REQUEST = 3, 8  # of a list: the match, the person, their contacts; and asking itself
MOST_PER_YES = 7  # beside those of its review: who may be known, the lead professional, and asking itself
MOST_FOR_ALL, MOST_FOR_SCREENINGS = 8, 5  # of a whole list, whatever its length

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
    assert short - 10 * most <= MOST_FOR_ALL + (MOST_FOR_SCREENINGS if said else 0)
