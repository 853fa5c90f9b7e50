"""Does what is kept agree with what people were told? Every acknowledged call, and every one that broke off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.request import Request
from models.verify import verify
from tests.evidence.traffic import Reply, Sent, Story
from tests.place import Place


@dataclass
class Account:
    """All that the clients of one authority were told, and what is found when it is compared with what is kept."""

    place: Place
    stories: list[Story] = field(default_factory=list)
    acknowledged: int = 0
    broken_off: int = 0

    def breaches(self, more: Sequence[Story]) -> list[str]:
        """Everything that was lost, doubled, invented or left half there, a line each; none where the service held.

        The record is verified before anything is sent again, as the crash left it, and afterwards.
        """
        self.stories += more
        calls = [call for story in more for call in story.calls]
        self.acknowledged += sum(call.acknowledged for call in calls)
        self.broken_off += sum(not call.acknowledged for call in calls)
        found = [*self._record()]
        for story in more:
            found += [f"{story.calls[0].path} {_named(story)}: {said}" for said in _of(self.place, story)]
        return [*found, *self._record(), *self._requests()]

    def again(self) -> list[str]:
        """The same of everything that was ever acknowledged: by now, of every call that was not refused."""
        return [*self._record(), *(said for story in self.stories for said in _kept(self.place, story))]

    def _record(self) -> Iterator[str]:
        with Session(self.place.storage.engine) as session:
            for fault in verify(session, self.place.storage.keys, self.place.code).faults:
                yield f"the record: {fault}"

    def _requests(self) -> Iterator[str]:
        mine = select(func.count()).select_from(Request).where(Request.authority_id == self.place.authority_id)
        with Session(self.place.storage.engine) as session:
            there = session.scalar(mine)
        asked = sum(not _denied(story.calls[0]) for story in self.stories)
        if there != asked:
            yield f"{there} requests are there, {asked} were asked for"


def _named(story: Story) -> str:
    reply = story.calls[0].reply
    return str(reply.json["reference"]) if reply and story.calls[0].acknowledged else "no reference"


def _denied(call: Sent) -> bool:
    """Whether the caller was told that nothing was changed."""
    return not call.acknowledged and not call.untold


def _of(place: Place, story: Story) -> Iterator[str]:
    """What is wrong with one request, before and after each of its calls is sent again as a careful client would."""
    if lost := list(_kept(place, story)):
        yield from lost
        return
    for call in _told(story):
        yield from _repeated(place, call)
    yield from _kept(place, story)


def _told(story: Story) -> list[Sent]:
    """The calls of which each has its event, or may have it where nobody was told."""
    return [call for call in story.calls if call.method == "POST" and not _denied(call)]


def _kept(place: Place, story: Story) -> Iterator[str]:
    """What is wrong with what is kept of one request."""
    told = _told(story)
    if not told or not told[0].acknowledged:
        return  # whoever was not told of a request cannot name it
    actions, events = [_action(call) for call in told], _history(place, told[0])
    sure = [action for action, call in zip(actions, told, strict=True) if call.acknowledged]
    kept = [event["action"] for event in events]
    if kept not in (sure, actions):
        yield f"acknowledged were {sure}, asked for were {actions}, kept are {kept}"
        return
    yield from _half_there(told, events)
    yield from _draft(place, story)


def _action(call: Sent) -> str:
    return "request_advice" if call.path == "/requests" else call.path.rsplit("/", 1)[1]


def _half_there(told: Sequence[Sent], events: Sequence[Any]) -> Iterator[str]:
    """An event that has not the very answers that were sent with it."""
    if [event["seq"] for event in events] != list(range(1, len(events) + 1)):
        yield "the numbers of its events have a gap"
    for call, event in zip(told, events, strict=False):
        there = {answer["code"]: answer.get("value") for answer in event["answers"]}
        given = call.body.get("answers", {}) | ({"note": call.body["note"]} if "note" in call.body else {})
        if missing := given.keys() - there.keys():
            yield f"event {event['seq']} has not the answers {sorted(missing)}"
        if "note" in call.body and there.get("note") != call.body["note"]:
            yield f"event {event['seq']} has the answers of another call"


def _draft(place: Place, story: Story) -> Iterator[str]:
    """A draft that was saved and is not there, or is there in part."""
    saves = [call for call in story.calls if call.method == "PUT"]
    if not saves:
        return
    kept = _answer(place, saves[0].who, "GET", saves[0].path).json
    sure = [n for n, call in enumerate(saves, start=1) if call.acknowledged]
    may = [n for n, call in enumerate(saves, start=1) if not _denied(call)]
    if kept["version"] not in {max(sure, default=0), max(may, default=0)}:
        yield f"saved was version {sure}, kept is {kept['version']}"
    elif kept["version"] and kept["content"] != saves[kept["version"] - 1].body:
        yield f"version {kept['version']} of the draft is not the text that was saved"


def _repeated(place: Place, call: Sent) -> Iterator[str]:
    """The same call under the same key: the same answer; and one that broke off is done now, once."""
    again = _sent_again(place, call)
    if again.status >= 300:
        yield f"{call.path} again is answered {again.status}: {again.body[:300]!r}"
    elif not call.acknowledged:
        call.reply = again  # from now on it is
        yield from _repeated(place, call)
    elif again != call.reply:
        yield f"{call.path} again under its key is answered otherwise"


def _sent_again(place: Place, call: Sent) -> Reply:
    return _answer(place, call.who, call.method, call.path, data=orjson.dumps(call.body), headers=call.headers)


def _history(place: Place, asked: Sent) -> list[Any]:
    if asked.reply is None or not asked.acknowledged:
        return []
    path = f"/requests/{asked.reply.json['reference']}/history?per_page=100"
    reply = _answer(place, "dsco", "GET", path)
    events: list[Any] = reply.json["events"] if reply.status == 200 else []
    return events


def _answer(place: Place, who: str, method: str, path: str, **options: Any) -> Reply:
    response = place.call(who, method, path, **options)
    named = response.headers.get
    return Reply(response.status_code, response.get_data(), named("ETag"), named("Location"), response.mimetype)
