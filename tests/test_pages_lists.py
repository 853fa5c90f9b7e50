"""Is a list that is sent as a file shown line by line first, and then taken in as a whole, once, or not at all?"""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tests.browsing import TOKEN, Browser
from tests.desk import everything
from tests.lists import SAID_NO, SAID_YES, agreed, child, sheet, table
from tests.place import Place
from tests.sitting import Sitting

BESIDE = ("unfinished", "idempotency_record")


@pytest.fixture
def at_desk(northmere: Place) -> Sitting:
    return Sitting(northmere, "coordinator")


def choose(sitting: Sitting, data: bytes, status: int = 200) -> str:
    """Choose a file on the page that is open, and press its button."""
    typed = {**sitting.values(), "file": (io.BytesIO(data), "list.csv")}
    return sitting._shown(sitting.send(sitting.path, typed), sitting.path, status)


def domain(place: Place) -> dict[str, Any]:
    """Every row of the database but what is kept of forms."""
    return {name: rows for name, rows in everything(place).items() if name not in BESIDE}


def test_a_panels_list_is_shown_first_and_asked_for_once(northmere: Place, at_desk: Sitting) -> None:
    before = domain(northmere)
    at_desk.open("/ask/list")
    page = choose(at_desk, table([agreed(1), agreed(2)]))
    assert "Nothing has been done yet" in page
    assert "Exampleton-2" in page
    assert domain(northmere) == before
    again = at_desk.values()
    done = at_desk.press()
    assert at_desk.seen == 3
    made = northmere.get("coordinator", "/requests")["requests"]
    assert len(made) == 2
    assert all(f'href="/requests/{one["reference"]}"' in done for one in made)
    response = at_desk.send("/ask/list/all", {**again, "once": "another"})
    assert response.status_code == 409
    assert "Nothing was changed" in response.get_data(as_text=True)
    assert len(northmere.get("coordinator", "/requests")["requests"]) == 2


def test_every_fault_is_named_by_line_and_column_and_nothing_is_kept(northmere: Place, at_desk: Sitting) -> None:
    before = everything(northmere)
    at_desk.open("/ask/list")
    page = choose(at_desk, table([agreed(1), agreed(2, date_of_birth="2015-14-01", reason="<nothing>")]), 422)
    assert "Nothing was saved" in page
    for said in ('data-label="Line">3</td>', "date_of_birth</td>", "reason</td>"):
        assert said in page
    assert everything(northmere) == before


def test_only_the_file_that_was_shown_is_taken_in(northmere: Place, at_desk: Sitting) -> None:
    at_desk.open("/ask/list")
    choose(at_desk, table([agreed(1)]))
    first = at_desk.values()
    at_desk.open("/ask/list")
    choose(at_desk, table([agreed(2)]))
    assert at_desk.send("/ask/list/all", first).status_code == 409
    at_desk.press()
    assert len(northmere.get("coordinator", "/requests")["requests"]) == 1


def test_no_file_is_no_list(northmere: Place, at_desk: Sitting) -> None:
    at_desk.open("/ask/list")
    assert "Choose a file." in at_desk.press(status=422)
    assert "while you sign in" in at_desk.press({"restored": "yes"}, status=422)
    assert "Its first line names the columns" in choose(at_desk, b"", 422)


@pytest.mark.parametrize("path", ["/ask/list", "/reviews/list"])
def test_the_sample_of_a_list_can_be_sent_as_it_is(northmere: Place, at_desk: Sitting, path: str) -> None:
    with northmere.on("2026-11-25"):
        sample = Sitting(northmere, "coordinator").load(f"{path}/sample.csv")
        assert sample.mimetype == "text/csv"
        there = Sitting(northmere, "coordinator")
        there.open(path)
        assert "The one line in the file can be saved" in choose(there, sample.data)


def test_the_term_is_screened_by_its_sheet_in_three_pages(northmere: Place, at_desk: Sitting) -> None:
    with northmere.on("2026-10-02"):
        there = Sitting(northmere, "coordinator")
        there.open("/reviews/list")
        choose(there, table([child(number) for number in range(5)]))
        there.press()
        given = there.load("/reviews/sheet.csv?show=waiting")
        rows = list(csv.DictReader(io.StringIO(given.data.decode("utf-8-sig"), newline="")))
        assert rows == sheet(northmere, "screened=false")
        filled = [{**row, **(SAID_YES if n == 0 else SAID_NO)} for n, row in enumerate(rows)]
        there.seen = 0
        there.open("/reviews/list")
        page = choose(there, table(filled))
        assert "Screened: no needs identified: 4 lines" in page
        assert "Screened: needs identified, and advice is asked for: 1 line<" in page
        there.press()
        assert there.seen == 3
        assert "Every review on your list is screened" in there.open("/reviews")


def test_lists_are_for_the_send_team_and_carry_their_token(northmere: Place, at_desk: Sitting) -> None:
    for path in ("/ask/list", "/reviews/list"):
        Browser(northmere, "officer").get(path, 403)
        page = at_desk.open(path)
        assert TOKEN.search(page)
        assert at_desk.send(path, {"file": (io.BytesIO(table([agreed(1)])), "list.csv")}).status_code == 400
