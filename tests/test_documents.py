"""Can documents be attached, listed and read, by those who may, and is every other file refused with nothing kept?"""

from __future__ import annotations

import io
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from api.sent import ROUND_A_FILE
from models.document import Document
from models.export import exported
from tests import files
from tests.desk import everything
from tests.files import attached, kept, read, sent
from tests.place import Place, make_place
from workflow import documents as limits

LARGEST = 20 * 1024 * 1024


def test_a_document_is_attached_recorded_listed_and_read(northmere: Place) -> None:
    reference = northmere.ask()
    with northmere.on("2026-03-04"):
        said = {"title": "Report of the visit", "kind": "assessment", "written_on": "2026-03-01"}
        response = sent(northmere, reference, name="Visit 1.pdf", **said)
        made = response.json
    assert response.status_code == 201
    path = f"/api/v1/requests/{reference}/documents/1"
    assert response.headers["Location"] == made["links"]["self"] == path
    told = {"number": 1, "name": "Visit 1.pdf", "size": len(files.PDF), "sha256": sha256(files.PDF).hexdigest()}
    told |= {**said, "media_type": "application/pdf"}
    assert {code: made[code] for code in told} == told
    assert (made["added_by"], made["added_on"], made["request_version"]) == ("Caseworker", "2026-03-04", 2)
    now = northmere.get("officer", f"/requests/{reference}")
    assert (now["version"], now["documents"], now["state"]) == (2, 1, "awaiting_triage")
    listed = northmere.get("auditor", now["links"]["documents"].removeprefix("/api/v1"))
    del made["request_version"]
    assert listed == {"reference": reference, "documents": [made]}
    event = northmere.get("officer", f"/requests/{reference}/history")["events"][-1]
    assert (event["action"], event["actor"], event["team"]) == ("note", "Caseworker", "send")
    assert [(one["code"], one["value"]) for one in event["answers"]] == [
        ("note", "Document attached: Report of the visit"), ("attached_document", told),
    ]  # fmt: skip
    assert read(northmere, "officer", reference).get_data() == files.PDF


def test_what_a_request_says_of_its_documents_is_carried_into_no_other_note(northmere: Place) -> None:
    reference = northmere.ask()
    attached(northmere, reference)
    offered = northmere.get("caseworker", f"/requests/{reference}/actions")["actions"]
    note = next(one for one in offered if one["action"] == "note")
    assert note["answered_before"] == {}
    forged = {"note": "Mine.", "attached_document": {"number": 2, "name": "x.pdf"}}
    refused = northmere.act("caseworker", reference, "note", forged)
    assert (refused.status_code, next(iter(refused.json["errors"]))) == (422, "attached_document")


HARD_NAMES = ("Report.pdf", "Zoë\u2019s “plan”.pdf", "a'; filename=x.exe;.pdf", "a'b%41 c.pdf", "报告.pdf")


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_document_is_served_to_be_saved_under_its_name_so_that_nothing_in_it_runs(
    northmere: Place, name: str
) -> None:
    reference = northmere.ask()
    made = attached(northmere, reference, name=name)
    served = read(northmere, "caseworker", reference)
    headers = {code: served.headers[code] for code in (
        "Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control", "Content-Length",
    )}  # fmt: skip
    assert headers == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
        "Content-Length": str(len(files.PDF)),
    }
    disposition = served.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    plain = disposition.split('filename="')[1].split('"')[0]
    assert plain == "".join(one if one.isascii() else "_" for one in made["name"])
    assert unquote(disposition.rsplit("filename*=UTF-8''", 1)[1]) == made["name"]


def test_text_is_served_in_the_encoding_that_it_has(northmere: Place) -> None:
    reference = northmere.ask()
    for n, (content, encoding) in enumerate(((files.TEXT, "utf-8"), (files.WINDOWS_TEXT, "windows-1252")), start=1):
        attached(northmere, reference, content, "Views.txt", kind="views")
        served = read(northmere, "caseworker", reference, n)
        assert (served.content_type, served.get_data()) == (f"text/plain; charset={encoding}", content)


def refused(response: TestResponse, status: int, *said: str) -> Any:
    assert (response.status_code, response.content_type) == (status, "application/problem+json"), response.get_data()
    body: Any = response.json
    everything_said = str(body)
    assert not [one for one in said if one not in everything_said], everything_said
    return body


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_kept(northmere: Place) -> None:
    reference = northmere.ask()
    before = everything(northmere)
    wrong = {"title": "x" * 201, "kind": "recipe", "written_on": "2099-01-01", "colour": "red"}
    body = refused(sent(northmere, reference, files.EXE, "Report.pdf", **wrong), 422)
    assert set(body["errors"]) == {"file", *wrong}
    assert "Windows" in body["errors"]["file"][0]
    assert body["errors"]["written_on"] == ["This date is in the future."]
    missing = refused(sent(northmere, reference, kind=None, title="", written_on=" "), 422)
    assert set(missing["errors"]) == {"kind"}
    refused(sent(northmere, reference, title="a\x00b"), 422, "title", "cannot be kept")
    refused(sent(northmere, reference, written_on="03/01/2026"), 422, "written_on")
    refused(sent(northmere, reference, b""), 422, "The file is empty.")
    refused(sent(northmere, reference, name="Report.docx"), 422, "ends in .docx", "is a PDF")
    assert everything(northmere) == before
    assert kept(northmere) == set()


def test_a_form_that_is_no_form_or_has_no_file_is_refused(northmere: Place) -> None:
    reference = northmere.ask()
    path, seen = f"/requests/{reference}/documents", {"If-Match": '"1"'}

    def post(**options: Any) -> TestResponse:
        return northmere.call("caseworker", "POST", path, headers=seen, **options)

    def pdf() -> tuple[io.BytesIO, str]:
        return io.BytesIO(files.PDF), "a.pdf"

    refused(post(json={"kind": "report"}), 415, "multipart/form-data")
    refused(post(data=files.PDF, content_type="application/pdf"), 415)
    refused(post(data={"kind": "report"}, content_type="multipart/form-data"), 400, "`file`")
    refused(post(data={"kind": "report", "file": "just text"}, content_type="multipart/form-data"), 400, "`file`")
    refused(post(data={"kind": "report", "document": pdf()}), 400, "`file`")
    refused(post(data={"kind": "report", "file": [pdf(), pdf()]}), 400, "`file`")
    refused(post(data={"kind": ["report", "plan"], "file": pdf()}), 400, "kind")
    refused(post(data={f"f{n}": "x" for n in range(30)} | {"file": pdf()}), 413)
    refused(post(data={"kind": "x" * (ROUND_A_FILE + 1), "file": pdf()}), 413)
    refused(post(data=b"--nonsense", content_type="multipart/form-data; boundary=other"), 400)
    assert northmere.get("caseworker", path) == {"reference": reference, "documents": []}


def test_a_document_has_at_most_so_many_megabytes_and_no_other_call_more_than_before(northmere: Place) -> None:
    reference = northmere.ask()
    just = files.TEXT + b"x" * (LARGEST - len(files.TEXT))
    assert attached(northmere, reference, just, "Long.txt")["size"] == LARGEST
    for more in (just + b"x", just + b"x" * ROUND_A_FILE * 2):
        refused(sent(northmere, reference, more, "Long.txt"), 413, "at most 20 MB")
    assert len(kept(northmere)) == 1
    large = files.form({"file": FileStorage(io.BytesIO(bytes(5 * 1024**2)), filename="a.csv")})
    refused(northmere.call("caseworker", "POST", "/requests/import", **large), 413)
    refused(
        northmere.call("caseworker", "POST", "/requests", data=bytes(5 * 1024**2), content_type="application/json"), 413
    )


def test_the_same_file_is_not_attached_twice_but_may_be_to_another_request(northmere: Place) -> None:
    reference, other = northmere.ask(), northmere.ask()
    attached(northmere, reference, name="First.pdf")
    body = refused(sent(northmere, reference, name="Second.pdf", kind="plan"), 422, "document 1, First.pdf")
    assert [need["rule"] for need in body["unmet"]] == ["a_document_is_attached_once"]
    attached(northmere, other)
    assert len(kept(northmere)) == 2
    assert attached(northmere, reference, files.page("another"))["number"] == 2


def test_a_request_has_at_most_so_many_documents(northmere: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.MOST == 200
    monkeypatch.setattr("workflow.rules.documents.MOST", 2)
    reference = northmere.ask()
    for n in range(2):
        attached(northmere, reference, files.page(str(n)))
    refused(sent(northmere, reference, files.page("3")), 422, "which is the most")
    assert len(kept(northmere)) == 2


def test_refusals_come_in_the_order_of_the_contract(northmere: Place) -> None:
    reference = northmere.ask()
    bad: dict[str, Any] = {"content": files.EXE, "kind": "recipe"}
    refused(sent(northmere, "SCA-2026-999999", who="caseworker", seen='"1"', **bad), 404)
    refused(sent(northmere, reference, who="early_helper", seen='"1"', **bad), 404)
    refused(sent(northmere, reference, who="auditor", seen="", **bad), 403)
    refused(sent(northmere, reference, seen="", **bad), 428)
    refused(sent(northmere, reference, seen='"7"', **bad), 412)
    northmere.does("officer", reference, "redirect_front_door")
    refused(sent(northmere, reference, who="officer", **bad), 403)
    refused(sent(northmere, reference, **bad), 422)
    assert kept(northmere) == set()


def test_those_attach_who_may_write_a_note_and_those_read_who_may_know_of_the_request(
    northmere: Place, served: Flask
) -> None:
    reference = northmere.ask()
    attached(northmere, reference)
    northmere.people["elsewhere"] = make_place(served, "eastvale").people["dsco"]
    for n, who in enumerate(("officer", "send_manager", "dsco", "door_manager"), start=2):
        assert attached(northmere, reference, files.page(who), who=who)["number"] == n
    northmere.does("caseworker", reference, "restrict")
    for who in ("caseworker", "door_manager", "send_manager", "dsco", "auditor"):
        assert read(northmere, who, reference).status_code == 200
    for who in ("officer", "coordinator", "early_helper", "administrator", "elsewhere"):
        missing = northmere.call(who, "GET", "/requests/SCA-2026-999999/documents/1")
        hidden = read(northmere, who, reference)
        assert (hidden.status_code, hidden.get_data()) == (404, missing.get_data())
        assert northmere.call(who, "GET", f"/requests/{reference}/documents").status_code == 404
        refused(sent(northmere, reference, files.page("mine"), who=who, seen='"7"'), 404)
    for number in (0, 99, 10**12):
        refused(read(northmere, "caseworker", reference, number), 404)


def test_a_document_may_be_attached_when_a_request_has_ended(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("caseworker", reference, "close")
    assert attached(northmere, reference)["number"] == 1


def test_the_same_key_and_form_attach_once_and_another_form_is_refused(northmere: Place) -> None:
    reference = northmere.ask()
    first, again = (sent(northmere, reference, key="once", title="A", seen='"1"') for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.get_data(), again.headers["Location"]) == (first.get_data(), first.headers["Location"])
    changed: tuple[dict[str, Any], ...] = (
        {"title": "B"},
        {"name": "Other.pdf"},
        {"content": files.page("other")},
        {"kind": "plan"},
    )
    for one in changed:
        refused(sent(northmere, reference, key="once", seen='"1"', **{"title": "A", **one}), 422, "Idempotency-Key")
    assert len(kept(northmere)) == northmere.get("caseworker", f"/requests/{reference}")["documents"] == 1


def test_no_object_is_named_after_anybody_and_all_is_exported_but_the_content(northmere: Place) -> None:
    reference = northmere.ask()
    attached(northmere, reference, name="Ivy Exampleton.pdf")
    [key] = kept(northmere)
    assert "ivy" not in key.lower()
    with Session(northmere.storage.engine) as session:
        row = session.scalars(select(Document).where(Document.object_key == key)).one()
        held = exported(session, reference, northmere.code)
    assert [one["sha256"] for one in held["documents"]] == [row.sha256]
