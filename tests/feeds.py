"""Directories as feeds give them: invented services, a server on this machine that can misbehave, and short ways in."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests import answers
from tests.place import Place

# What a path answers: status, headers and body. An iterator of bytes as the body comes piece by piece.
Answer = tuple[int, dict[str, str], Any]
Says = Callable[[str, dict[str, str]], Answer]


def service(key: str = "s1", **changed: Any) -> dict[str, Any]:
    """A whole service with every part that we use; None takes a part away."""
    usual = {
        "id": key,
        "name": f"Club {key}",
        "status": "active",
        "description": "Games in a quiet room.",
        "url": "https://clubs.example/one",
        "email": "club@clubs.example",
        "minimum_age": 5,
        "maximum_age": 11,
        "assured_date": answers.today(),
        "last_modified": "2026-01-05T10:30:45.123Z",
        "organization": {"id": "o1", "name": "The Clubs"},
        "contacts": [{"id": "c1", "name": "Ann", "phones": [{"id": "p1", "number": "01632 960700"}]}],
        "service_areas": [{"id": "a1", "name": "Lower Quay"}],
        "service_at_locations": [
            {"location": {"name": "Quay Hall", "addresses": [{"city": "Quaytown", "postal_code": "QY2 4AB"}]}}
        ],
        "attributes": [{"id": "t1", "taxonomy_term": {"id": "x", "code": "autism-1", "name": "Autism support"}}],
        "fees": "Free",
    }
    return {part: said for part, said in {**usual, **changed}.items() if said is not None}


def page(services: list[Any], **changed: Any) -> dict[str, Any]:
    """All of a directory on one page."""
    envelope = {"total_items": len(services), "total_pages": 1, "page_number": 1, "size": len(services)}
    return {**envelope, "first_page": True, "last_page": True, "empty": not services, "contents": services, **changed}


def many(count: int) -> list[dict[str, Any]]:
    return [service(f"s{n:04}", name=f"Club {n}", minimum_age=n % 18, maximum_age=n % 18 + 7) for n in range(count)]


def thin(whole: dict[str, Any]) -> dict[str, Any]:
    """A service as lists give it that leave its parts out."""
    return {part: said for part, said in whole.items() if not isinstance(said, list)}


def paged(services: list[dict[str, Any]], *, size: int = 10, thinly: bool = False, **changed: Any) -> Says:
    """A well-behaved directory of these services; `changed` puts something else into each page's header."""

    def says(path: str, query: dict[str, str]) -> Answer:
        if path == "/services":
            number = int(query["page"])
            shown = services[(number - 1) * size : number * size]
            pages = -(-len(services) // size)
            head = {"total_items": len(services), "total_pages": pages, "page_number": number}
            return 200, {}, {**head, "contents": [thin(one) for one in shown] if thinly else shown, **changed}
        found = [one for one in services if path == f"/services/{one['id']}"]
        return (200, {}, found[0]) if found else (404, {}, {})

    return says


@contextmanager
def serving(says: Says) -> Iterator[tuple[str, list[str]]]:
    """A server of this directory on this machine: its address, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            parts = urlsplit(self.path)
            status, headers, body = says(parts.path, {name: said[0] for name, said in parse_qs(parts.query).items()})
            pieces = (
                body if hasattr(body, "__next__") else [body if isinstance(body, bytes) else json.dumps(body).encode()]
            )
            self.send_response(status)
            for name, said in headers.items():
                self.send_header(name, said)
            self.end_headers()
            try:
                for piece in pieces:
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                return  # whoever asked has gone

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def trickle(seconds: float) -> Iterator[bytes]:
    """A byte every so often, without end."""
    while True:
        yield b" "
        time.sleep(seconds)


def put(place: Place, services: list[Any], who: str = "administrator", query: str = "", **changed: Any) -> Any:
    """Import a directory, which must be taken; what the import said."""
    response = place.call(who, "POST", f"/directory/import{query}", json=page(services, **changed))
    assert response.status_code in (200, 201), response.get_data(as_text=True)
    return response.json


def found(place: Place, query: str = "", who: str = "officer") -> list[str]:
    """The ids of the services that a search finds."""
    return [one["id"] for one in place.get(who, f"/directory?{query}")["services"]]


def breaks(status: int) -> Says:
    good = paged(many(25))
    return lambda path, query: (status, {}, b"") if query.get("page") == "2" else good(path, query)
