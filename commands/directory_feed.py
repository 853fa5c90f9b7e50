"""What does a directory of community services say at its address, and is it an address that we may ask?

Whoever may change an authority's file, and whoever controls the names that its address resolves to, could otherwise
make this server call what only it can reach: a database beside it, or the address at which a cloud gives out
credentials (standards.md 3.1, row 5). So: https alone, no other host than the one named, and no address that is
private, loopback or link-local. That is looked at on the connection itself, before anything is sent, so that a name
which resolves otherwise the second time gains nothing. An address given on the command line may be private, for
whoever runs the server reaches those anyway; plain http is taken only there, and only from this machine itself.

Proxies of the environment are not used: through one, nobody could tell what is called. Where one is needed, fetch
the directory by other means and import the file.
"""

from __future__ import annotations

import socket
import time
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import orjson
import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from workflow.errors import Refused

NESTED = ("service_at_locations", "service_areas", "attributes", "contacts", "locations")
REDIRECTS = (301, 302, 303, 307, 308)
PER_PAGE = 100
CHUNK = 64 * 1024
CONNECT_SECONDS = 10


class FeedFailed(Refused):
    """The directory could not be fetched. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a directory may cost us: pages, services asked for one by one, bytes and seconds."""

    pages: int = 500
    services: int = 20_000
    redirects: int = 3
    page_bytes: int = 16 * 1024 * 1024
    all_bytes: int = 128 * 1024 * 1024
    silent_seconds: float = 20
    call_seconds: float = 60
    all_seconds: float = 1800


def from_file(file: Path) -> Any:
    """What a file says, as JSON. Raises FeedFailed."""
    if file.stat().st_size > Limits().all_bytes:
        raise FeedFailed("This file is larger than we take.")
    try:
        return orjson.loads(file.read_bytes().removeprefix(BOM_UTF8))
    except orjson.JSONDecodeError as wrong:
        raise FeedFailed(f"{file.name} is not JSON: {wrong.msg}, line {wrong.lineno}.") from wrong


def fetched(address: str, *, trusted: bool, limits: Limits | None = None) -> list[Any]:
    """Every service of the directory at an address. `trusted`: given by whoever runs the server.

    Raises FeedFailed, in plain English.
    """
    feed = _Feed(_base(address, trusted=trusted), limits or Limits(), trusted=trusted)
    return list(feed.services())


def _base(address: str, *, trusted: bool) -> str:
    """The address without what follows the directory's own, if it is one that may be asked."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError as wrong:
        raise FeedFailed("This is not a web address.") from wrong
    if not host or parts.username or parts.query or parts.fragment:
        raise FeedFailed("Give the address as https://host/path, with nothing after the path.")
    if parts.scheme != "https" and not (trusted and parts.scheme == "http" and _loopback(host)):
        raise FeedFailed("Only https is taken.")
    return address.rstrip("/").removesuffix("/services")


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_private(connected: socket.socket) -> socket.socket:
    """The connection, unless what it leads to is no public address: then it is closed, before anything was sent."""
    peer = ip_address(str(connected.getpeername()[0]).partition("%")[0])
    mapped = peer.ipv4_mapped if isinstance(peer, IPv6Address) else None
    if not (mapped or peer).is_global:
        connected.close()
        raise FeedFailed("This address leads to a private network. Only whoever runs the server may name such a one.")
    return connected


class _PublicHTTP(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _refuse_private(super()._new_conn())


class _PublicHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _refuse_private(super()._new_conn())


class _PublicHTTPPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _PublicHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS


class _Public(HTTPAdapter):
    """Connects to public addresses only."""

    def init_poolmanager(self, *values: Any, **options: Any) -> None:
        """As usual, with connections that look at what they lead to."""
        super().init_poolmanager(*values, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _PublicHTTPPool, "https": _PublicHTTPSPool}


class _Feed:
    """One reading of a directory, within its limits."""

    def __init__(self, base: str, limits: Limits, *, trusted: bool) -> None:
        self.base, self.limits = base, limits
        self.ends_at, self.left = time.monotonic() + limits.all_seconds, limits.all_bytes
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Accept"] = "application/json"
        if not trusted:
            self.session.mount("https://", _Public())

    def services(self) -> Iterator[Any]:
        """Every service: page by page; one that the list gives thinly is asked for by itself."""
        claimed, promised, found, number, more = 0, 0, 0, 0, True
        while more:
            number += 1
            page = self._page(number)
            claimed, promised = max(claimed, _count(page, "total_pages")), max(promised, _count(page, "total_items"))
            found += len(page["contents"])
            if max(claimed, number) > self.limits.pages or max(promised, found) > self.limits.services:
                raise FeedFailed(f"It has {max(claimed, number):,} pages, {max(promised, found):,} services: too many.")
            yield from map(self._whole, page["contents"])
            more = bool(page["contents"]) and (number < claimed if claimed else page.get("last_page") is False)
        if found < promised or number < claimed:
            raise FeedFailed(f"It says that it has {promised:,} services on {claimed:,} pages, but gave {found:,}.")

    def _page(self, number: int) -> dict[str, Any]:
        page = self._json(f"/services?page={number}&per_page={PER_PAGE}")
        if isinstance(page, dict) and isinstance(page.get("contents"), list):
            return page
        raise FeedFailed(f"Page {number} has no `contents`: this is not a list of services as Open Referral UK has it.")

    def _whole(self, listed: Any) -> Any:
        """The service with its parts; what has no id cannot be asked for, and is refused with the other faults."""
        key = listed.get("id") if isinstance(listed, dict) else None
        if not isinstance(key, str) or not key or any(part in listed for part in NESTED):
            return listed
        service = self._json(f"/services/{quote(key, safe='')}")
        if not isinstance(service, dict) or service.get("id") != key:
            raise FeedFailed(f"It was asked for the service {key[:100]} and gave another.")
        return service

    def _json(self, path: str) -> Any:
        try:
            return orjson.loads(self._get(self.base + path))
        except orjson.JSONDecodeError as wrong:
            raise FeedFailed(f"{path}: this is not JSON: {wrong.msg}.") from wrong
        except requests.Timeout as wrong:
            raise FeedFailed(f"{path}: no answer in time.") from wrong
        except (requests.RequestException, HTTPError, OSError) as wrong:
            raise FeedFailed(f"{path}: it could not be reached ({type(wrong).__name__}).") from wrong

    def _get(self, url: str) -> bytes:
        """What stands there; a redirect is followed on the same host only."""
        for _ in range(self.limits.redirects + 1):
            waits = (CONNECT_SECONDS, self.limits.silent_seconds)
            with self.session.get(url, timeout=waits, allow_redirects=False, stream=True) as reply:
                if reply.status_code in REDIRECTS and "Location" in reply.headers:
                    url = self._same_host(url, reply.headers["Location"])
                    continue
                if reply.status_code != requests.codes.ok:
                    raise FeedFailed(f"{urlsplit(url).path}: it answered with status {reply.status_code}.")
                return self._read(reply)
        raise FeedFailed("It leads from one address to the next without end.")

    def _same_host(self, url: str, leads_to: str) -> str:
        target = urljoin(url, leads_to)
        if urlsplit(target)[:2] != urlsplit(url)[:2]:
            raise FeedFailed("It leads to another host. If the directory has moved, give its new address.")
        return target

    def _read(self, reply: requests.Response) -> bytes:
        """The whole reply, unless it is too large or trickles in too slowly."""
        got, ends_at = bytearray(), min(self.ends_at, time.monotonic() + self.limits.call_seconds)
        while chunk := reply.raw.read1(CHUNK, decode_content=True):  # what has come, without waiting for more
            got += chunk
            if len(got) > min(self.limits.page_bytes, self.left):
                raise FeedFailed("It sends more than we take.")
            if time.monotonic() > ends_at:
                raise FeedFailed("It takes too long.")
        self.left -= len(got)
        return bytes(got)


def _count(page: dict[str, Any], name: str) -> int:
    """A figure of the page's own, which may be missing, or be no figure."""
    said = page.get(name)
    return said if isinstance(said, int) and not isinstance(said, bool) and said > 0 else 0
