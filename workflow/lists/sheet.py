"""What do the rows of a CSV file say, as spreadsheets save it, where is each fault, and how is one written?"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from config.faults import Fault
from workflow.text import HARMLESS, NEVER

MOST_ROWS = 2_000
MOST_BYTES = 3 * 1024 * 1024
DELIMITERS = (",", ";", "\t")
BETWEEN_WORDS = re.compile(r"[\s_-]+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)  # a date may well be taken for one
NOT_AS_TEXT = re.compile(  # what a spreadsheet would take for a formula, or save as another number or as a date
    r"'*(?:[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]|0\d+\Z|\d{12,}\Z|\d[\d.,]*[eE][+-]?\d+\Z|\d{1,4}[-/.:]\d{1,2}(?:[-/.:]\d{1,4})?\Z)"
)
WORKBOOK = "This is a workbook, not a CSV file: save the sheet as CSV, and send that."
NOT_TEXT = {
    b"PK\x03\x04": WORKBOOK,
    b"\xd0\xcf\x11\xe0": WORKBOOK,  # as spreadsheets were saved before 2007
    b"%PDF-": "This is a PDF, not a CSV file: ask for the sheet that it was made from, and save that as CSV.",
    b"\xff\xfe": "This file is in UTF-16: save it as CSV UTF-8.",
    b"\xfe\xff": "This file is in UTF-16: save it as CSV UTF-8.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line, as spreadsheets number rows (the header is line 1), and what its cells say, by column."""

    line: int
    cells: Mapping[str, str]


class _Unreadable(Exception):
    """There are no rows to be had from this; the fault says why."""

    def __init__(self, line: int, message: str) -> None:
        self.fault = Fault(line, "", message)
        super().__init__(message)


def read(data: bytes, columns: Collection[str], required: Collection[str]) -> tuple[list[Row], list[Fault]]:
    """Every row that can be read, and every fault of the file itself. What the cells mean is for others to judge.

    UTF-8, else Windows-1252; commas, semicolons or tabs; columns in any order, small letters or capitals. Blank rows
    are passed over, and a cell without text is left out. The apostrophe that `write` put before a text is taken off.
    """
    try:
        text = _decoded(data)
        delimiter = max(DELIMITERS, key=lambda sign: len(_named(text, sign) & set(columns)))
        records, faults = _records(text, delimiter)
        header_line, header = records[0] if records else _nothing(faults)
    except _Unreadable as wrong:
        return [], [wrong.fault]
    names = [_name(cell) for cell in header]
    wrong_header = _header_faults(header_line, names, columns, required)
    missing_or_twice = len(set(names)) < len(names) or not set(required) <= set(names)
    rows = [] if missing_or_twice else records[1 : MOST_ROWS + 1]
    faults = [*wrong_header, *faults, *(fault for line, cells in rows for fault in _row_faults(line, cells, names))]
    if len(records) > MOST_ROWS + 1:
        line = records[MOST_ROWS + 1][0]
        faults.append(
            Fault(line, "", f"A list has at most {MOST_ROWS:,} rows: send those from here on as a second list.")
        )
    return [Row(line, _said(names, cells, columns)) for line, cells in rows if len(cells) == len(names)], faults


def _nothing(faults: list[Fault]) -> tuple[int, list[str]]:
    """A file without any row is refused, for what made it unreadable if something did."""
    if faults:
        raise _Unreadable(faults[0].line, faults[0].message)
    raise _Unreadable(1, "This file is empty. Its first line names the columns.")


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _Unreadable(1, f"This file has {len(data):,} bytes; a list has at most {MOST_BYTES:,}.")
    for sign, message in NOT_TEXT.items():
        if data.startswith(sign):
            raise _Unreadable(1, message)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise _Unreadable(line, "This is not text in UTF-8 or Windows-1252: save it as CSV UTF-8.") from wrong


def _records(text: str, delimiter: str, most: int = MOST_ROWS + 2) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    """Rows with the number of each, as far as they can be read; one that runs on in quotes is one row, as on screen."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 0
    try:
        for line, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                found.append((line, cells))
            if len(found) == most:
                break
    except csv.Error:
        message = (
            "The file cannot be read from here on: a quotation mark is not closed, or stands inside a quoted text."
        )
        return found, [Fault(line + 1, "", message)]
    return found, []


def _named(text: str, delimiter: str) -> set[str]:
    """The columns that the first row names, if this sign stands between them."""
    records, _ = _records(text, delimiter, 1)
    return {_name(cell) for cell in records[0][1]} if records else set()


def _name(cell: str) -> str:
    """A column's name however it is written: Date of birth, DATE-OF-BIRTH, date_of_birth."""
    return BETWEEN_WORDS.sub("_", cell.strip()).casefold()


def _header_faults(line: int, names: list[str], columns: Collection[str], required: Collection[str]) -> list[Fault]:
    faults = [Fault(line, name, "This column is missing.") for name in required if name not in names]
    if not set(columns).issuperset(filter(None, names)):
        faults.append(Fault(line, "", f"The columns of this list are: {', '.join(columns)}."))
    for number, (name, times) in enumerate(Counter(names).items(), start=1):
        shown = HARMLESS.sub(" ", NEVER.sub(" ", name))[:60].strip()
        if not shown:
            faults.append(Fault(line, "", f"Column {number} has no name."))
        elif name not in columns:
            faults.append(Fault(line, shown, "There is no such column."))
        elif times > 1:
            faults.append(Fault(line, name, "This column is there twice."))
    return faults


def _row_faults(line: int, cells: list[str], names: list[str]) -> list[Fault]:
    if len(cells) != len(names):
        number = f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"
        return [Fault(line, "", f"This row has {number}, and the first line names {len(names)} columns.")]
    odd = (name for name, cell in zip(names, cells, strict=True) if NEVER.search(cell) or HARMLESS.search(cell))
    return [Fault(line, name, "This has a control character in it: take it out.") for name in odd]


def _said(names: list[str], cells: list[str], columns: Collection[str]) -> dict[str, str]:
    """What the cells of known columns say; one with a control character, a fault already, says nothing more."""
    pairs = ((name, cell.strip()) for name, cell in zip(names, cells, strict=True) if name in columns)
    said = {name: cell for name, cell in pairs if cell and not NEVER.search(cell) and not HARMLESS.search(cell)}
    return {name: _bare(cell) for name, cell in said.items()}


def write(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """These rows as a CSV file that a spreadsheet opens as it is meant, and `read` reads back unchanged.

    UTF-8 with a byte order mark, and CRLF. A text that a spreadsheet would run as a formula, or turn into another
    number or a date, has an apostrophe before it; so has one that begins with apostrophes and then goes on so.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_guarded(row.get(column, "")) for column in columns])
    return out.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"'{cell}" if NOT_AS_TEXT.match(cell) and not DAY.match(cell) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and NOT_AS_TEXT.match(cell) else cell
