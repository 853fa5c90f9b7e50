"""Are files read as spreadsheets save them, and is what is wrong with one said by line and column, whatever its bytes?"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.lists.columns import REQUESTS, REVIEWS
from workflow.lists.sheet import MOST_BYTES, MOST_ROWS, read, write

HEADER = "given_name,family_name,date_of_birth,review_meeting_on"
GOOD = "Ash,Exampleton,2015-04-01,2026-11-18"
COLUMNS, NEEDED = tuple(HEADER.split(",")), ("review_meeting_on",)


def faults(data: str | bytes) -> list[str]:
    """What the reader says of a file, by line."""
    _, found = read(data.encode() if isinstance(data, str) else data, COLUMNS, NEEDED)
    return [str(fault) for fault in sorted(found)]


def rows(data: str | bytes) -> list[tuple[int, dict[str, str]]]:
    found, wrong = read(data.encode() if isinstance(data, str) else data, COLUMNS, NEEDED)
    assert wrong == []
    return [(row.line, dict(row.cells)) for row in found]


SAID = {
    "given_name": "Ash",
    "family_name": "Exampleton",
    "date_of_birth": "2015-04-01",
    "review_meeting_on": "2026-11-18",
}
READABLE: dict[str, str | bytes] = {
    "as it is": f"{HEADER}\n{GOOD}\n",
    "no end of line": f"{HEADER}\n{GOOD}",
    "Windows' ends of lines": f"{HEADER}\r\n{GOOD}\r\n",
    "old ends of lines": f"{HEADER}\r{GOOD}\r",
    "a byte order mark": b"\xef\xbb\xbf" + f"{HEADER}\n{GOOD}".encode(),
    "semicolons": f"{HEADER}\n{GOOD}".replace(",", ";"),
    "tabs": f"{HEADER}\n{GOOD}".replace(",", "\t"),
    "capitals, spaces and hyphens": f"Given Name, FAMILY-NAME ,Date of  birth,review-Meeting_on\n{GOOD}",
    "another order": "review_meeting_on,family_name,date_of_birth,given_name\n2026-11-18,Exampleton,2015-04-01,Ash",
    "quotation marks": '"given_name","family_name","date_of_birth","review_meeting_on"\n"Ash","Exampleton",2015-04-01,2026-11-18',
    "spaces around": f"{HEADER}\n  Ash ,Exampleton, 2015-04-01,2026-11-18  ",
}  # fmt: skip


@pytest.mark.parametrize("kind", READABLE)
def test_a_sheet_is_read_as_spreadsheets_save_it(kind: str) -> None:
    assert rows(READABLE[kind]) == [(2, SAID)]


def test_letters_of_windows_are_read() -> None:
    assert (
        rows(f"{HEADER}\nZo\xeb,O\u2019Example,2015-04-01,2026-11-18".encode("cp1252"))[0][1]["family_name"]
        == "O\u2019Example"
    )
    assert rows(f"{HEADER}\nZo\xeb,O\u2019Example,2015-04-01,2026-11-18")[0][1]["given_name"] == "Zo\xeb"


def test_lines_are_the_rows_that_a_spreadsheet_shows_whatever_is_blank_or_runs_on() -> None:
    text = f'\n{HEADER}\n\n{GOOD}\n,,,\n"Ash\nor ""Asher""",Exampleton,,2026-11-18\n{GOOD}\n'
    assert [line for line, _ in rows(text)] == [4, 6, 7]
    assert rows(text)[1][1] == {
        "given_name": 'Ash\nor "Asher"',
        "family_name": "Exampleton",
        "review_meeting_on": "2026-11-18",
    }


THESE = f"line 1: The columns of this list are: {', '.join(COLUMNS)}."
FAULTY: dict[str, tuple[str | bytes, list[str]]] = {
    # what is wrong: the file, and what is said of it
    "empty": (b"", ["line 1: This file is empty. Its first line names the columns."]),
    "blank": ("\n , ,\n\n", ["line 1: This file is empty. Its first line names the columns."]),
    "an unknown column": (
        f"{HEADER},colour\n{GOOD},blue", [THESE, "line 1: colour: There is no such column."],
    ),
    "the words of another system": ("Forename,Surname,Meeting date\na,b,c", [
        THESE,
        "line 1: forename: There is no such column.",
        "line 1: meeting_date: There is no such column.",
        "line 1: review_meeting_on: This column is missing.",
        "line 1: surname: There is no such column.",
    ]),
    "a column without a name": (f"{HEADER},\n{GOOD},", ["line 1: Column 5 has no name."]),
    "a column twice": (f"{HEADER},Given-Name\n{GOOD},Elm", ["line 1: given_name: This column is there twice."]),
    "a column that is missing": ("given_name,family_name\na,b", ["line 1: review_meeting_on: This column is missing."]),
    "another kind of file": ("Dear Sir or Madam\nI write", [
        THESE,
        "line 1: dear_sir_or_madam: There is no such column.",
        "line 1: review_meeting_on: This column is missing.",
    ]),
    "too few cells, too many, one": (f"{HEADER}\na,b\n{GOOD}\n{GOOD},x\nAsh", [
        "line 2: This row has 2 cells, and the first line names 4 columns.",
        "line 4: This row has 5 cells, and the first line names 4 columns.",
        "line 5: This row has 1 cell, and the first line names 4 columns.",
    ]),
    "control characters": (f"{HEADER}\nA\x00sh,Ex\x07,,2026-11-18\n", [
        "line 2: family_name: This has a control character in it: take it out.",
        "line 2: given_name: This has a control character in it: take it out.",
    ]),
    "a quotation mark that is not closed": (
        f'{HEADER}\n{GOOD}\n"Ash,Exampleton,,2026-11-18\n{GOOD}\n',
        ["line 3: The file cannot be read from here on: a quotation mark is not closed, or stands inside a quoted text."],
    ),
    "a quotation mark inside": (
        f'{HEADER}\n"As"h,b,,2026-11-18',
        ["line 2: The file cannot be read from here on: a quotation mark is not closed, or stands inside a quoted text."],
    ),
    "a quotation mark in the header": (
        '"given_name',
        ["line 1: The file cannot be read from here on: a quotation mark is not closed, or stands inside a quoted text."],
    ),
    "not text": (
        HEADER.encode() + b"\nA,B,,2026-11-18\n\x81\x8d",
        ["line 3: This is not text in UTF-8 or Windows-1252: save it as CSV UTF-8."],
    ),
    "UTF-16": (HEADER.encode("utf-16"), ["line 1: This file is in UTF-16: save it as CSV UTF-8."]),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1", ["line 1: This is a workbook, not a CSV file: save the sheet as CSV, and send that."],
    ),
    "a PDF": (
        b"%PDF-1.7\n%\xe2\xe3", ["line 1: This is a PDF, not a CSV file: ask for the sheet that it was made from, and save that as CSV."],
    ),
    "a workbook": (
        b"PK\x03\x04\x14\x00", ["line 1: This is a workbook, not a CSV file: save the sheet as CSV, and send that."],
    ),
    "too big": (b"x" * (MOST_BYTES + 1), ["line 1: This file has 3,145,729 bytes; a list has at most 3,145,728."]),
    "too many rows": (
        f"{HEADER}\n" + f"{GOOD}\n" * (MOST_ROWS + 5),
        ["line 2002: A list has at most 2,000 rows: send those from here on as a second list."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", FAULTY)
def test_what_is_wrong_with_a_file_is_said_by_line_and_column(wrong: str) -> None:
    data, said = FAULTY[wrong]
    assert faults(data) == sorted(said)


def test_two_thousand_rows_are_not_too_many() -> None:
    assert len(rows(f"{HEADER}\n" + f"{GOOD}\n" * MOST_ROWS)) == MOST_ROWS


PARTS = st.sampled_from(
    [
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\r",
        '"',
        " ",
        "\x00",
        "\ufeff",
        "\u2028",
        "é",
        *COLUMNS,
        "31/11/2026",
        "2026-11-18",
    ]
)
TEXTS = st.lists(PARTS | st.text(max_size=5), max_size=40).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"])


@given(st.one_of(
    st.binary(max_size=300),
    st.builds(lambda text, encoding: text.encode(encoding, "replace"), TEXTS, ENCODINGS),
    TEXTS.map(lambda text: f"{HEADER}\n{text}".encode("utf-8", "replace")),
))  # fmt: skip
def test_whatever_the_bytes_are_there_are_rows_or_faults_on_lines_of_the_file(data: bytes) -> None:
    lines = len(re.split(rb"\r\n|\r|\n", data)) + (1 if b"\x00" in data[:4] else 0)
    for kind in (REVIEWS, REQUESTS):
        found, wrong = kind.rows(data)
        spots: list[Any] = [*found, *wrong]
        assert all(1 <= spot.line <= lines for spot in spots)
        assert all(set(row.cells) <= set(kind.columns) and all(row.cells.values()) for row in found)
        for row in found:
            assert kind.given(row, date(2026, 10, 2)).answers["reason"]


RUNS = ("=", "+", "-", "@", "\uff1d")
CELLS = st.text(st.sampled_from("'=+-@0123456789eE./:,;\"\n aé\uff1d"), max_size=12).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_what_is_written_is_read_back_unchanged_and_nothing_in_it_is_a_formula(pairs: list[tuple[str, str]]) -> None:
    given_rows = [dict(zip(COLUMNS, (*pair, "x"), strict=False)) for pair in pairs]
    data = write(COLUMNS[:3], given_rows)
    found, wrong = read(data, COLUMNS[:3], ())
    assert wrong == []
    assert [row.cells for row in found] == [{name: cell for name, cell in row.items() if cell} for row in given_rows]
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(RUNS)]


def test_a_day_is_written_as_a_day_and_a_number_that_would_be_spoilt_as_text() -> None:
    row = ("2026-11-18", "00123", "1234567890123")
    data = write(COLUMNS[:3], [dict(zip(COLUMNS, row, strict=False))])
    assert data.splitlines()[1] == b"2026-11-18,'00123,'1234567890123"
