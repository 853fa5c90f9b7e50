"""Is a directory fetched whole from where it may be fetched, and is nothing changed by a feed that misbehaves?"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from commands import directory_feed
from commands.directory_feed import FeedFailed, Limits, fetched
from tests.feeds import Answer, Says, breaks, many, page, paged, service, serving, trickle

QUICK = Limits(pages=5, services=60, redirects=2, page_bytes=50_000, silent_seconds=0.3, call_seconds=0.6)


def got(says: Says, limits: Limits = QUICK, **options: Any) -> tuple[list[Any], list[str]]:
    with serving(says) as (address, asked):
        return fetched(address + options.get("path", ""), trusted=True, limits=limits), asked


def failure(says: Says, limits: Limits = QUICK) -> str:
    with pytest.raises(FeedFailed) as failed:
        got(says, limits)
    return failed.value.reason


def test_every_page_is_fetched_and_a_service_that_is_listed_thinly_is_asked_for_itself() -> None:
    whole = [service("a b/c"), *(service(f"s{n}") for n in range(24))]
    listed, asked = got(paged(whole), path="/services/")
    assert listed == whole
    assert asked == [f"/services?page={n}&per_page=100" for n in (1, 2, 3)]
    key = whole[1]["id"]
    listed, asked = got(paged(whole[1:12], thinly=True))
    assert (listed, len(asked), asked[1]) == (whole[1:12], 13, f"/services/{key}")
    assert got(paged(whole, last_page=False))[0] == whole  # whatever it says of the last page, there are three
    assert got(paged(whole, total_items=None, total_pages=None, last_page=False))[0] == whole
    assert got(paged(whole[:10], total_items=3, total_pages=None))[0] == whole[:10]


def test_an_id_is_quoted_in_the_path_and_another_service_in_its_place_is_refused() -> None:
    def says(path: str, query: dict[str, str]) -> Answer:
        return (
            200,
            {},
            page([{"id": "../a?b", "name": "x", "status": "active"}]) if path == "/services" else service("z"),
        )

    with serving(says) as (address, asked), pytest.raises(FeedFailed, match="gave another"):
        fetched(address, trusted=True)
    assert asked[1] == "/services/..%2Fa%3Fb"


def moved(to: str) -> Says:
    return lambda path, query: (302, {"Location": to.format(path=path, page=query.get("page", ""))}, b"")


BAD: dict[str, tuple[Says, str]] = {
    "an error in the middle": (breaks(500), "status 500"),
    "a page that is not there": (breaks(404), "status 404"),
    "another host": (moved("http://other.example{path}"), "another host"),
    "another port of this machine": (moved("http://127.0.0.1:1{path}"), "another host"),
    "another scheme": (moved("file:///etc/passwd"), "another host"),
    "round and round": (moved("{path}?page=1"), "without end"),
    "no JSON": (lambda *_: (200, {}, b"<html>"), "not JSON"),
    "JSON of another kind": (lambda *_: (200, {}, {"items": []}), "no `contents`"),
    "a list": (lambda *_: (200, {}, [service()]), "no `contents`"),
    "fewer than promised": (paged(many(25), total_items=40), "40 services on 3 pages, but gave 25"),
    "fewer pages than promised": (paged(many(25), total_pages=5), "5 pages, but gave 25"),
    "pages without end": (lambda *_: (200, {}, {"contents": many(1), "last_page": False}), "too many"),
    "more pages than we take": (paged(many(25), total_pages=10**9), "too many"),
    "more services than we take": (paged(many(25), total_items=10**9), "too many"),
    "more than promised, without end": (lambda *_: (200, {}, {**page(many(20)), "total_pages": 5}), "too many"),
    "too large": (lambda *_: (200, {}, b" " * 50_001), "more than we take"),
    "small when sent, large when unpacked": (lambda *_: (200, {"Content-Encoding": "gzip"}, _bomb()), "more than we take"),
    "nothing for a while": (lambda *_: (time.sleep(1), (200, {}, b"{}"))[1], "no answer in time"),
    "a trickle": (lambda *_: (200, {}, trickle(0.02)), "too long"),
    "cut off": (lambda *_: (200, {"Content-Length": "100"}, b"{}"), "could not be reached"),
}  # fmt: skip


def _bomb() -> bytes:
    import gzip

    return gzip.compress(b" " * 10_000_000)


@pytest.mark.parametrize("kind", BAD)
def test_a_feed_that_misbehaves_is_refused_in_plain_words(kind: str) -> None:
    says, why = BAD[kind]
    assert why in failure(says)


def test_what_a_feed_may_cost_is_limited_as_a_whole() -> None:
    assert "more than we take" in failure(paged(many(25)), Limits(all_bytes=12_000))
    assert "too long" in failure(paged(many(25)), Limits(all_seconds=-1))


def test_a_redirect_on_the_same_host_is_followed() -> None:
    good = paged([service()])
    leads = moved("{path}?page={page}&again=1")

    def says(path: str, query: dict[str, str]) -> Answer:
        return good(path, query) if "again" in query else leads(path, query)

    assert got(says)[0] == [service()]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://directory.example/", "Only https"),
        ("http://127.0.0.1:1/", "Only https"),
        ("ftp://directory.example/", "Only https"),
        ("directory.example", "https://host/path"),
        ("https://a:b@directory.example", "https://host/path"),
        ("https://directory.example/?a=b", "https://host/path"),
        ("https://directory.example:99999/", "not a web address"),
        ("https://[::1", "not a web address"),
    ],
)
def test_an_address_that_is_none_we_may_ask_is_refused_before_anything_is_sent(address: str, why: str) -> None:
    with pytest.raises(FeedFailed, match=why):
        fetched(address, trusted=False)


def test_plain_http_is_taken_from_this_machine_alone_even_for_whoever_runs_the_server() -> None:
    with pytest.raises(FeedFailed, match="Only https"):
        fetched("http://10.0.0.1/", trusted=True)


@pytest.fixture
def listener() -> Iterator[tuple[int, socket.socket]]:
    """A port of this machine, and what connects to it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(2)
        yield server.getsockname()[1], server


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0"])
def test_a_configured_address_that_leads_to_this_machine_is_hung_up_on_before_anything_is_sent(
    listener: tuple[int, socket.socket], host: str
) -> None:
    port, server = listener
    with pytest.raises(FeedFailed, match="private network"):
        fetched(f"https://{host}:{port}", trusted=False)
    connection, _ = server.accept()
    with connection:
        assert connection.recv(100) == b""


@pytest.mark.parametrize(
    ("peer", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("10.1.2.3", False), ("172.16.0.1", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("127.0.0.1", False), ("0.0.0.1", False), ("100.64.0.1", False),
        ("::1", False), ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:93.184.216.34", True), ("::ffff:10.0.0.1", False), ("::ffff:127.0.0.1", False),
    ],
)  # fmt: skip
def test_only_public_addresses_are_spoken_to(peer: str, public: bool) -> None:
    class Connected:
        closed = False

        def getpeername(self) -> tuple[str, int]:
            return peer, 443

        def close(self) -> None:
            self.closed = True

    connected: Any = Connected()
    if public:
        assert directory_feed._refuse_private(connected) is connected
    else:
        with pytest.raises(FeedFailed, match="private network"):
            directory_feed._refuse_private(connected)
    assert connected.closed is not public
