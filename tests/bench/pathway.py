"""Which pathway is measured? The shortest real one, from asking to issue, for a child whom a social worker knows.

Seven calls by three people, six of which commit: ask, look, record what was read, record what was said, write the
advice, send it to be checked, issue it. Every POST carries an Idempotency-Key, every step the version that was seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests import answers
from tests.bench.callers import Client
from tests.place import API, Place

CASEWORKER, WORKER, REVIEWER = "caseworker", "social_worker", "team_reviewer"
CALLS = 7


@dataclass(frozen=True, slots=True)
class Said:
    """What is said on the way, made once: so that making it costs nothing while it is measured."""

    request: dict[str, Any]
    reading: dict[str, Any]
    contact: dict[str, Any]
    advice: dict[str, Any]
    sent_to: dict[str, Any]
    issue: dict[str, Any]

    def asked(self, number: int) -> dict[str, Any]:
        """The request for one child of many."""
        return {**self.request, "person": {**self.request["person"], "family_name": f"Benchley-{number}"}}


def said(place: Place) -> Said:
    """The usual complete answers to each step."""
    return Said(
        request=answers.new_request(involvement=answers.active(place, WORKER)),
        reading=answers.reading(),
        contact=answers.spoke(),
        advice=answers.advice(),
        sent_to={"reviewer": place.email(REVIEWER)},
        issue=answers.issue(),
    )


@dataclass(frozen=True, slots=True)
class Walker:
    """Takes a request of this place along the pathway."""

    place: Place
    said: Said

    def __call__(self, client: Client, number: int) -> None:
        """Ask, and go on until the advice is issued."""
        tokens = {who: f"Bearer {self.place.people[who].token}" for who in (CASEWORKER, WORKER, REVIEWER)}

        def post(who: str, path: str, sent: Any, **headers: str) -> Any:
            key = f"{path} {number}"
            return client.call("POST", API + path, sent, Authorization=tokens[who], Idempotency_Key=key, **headers)

        at = f"/requests/{post(CASEWORKER, '/requests', self.said.asked(number)).told['reference']}"
        last = client.call("GET", API + at, Authorization=tokens[WORKER])
        for action, given in (("record_reading", self.said.reading), ("record_contact", self.said.contact)):
            last = post(WORKER, f"{at}/actions/{action}", {"answers": given}, If_Match=last.headers["etag"])
        drafted = {"Authorization": tokens[WORKER], "If_Match": '"0"'}
        version = client.call("PUT", f"{API}{at}/draft", self.said.advice, **drafted).told["version"]
        sent_to = {"answers": {**self.said.sent_to, "draft_version": version}}
        last = post(WORKER, f"{at}/actions/submit_for_review", sent_to, If_Match=last.headers["etag"])
        post(REVIEWER, f"{at}/actions/issue_advice", {"answers": self.said.issue}, If_Match=last.headers["etag"])
