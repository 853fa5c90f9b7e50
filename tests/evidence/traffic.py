"""What do people do at once, and what were they told? Clients that keep their own account of every call."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from threading import Event, Semaphore, Thread
from typing import Any
from uuid import uuid4

import orjson

from tests import answers
from tests.place import API, Place

PATIENCE = 120  # seconds in which any call must have been answered, however slow the machine
TRIAGE = ("take", "record_reading", "record_contact", "record_answers")
Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, as far as it must be the same when the call is repeated; and its media type."""

    status: int
    body: bytes
    tag: str | None
    location: str | None
    media_type: str = field(compare=False)

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)


@dataclass(slots=True)
class Sent:
    """One call that was sent, and what came back: nothing, where the connection broke before the answer."""

    who: str
    method: str
    path: str
    body: Any
    headers: Headers
    reply: Reply | None = None

    @property
    def acknowledged(self) -> bool:
        return self.reply is not None and self.reply.status < 300

    @property
    def untold(self) -> bool:
        """Whether the caller cannot know if it was done: no answer, or one that says so."""
        return self.reply is None or (self.reply.status == 503 and b"may have been done" in self.reply.body)


@dataclass(slots=True)
class Story:
    """All calls that concern one request, in the order in which one client sent them."""

    calls: list[Sent] = field(default_factory=list)


class Ended(Exception):
    """The client has no answer to go on with."""


Steps = Iterator[Sent]
Telling = Callable[["Client", Story], None]


@dataclass
class Client:
    """Somebody's program at the service's address. `moment` is released whenever a call is sent or answered."""

    place: Place
    port: int
    moment: Semaphore
    stories: list[Story] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def work(self, tellings: Iterator[Telling]) -> None:
        """Tell one story after another until one cannot go on."""
        try:
            for tell in tellings:
                self.stories.append(Story())
                tell(self, self.stories[-1])
        except Ended:
            pass
        finally:
            self.connection.close()

    def send(self, story: Story, who: str, method: str, path: str, body: Any, seen: str | None = None) -> Reply:
        """Send one call, note it before it leaves, and give its answer, which must be a success."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.place.people[who].token}"}
        headers |= {"If-Match": seen} if seen else {}
        headers |= {"Idempotency-Key": uuid4().hex} if method == "POST" else {}
        sent = Sent(who, method, path, body, headers)
        story.calls.append(sent)
        try:
            self.connection.request(method, API + path, orjson.dumps(body) if body else None, headers)
            self.moment.release()
            sent.reply = _read(self.connection.getresponse())
        except (OSError, http.client.HTTPException) as gone:
            raise Ended from gone
        finally:
            self.moment.release()
        if not sent.acknowledged:
            raise Ended
        return sent.reply

    def step(self, story: Story, who: str, action: str, given: Any = None) -> None:
        """Take the next step of the story's request."""
        asked, last = story.calls[0].reply, next(one.reply for one in reversed(story.calls) if one.method == "POST")
        if asked is None or last is None:
            raise Ended
        usual = {**(answers.for_action(self.place, action) if given is None else given), "note": None}
        path = f"/requests/{asked.json['reference']}/actions/{action}"
        self.send(story, who, "POST", path, {"answers": usual, "note": f"{action}, {uuid4().hex}"}, last.tag)

    def ask(self, story: Story) -> str:
        """Ask for advice about a child, the story's request; gives its reference."""
        return str(self.send(story, "caseworker", "POST", "/requests", answers.new_request()).json["reference"])


def _read(response: http.client.HTTPResponse) -> Reply:
    named = response.headers.get
    return Reply(response.status, response.read(), named("ETag"), named("Location"), named("Content-Type", ""))


def triaged(client: Client, story: Story) -> None:
    """A request is asked for, taken, recorded on, noted and given back."""
    client.ask(story)
    for action in (*TRIAGE, "note", "release", "take", "note"):
        client.step(story, "officer", action)


def written(client: Client, story: Story) -> None:
    """A request goes all the way: asked, triaged, decided, written, checked and issued."""
    reference = client.ask(story)
    for action in (*TRIAGE, "decide_no_assessment"):
        client.step(story, "officer", action)
    tag = '"0"'
    for n in range(3):
        content = answers.advice(no_needs_because=f"Saved {n} times before.")
        tag = str(client.send(story, "officer", "PUT", f"/requests/{reference}/draft", content, tag).tag)
    client.step(story, "officer", "submit_for_review", {"draft_version": 3})
    client.step(story, "reviewer", "issue_advice")


class Traffic:
    """Clients at work, each in a thread of its own, until it gets no answer, or one that it cannot go on with."""

    def __init__(self, place: Place, port: int, clients: int) -> None:
        self.moment = Semaphore(0)
        self.clients = [Client(place, port, self.moment) for _ in range(clients)]
        turns = [(triaged, triaged, written)[n % 3] for n in range(clients)]
        self.threads = [
            Thread(target=client.work, args=((turn for _ in count()),), daemon=True)
            for client, turn in zip(self.clients, turns, strict=True)
        ]

    def until(self, moments: int, chance: Random) -> None:
        """Set them to work, and wait until so many calls were sent or answered, and an instant longer."""
        for thread in self.threads:
            thread.start()
        for _ in range(moments):
            if not all(thread.is_alive() for thread in self.threads):
                break
            assert self.moment.acquire(timeout=PATIENCE), "Nothing moves."
        Event().wait(chance.random() / 100)  # a moment within a call, not only at its edges
        for client, thread in zip(self.clients, self.threads, strict=True):
            assert thread.is_alive(), f"Refused though nothing was killed yet: {client.stories[-1].calls[-1]}"

    def ended(self) -> list[Story]:
        """What became of everything, once nobody is at work: what was killed has ended every story."""
        for thread in self.threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "A client still waits for its answer."
        return [story for client in self.clients for story in client.stories if story.calls]

    def refused(self) -> list[tuple[str, int, bytes]]:
        """Answers that are neither a success nor a problem document that asks to come back later."""
        calls = [call for client in self.clients for story in client.stories for call in story.calls]
        return [
            (call.path, call.reply.status, call.reply.body[:500])
            for call in calls
            if call.reply and not call.acknowledged
            if (call.reply.status, call.reply.media_type) != (503, "application/problem+json")
        ]
