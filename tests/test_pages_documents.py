"""Can a document be attached, listed and saved at its page, and is nothing typed lost when it cannot?"""

from __future__ import annotations

import io
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from tests import files
from tests.browsing import SITE, TOKEN, Browser
from tests.place import Place
from web.session import IDLE

TYPED = {
    "title": "Report & <plan>",
    "kind": "report",
    "written_on.day": "1",
    "written_on.month": "2",
    "written_on.year": "2026",
}


def sent(content: bytes = files.PDF, name: str = "Visit 1.pdf", **changed: Any) -> dict[str, Any]:
    return {**TYPED, "file": FileStorage(io.BytesIO(content), filename=name), **changed}


@pytest.fixture
def asked(northmere: Place) -> tuple[Browser, str]:
    return Browser(northmere, "caseworker"), f"/requests/{northmere.ask()}/documents"


def test_a_document_is_attached_listed_and_saved(northmere: Place, asked: tuple[Browser, str]) -> None:
    caseworker, path = asked
    assert "Nothing is attached yet" in caseworker.get(path)
    response = caseworker.post(path, sent())
    assert response.location == path
    page = caseworker.get(path)
    assert "Report &amp; &lt;plan&gt; is attached." in page
    assert "Report, written on 1 February 2026. Visit 1.pdf, 1 KB. Attached by Caseworker" in page
    assert "Documents (1)" in page
    saved = caseworker.load(f"{path}/1")
    assert (saved.status_code, saved.get_data(), saved.content_type) == (200, files.PDF, "application/pdf")
    same = files.read(northmere, "caseworker", path.split("/")[2])
    for header in ("Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
        assert saved.headers[header] == same.headers[header], header
    note = northmere.get("officer", path.removesuffix("/documents") + "/history")["events"][-1]
    assert (note["action"], note["actor"]) == ("note", "Caseworker")


@pytest.mark.parametrize(
    ("content", "name", "changed", "link", "said"),
    [
        (b"", "", {}, "#file", "Choose a file."),
        (files.EXE, "Visit.pdf", {}, "#file", "Send PDF, DOCX"),
        (files.PDF, "Visit.docx", {}, "#file", "give it a name that ends in .pdf"),
        (files.PDF, "Visit.pdf", {"kind": ""}, "#kind", "What kind of document is it?"),
        (files.PDF, "Visit.pdf", {"written_on.year": "2099"}, "#written_on", "future"),
        (files.PDF, "Visit.pdf", {"written_on.month": "13"}, "#written_on", "no day of the calendar"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    northmere: Place,
    asked: tuple[Browser, str],
    content: bytes,
    name: str,
    changed: dict[str, str],
    link: str,
    said: str,
) -> None:
    caseworker, path = asked
    page = caseworker.post(path, sent(content, name, **changed), 422).get_data(as_text=True)
    assert f'href="{link}' in page
    assert said in page
    assert 'value="Report &amp; &lt;plan&gt;"' in page
    assert "Choose the file again" in page
    assert files.kept(northmere) == set()
    assert northmere.get("caseworker", path)["documents"] == []


def test_the_same_file_twice_is_refused_with_the_number_that_it_has(asked: tuple[Browser, str]) -> None:
    caseworker, path = asked
    caseworker.post(path, sent())
    page = caseworker.post(path, sent(name="Other.pdf"), 422).get_data(as_text=True)
    assert "This file is attached already: it is document 1" in page


def test_somebody_else_was_quicker(northmere: Place, asked: tuple[Browser, str]) -> None:
    caseworker, path = asked
    page = caseworker.post(path, sent(seen="0"), 409).get_data(as_text=True)
    assert "Somebody has changed this request" in page
    assert 'value="Report &amp; &lt;plan&gt;"' in page
    assert 'name="seen" value="1"' in page
    assert files.kept(northmere) == set()


def test_a_document_sent_twice_is_attached_once(northmere: Place, asked: tuple[Browser, str]) -> None:
    caseworker, path = asked
    once = {"once": "the-same-form"}
    for _ in range(2):
        assert caseworker.post(path, sent(**once)).location == path
    assert len(northmere.get("caseworker", path)["documents"]) == 1
    assert len(files.kept(northmere)) == 1


def test_a_form_without_its_token_attaches_nothing(northmere: Place, asked: tuple[Browser, str]) -> None:
    caseworker, path = asked
    assert caseworker.send(path, sent(seen="1")).status_code == 400
    assert files.kept(northmere) == set()


def test_a_large_document_is_taken_and_one_that_is_too_large_is_not(
    northmere: Place, asked: tuple[Browser, str]
) -> None:
    caseworker, path = asked
    largest = northmere.storage.largest_document
    usual: int = northmere.app.config["MAX_CONTENT_LENGTH"]
    assert largest > usual
    large, page = files.TEXT + b" " * usual, caseworker.get(path)
    typed = {"csrf_token": TOKEN.search(page)[1], "seen": "1", **sent(large, "Notes.txt")}  # type: ignore[index]
    assert caseworker.client.post(path, base_url=SITE, **files.form(typed)).status_code == 303
    assert northmere.get("caseworker", path)["documents"][0]["size"] == len(large)
    too_large = files.TEXT + b" " * largest + b" " * 100_000
    refused = caseworker.client.post(path, base_url=SITE, **files.form(sent(too_large, "Notes.txt")))
    assert refused.status_code == 413
    said = refused.get_data(as_text=True)
    assert "Send a smaller file" in said
    assert f"At most {largest // 1024**2} MB" in said
    assert f'href="{path}">Go back to the page' in said


def test_a_stranger_may_send_no_large_form(northmere: Place) -> None:
    stranger = Browser(northmere, None)
    too_large = sent(files.TEXT + b" " * northmere.app.config["MAX_CONTENT_LENGTH"], "Notes.txt")
    response = stranger.client.post("/requests/x/documents", base_url=SITE, **files.form(too_large))
    assert response.status_code == 413


def test_a_session_that_ended_carries_what_was_typed_and_asks_for_the_file_again(
    northmere: Place, asked: tuple[Browser, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(northmere.app.config, "DEMONSTRATION", True)
    caseworker, path = asked
    with caseworker.session() as session:
        session["seen"] -= IDLE.total_seconds() + 1
    response = caseworker.client.post(path, data=sent(), base_url=SITE)
    assert response.status_code == 401
    assert 'name="kept.title" value="Report &amp; &lt;plan&gt;"' in response.get_data(as_text=True)
    restored = {**TYPED, "restored": "yes"}
    with caseworker.session() as session:
        session["seen"] += IDLE.total_seconds() + 1
    page = caseworker.post(path, restored, 200).get_data(as_text=True)
    assert "Choose the file again, then send it" in page
    assert 'value="Report &amp; &lt;plan&gt;"' in page
    assert files.kept(northmere) == set()


def test_who_may_not_attach_is_shown_no_form_and_refused(northmere: Place, asked: tuple[Browser, str]) -> None:
    _, path = asked
    auditor = Browser(northmere, "auditor")
    assert "Attach a document" not in auditor.get(path)
    auditor.post(path, sent(), 403, on="/help")
    assert files.kept(northmere) == set()


@pytest.mark.parametrize("number", ["2", "0", "x", "9" * 30, "%00"])
def test_a_document_that_is_not_there(asked: tuple[Browser, str], number: str) -> None:
    caseworker, path = asked
    caseworker.post(path, sent())
    caseworker.get(f"{path}/{number}", 404)


def test_a_document_whose_content_is_lost_is_said_to_be(northmere: Place, asked: tuple[Browser, str]) -> None:
    caseworker, path = asked
    caseworker.post(path, sent())
    (key,) = files.kept(northmere)
    northmere.storage.objects.remove(key)
    assert "not what was kept" in caseworker.get(f"{path}/1", 500)
