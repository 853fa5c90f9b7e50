"""Can the term's list be taken out, filled in as spreadsheets do, and sent back to mean the same reviews?"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.desk import everything
from tests.lists import (
    MEETING,
    SAID_NO,
    SAID_YES,
    child,
    listed,
    no,
    outcomes,
    screened,
    send,
    sheet,
    table,
    taken,
    yes,
)
from tests.place import Place
from tests.tour import counted
from workflow.lists.columns import REVIEWS
from workflow.lists.sheet import read

FRIDAY = "2026-10-02"
DAYS = ("date_of_birth", "review_meeting_on", "screened_on")
RISKY = ("=HYPERLINK(1)", "+44", "-1", "@SUM(A1)", "'=x", "''+y", "00123", "1E5", "3/4", "'plain")
READS = 4  # who calls, the page, whom the caller may know more of, the last screenings, and no more


def test_the_sheet_is_what_a_spreadsheet_opens_and_the_import_takes(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        [one, two, three] = listed(
            northmere, child(1, upn="A950000178301"), child(2), child(3, review_meeting_on="2026-11-25")
        )
        screened(northmere, two, no(screened_on=FRIDAY))
        answered = northmere.call("coordinator", "GET", "/reviews.csv")
        rows = sheet(northmere)
    assert answered.content_type == "text/csv; charset=utf-8"
    assert "reviews.csv" in answered.headers["Content-Disposition"]
    assert answered.data.startswith(b"\xef\xbb\xbfid,given_name,family_name,date_of_birth,")
    assert answered.data.count(b"\r\n") == answered.data.count(b"\n") == 4
    assert set(rows[0]) <= set(REVIEWS.header)
    assert [row["id"] for row in rows] == [one, two, three]
    assert (rows[0]["date_of_birth"], rows[0]["review_meeting_on"], rows[0]["upn"]) == (
        "2010-02-02",
        MEETING,
        "A950000178301",
    )
    assert not {name for name in rows[0] if name.startswith("contact_") or name == "year_group"}
    assert rows[0]["needs_identified"] == rows[0]["decided_by"] == ""
    assert (rows[1]["needs_identified"], rows[1]["screening_basis"]) == ("no", "last_review_report; school_view")
    assert (rows[1]["decided_by"], rows[1]["screened_on"]) == ("Holly Berry", FRIDAY)


def test_the_sheet_has_the_same_reviews_as_the_list_for_whoever_asks(northmere: Place) -> None:
    with northmere.on("2026-11-19"):
        keys = listed(
            northmere, *(child(n, review_meeting_on=day) for n, day in enumerate((MEETING, "2026-11-19", "2027-01-15")))
        )
        screened(northmere, keys[1], no())
        for query in ("", "screened=true", "screened=false", "from=2026-11-19", "to=2026-11-18", "q=exampleton-2"):
            for who in northmere.people:
                rows = northmere.get(who, f"/reviews?{query}")["reviews"]
                assert [row["id"] for row in sheet(northmere, query, who)] == [row["id"] for row in rows], (query, who)
        assert [row["id"] for row in sheet(northmere)] == keys
    for query, wrong in (
        ("per_page=5", "per_page"),
        ("from=2026-11-19&to=2026-11-18", "from"),
        ("screened=perhaps", "screened"),
    ):
        refused = northmere.call("coordinator", "GET", f"/reviews.csv?{query}")
        assert (refused.status_code, set(refused.json["errors"])) == (422, {wrong})


def test_more_reviews_than_one_list_can_have_are_refused_not_cut_off(
    northmere: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(northmere, *map(child, range(4)))
    monkeypatch.setattr("workflow.casework.term_sheet.MOST_ROWS", 4)
    assert len(sheet(northmere, f"from={MEETING}")) == 4
    monkeypatch.setattr("workflow.casework.term_sheet.MOST_ROWS", 3)
    refused = northmere.call("coordinator", "GET", f"/reviews.csv?from={MEETING}")
    assert (refused.status_code, "ask for fewer days" in refused.json["errors"]["to"][0]) == (422, True)


def test_a_long_sheet_takes_no_more_statements_than_a_short_one(northmere: Place) -> None:
    counts = []
    for last in (1, 40):
        taken(northmere, [child(number) for number in range(last)])
        sheet(northmere, f"from={MEETING}")
        with counted(northmere.storage.engine) as sent:
            assert len(sheet(northmere, f"from={MEETING}")) == last
        counts.append(len(sent))
    assert counts[0] == counts[1] <= READS


def test_what_is_hidden_of_somebody_is_not_in_the_sheet_and_it_is_still_taken_back(northmere: Place) -> None:
    number = {"upn": "A950000178301", "given_name": "", "family_name": "", "date_of_birth": ""}
    listed(northmere, child(1, **number))
    assert sheet(northmere, f"from={MEETING}")[0]["upn"] == number["upn"]
    asked = northmere.ask("caseworker", person={"upn": number["upn"]})
    northmere.does("caseworker", asked, "restrict")
    [row] = sheet(northmere, f"from={MEETING}")
    assert (row["upn"], row["family_name"]) == ("", "")
    assert outcomes(taken(northmere, [row])) == ["already_listed"]


def day_first(row: Mapping[str, str]) -> dict[str, str]:
    """A row as a spreadsheet in England saves it: its days as 18/11/2026."""
    return {name: "/".join(reversed(cell.split("-"))) if name in DAYS else cell for name, cell in row.items()}


SAVED = {
    "as LibreOffice": {"delimiter": ",", "encoding": "utf-8"},
    "as Excel, CSV UTF-8": {"delimiter": ",", "encoding": "utf-8-sig"},
    "as Excel, CSV": {"delimiter": ",", "encoding": "cp1252"},
    "with semicolons": {"delimiter": ";", "encoding": "cp1252"},
    "with tabs": {"delimiter": "\t", "encoding": "utf-8-sig"},
    "all in quotes": {"delimiter": ";", "encoding": "utf-8", "quoting": csv.QUOTE_ALL},
}


def saved(rows: list[dict[str, str]], delimiter: str, encoding: str, quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, quoting=quoting)
    writer.writeheader()
    writer.writerows(map(day_first, rows))
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("how", SAVED)
def test_a_sheet_that_was_filled_in_and_saved_by_a_spreadsheet_screens_the_same_reviews(
    northmere: Place, how: str
) -> None:
    said = {
        "screening_explained": "Zo\xeb\u2019s school; her mother, and \u201cno more\u201d \u2013 asked twice.\nAll agree."
    }
    with northmere.on(FRIDAY):
        keys = listed(northmere, *(child(n, setting="St Zo\xeb; \u201cEast\u201d, Northmere") for n in range(4)))
        rows = sheet(northmere)
        rows[0] |= {**SAID_NO, **said}
        rows[1] |= {**SAID_YES, **said}
        rows[2] |= {"review_meeting_on": "2026-11-25"}
        made = send(northmere, saved(rows[::-1], **SAVED[how]))  # type: ignore[arg-type]
        assert made.status_code == 201, made.json
        assert [line["review"] for line in made.json["lines"]] == keys[::-1]
        assert made.json["counts"] == {"already_listed": 3, "moved": 1, "screened_no": 1, "screened_yes": 1}
        kept = everything(northmere)
        for again in (saved(sheet(northmere), **SAVED[how]), saved(rows, **SAVED[how])):  # type: ignore[arg-type]
            same = send(northmere, again)
            assert same.json["counts"] == {"already_listed": 4, "already_screened": 2}
        assert everything(northmere) == kept
        [screening] = northmere.get("coordinator", f"/reviews/{keys[1]}")["screenings"]
    told = {answer["code"]: answer["value"] for answer in screening["answers"]}
    assert told["screening_explained"] == said["screening_explained"]
    assert told["identified_needs"] == SAID_YES["identified_needs"]


def test_what_a_spreadsheet_would_run_or_change_comes_back_as_it_was(northmere: Place) -> None:
    rows = [child(n, given_name=risky, setting=risky, social_care_id=f"{n}{risky}") for n, risky in enumerate(RISKY)]
    with northmere.on(FRIDAY):
        keys = [
            line["review"]
            for line in send(
                northmere, table([{k: f"'{v}" if v in RISKY[:-1] else v for k, v in row.items()} for row in rows])
            ).json["lines"]
        ]
        held = northmere.get("coordinator", "/reviews?per_page=100")["reviews"]
        assert {row["id"]: row["person"]["given_name"] for row in held} == dict(zip(keys, RISKY, strict=True))
        for key, risky in zip(keys, RISKY, strict=True):
            screened(northmere, key, yes(screening_explained=risky, decided_by=risky, screened_on=FRIDAY))
        before = everything(northmere)
        given_out = sheet(northmere)
        cells = [cell for row in given_out for cell in row.values()]
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
        again = taken(northmere, given_out)
        assert again["counts"] == {"already_listed": len(RISKY), "already_screened": len(RISKY)}
        assert everything(northmere) == before


def has_calc(folder: Path) -> bool:
    """Whether a LibreOffice that opens sheets is on this machine; one for letters alone is not enough."""
    (folder / "try.csv").write_text("a,b\r\n")
    return bool(shutil.which("libreoffice")) and resaved(folder, folder / "try.csv").is_file()


def resaved(folder: Path, file: Path) -> Path:
    """The file as LibreOffice opens and saves it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    to = folder / "saved"
    subprocess.run(
        ["libreoffice", profile, "--headless", "--convert-to", "csv", "--outdir", str(to), str(file)],
        capture_output=True, timeout=120,
    )  # fmt: skip
    return to / file.name


def test_a_sheet_that_libreoffice_saved_again_is_read(northmere: Place, tmp_path: Path) -> None:
    if not has_calc(tmp_path):
        pytest.skip(
            "There is no LibreOffice Calc on this machine: not tried whether it saves a sheet that is still read."
        )
    with northmere.on(FRIDAY):
        keys = listed(northmere, *(child(n, setting="St Zo\xeb, \u201cEast\u201d") for n in range(3)))
        for key, said in zip(keys, (no(decided_by="=1+1"), yes(screening_explained="00123\nand 3/4")), strict=False):
            screened(northmere, key, {**said, "screened_on": FRIDAY})
        file = tmp_path / "term.csv"
        file.write_bytes(northmere.call("coordinator", "GET", "/reviews.csv").data)
        again = send(northmere, resaved(tmp_path, file).read_bytes())
        assert again.json["counts"] == {"already_listed": 3, "already_screened": 2}
        assert [line["review"] for line in again.json["lines"]] == keys
        columns = tuple(sheet(northmere)[0])
        assert read(resaved(tmp_path, file).read_bytes(), columns, ()) == read(file.read_bytes(), columns, ())
