"""A bucket on this machine that speaks as much of the S3 protocol as documents need: put, get, delete, list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest

MODIFIED = "%Y-%m-%dT%H:%M:%S.000Z"


class Handler(BaseHTTPRequestHandler):
    """One bucket in memory; a call that is not signed is refused."""

    held: dict[str, tuple[bytes, str]]
    now: str

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def key(self) -> str | None:
        if "Credential=access" not in self.headers.get("Authorization", ""):
            self.answer(403, b"<Error><Code>AccessDenied</Code></Error>")
            return None
        return unquote(urlsplit(self.path).path).lstrip("/").partition("/")[2]

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if (key := self.key()) is not None:
            self.held[key] = (content, self.now)
            self.answer(200, ETag=f'"{md5(content).hexdigest()}"')  # noqa: S324  # the protocol's own fingerprint

    def do_GET(self) -> None:
        key = self.key()
        if key == "":
            prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
            self.answer(200, listing({k: one for k, one in self.held.items() if k.startswith(prefix)}))
        elif key in self.held:
            content, _ = self.held[key]
            self.answer(200, content, ETag='"x"', Last_Modified="Mon, 02 Mar 2026 10:00:00 GMT")
        elif key is not None:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_DELETE(self) -> None:
        if (key := self.key()) is not None:
            self.held.pop(key, None)
            self.answer(204)

    def do_POST(self) -> None:
        """Delete several (obstore deletes in bulk)."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.key() is not None:
            keys = [part.partition("</Key>")[0] for part in body.split("<Key>")[1:]]
            for key in keys:
                self.held.pop(key, None)
            done = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            self.answer(200, f"<DeleteResult>{done}</DeleteResult>".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def listing(held: dict[str, tuple[bytes, str]]) -> bytes:
    contents = "".join(
        f"<Contents><Key>{escape(key)}</Key><LastModified>{when}</LastModified><ETag>x</ETag><Size>{len(one)}</Size>"
        f"</Contents>"
        for key, (one, when) in sorted(held.items())
    )
    return f"<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>".encode()


@contextmanager
def served_bucket(bucket: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty bucket, with the environment set to reach it as one would in earnest."""
    from config import clock

    handler = type("Of", (Handler,), {"held": {}, "now": clock.now().strftime(MODIFIED)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "access",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "eu-west-2",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    try:
        yield f"s3://{bucket}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
