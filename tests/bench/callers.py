"""Who calls the service, how many at once, and how long do they wait? A client that costs little, since it is not counted."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from statistics import quantiles
from time import perf_counter
from typing import Any

import orjson

END = b"\r\n\r\n"
CHUNK = 65_536
OK = range(200, 300)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: headers by their name in small letters, and the body."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        """The JSON value."""
        return orjson.loads(self.body)


@dataclass
class Client:
    """Somebody who calls a service on this machine, over one connection that stays open."""

    port: int
    waited: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line = socket.create_connection(("127.0.0.1", self.port), timeout=180)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def call(self, method: str, path: str, sent: Any = None, **headers: str) -> Answer:
        """Call, and read the answer, which must be a success. A header's name is written with _ for -."""
        body = b"" if sent is None else orjson.dumps(sent)
        told = {"Host": "127.0.0.1", "Content-Length": str(len(body))}
        told |= {"Content-Type": "application/json"} if body else {}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        began = perf_counter()
        self.line.sendall(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        status, found, said = self._answer()
        self.waited.append(perf_counter() - began)
        if status not in OK:
            raise RuntimeError(f"{method} {path} was answered {status}: {said.decode()[:500]}")
        return Answer(found, said)

    def _answer(self) -> tuple[int, dict[str, str], bytes]:
        come = b""
        while END not in come:
            come += self._more()
        head, _, body = come.partition(END)
        first, *rest = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        length = int(headers["content-length"])
        while len(body) < length:
            body += self._more()
        return int(first.split()[1]), headers, body

    def _more(self) -> bytes:
        come = self.line.recv(CHUNK)
        if not come:
            raise RuntimeError("The service broke off.")
        return come


Walk = Callable[[Client, int], None]
NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast so many pathways went: how many a second, and what a call waited, in milliseconds."""

    pathways: float
    half: float
    hundredth: float


def walked(port: int, walk: Walk, clients: int, pathways: int) -> Pace:
    """So many pathways, shared out among so many clients at once."""
    callers, numbers = [Client(port) for _ in range(clients)], iter([next(NUMBERS) for _ in range(pathways)])

    def goes(client: Client) -> None:
        for number in numbers:
            walk(client, number)

    began = perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(goes, callers))
    took = perf_counter() - began
    for one in callers:
        one.line.close()
    parts = quantiles([1000 * one for client in callers for one in client.waited], n=100)
    return Pace(pathways / took, parts[49], parts[98])


def each(port: int, method: str, path: str, times: int, **headers: str) -> Iterator[Answer]:
    """The same call, several times over."""
    client = Client(port)
    for _ in range(times):
        yield client.call(method, path, **headers)
    client.line.close()
