"""Every action of the pathway on one request: a round that ends where it began, then a way to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from tests import answers
from tests.place import Place

Given = Callable[[Place], Mapping[str, Any]] | None
Stop = tuple[str, str, Given]
ASK, WRITE = "request_advice", "PUT draft"
HOME, REVIEWER = "childrens_front_door", "team_reviewer"
NOT_COUNTED = ("BEGIN", "PRAGMA")


def _usual(action: str, **changed: Any) -> Given:
    return lambda place: {**answers.for_action(place, action), **changed}


def _reviewer(place: Place) -> Mapping[str, Any]:
    return {"reviewer": place.email(REVIEWER)}


def _confirmed_by(party: str) -> Stop:
    return ("caseworker", "confirm_existing_advice", _usual("confirm_existing_advice", confirming_party=party))


def _one_answer(place: Place) -> Mapping[str, Any]:
    return {"coping": answers.triage()["coping"]}


def _known_to_a_worker(place: Place) -> Mapping[str, Any]:
    return {**answers.for_action(place, "resubmit"), "person": NAMED_ANEW, "involvement": answers.active(place)}


TAKE: Stop = ("officer", "take", None)
OFFER: tuple[Stop, ...] = (TAKE, ("officer", "offer_transfer", None))
REOPEN: Stop = ("door_manager", "reopen", None)
BEA = {"name": "Bea Example", "relationship": "parent"}
NAMED_ANEW, NAMED_AGAIN = (
    {"known_as": "Ives", "contacts": [BEA, {"name": new, "relationship": "parent", "formerly": old}]}
    for old, new in (("Ana Example", "Ana Sample"), ("Ana Sample", "Ana Example"))
)

ROUND: tuple[Stop, ...] = (  # from awaiting_triage at the children's front door, and back to it
    ("officer", "return_as_incomplete", None),
    ("caseworker", "resubmit", _known_to_a_worker),
    ("social_worker", "decline_involvement", None),
    ("officer", "return_as_incomplete", None),
    ("caseworker", "resubmit", _usual("resubmit", person=NAMED_ANEW, involvement={"status": "none"})),
    ("officer", "redirect_front_door", None),
    ("adults_officer", "redirect_front_door", _usual("redirect_front_door", front_door_team=HOME)),
    ("door_manager", "assign", None),
    TAKE,
    ("officer", "release", None),
    TAKE,
    ("officer", "ask_requester", None),
    ("caseworker", "answer_requester", None),
    ("caseworker", "chase", None),
    ("officer", "report_delay", None),
    ("officer", "note", None),
    ("officer", "update_person", lambda place: {"person": NAMED_AGAIN}),
    ("door_manager", "add_contributor", None),
    ("door_manager", "remove_contributor", None),
    ("officer", "record_reading", None),
    ("officer", "record_contact", None),
    ("officer", "record_answers", _one_answer),
    ("officer", "record_answers", None),
    ("officer", "review_provision", None),
    ("officer", "record_consent", None),
    ("officer", "record_referral", _usual("record_referral", owed_by_team=HOME)),
    ("caseworker", "chase", _usual("chase", chased_referral=1)),
    ("officer", "note", _usual("note", chased_referral=1)),
    ("officer", "update_referral", None),
    ("officer", "claim_exception", None),
    ("door_manager", "refuse_exception", None),
    ("officer", "claim_exception", None),
    ("door_manager", "approve_exception", None),
    ("officer", "record_safeguarding_referral", None),
    ("door_manager", "lift_restriction", None),
    ("officer", "restrict", None),
    ("door_manager", "lift_restriction", None),
    ("door_manager", "countersign", None),
    ("officer", "decide_no_assessment", None),
    ("officer", "resume_triage", None),
    ("officer", "offer_transfer", None),
    ("officer", "withdraw_offer", None),
    *OFFER,
    ("social_worker", "refuse_transfer", None),
    *OFFER,
    ("officer", "escalate_dispute", None),
    ("dsco", "settle_dispute", None),
    ("team_manager", "assign", lambda place: {"assignee": place.email("social_worker")}),
    ("social_worker", "plan_assessment", None),
    ("social_worker", "hand_back", None),
    *OFFER,
    ("team_manager", "accept_transfer", lambda place: {"worker": place.email("social_worker")}),
    ("social_worker", "start_interim_advice", None),
    ("social_worker", "abandon_interim", None),
    ("social_worker", "complete_assessment", None),
    ("social_worker", "resume_assessment", None),
    ("social_worker", "hand_back", None),
    ("officer", "escalate_dispute", None),
    ("dsco", "settle_dispute_for_front_door", _usual("settle_dispute_for_front_door", front_door_team=HOME)),
    ("officer", "escalate_dispute", None),
    ("dsco", "settle_dispute_for_lead_professional", None),
    ("social_worker", "decline_involvement", None),
    TAKE,
    ("officer", "pass_to_lead_professional", None),
    ("social_worker", "start_assessment", None),
    ("social_worker", "hand_back", None),
    _confirmed_by("author"),
    _confirmed_by("authority"),
    _confirmed_by("parent"),
    ("caseworker", "adopt_existing_advice", None),
    REOPEN,
    ("caseworker", "close_as_duplicate", lambda place: {"duplicate_of": TWINS[place.code]}),
    REOPEN,
    ("caseworker", "close", None),
    REOPEN,
)
TWINS: dict[str, str] = {}  # another live request for the same person and reason, by the authority's code
CHECKED: tuple[Stop, ...] = (
    ("social_worker", WRITE, None),
    ("social_worker", "submit_for_review", _reviewer),
)
ONWARDS: tuple[Stop, ...] = (  # from awaiting_triage to issued, amended, closed and open again
    ("officer", "pass_to_lead_professional", None),
    ("social_worker", "record_reading", None),
    ("social_worker", "record_contact", None),
    ("social_worker", "start_assessment", None),
    ("social_worker", "start_interim_advice", None),
    *CHECKED,
    (REVIEWER, "return_draft", None),
    *CHECKED,
    (REVIEWER, "issue_interim_advice", None),
    ("social_worker", "complete_assessment", None),
    *CHECKED,
    (REVIEWER, "issue_advice", None),
    ("social_worker", "amend_advice", None),
    ("social_worker", "abandon_amendment", None),
    ("social_worker", "amend_advice", None),
    *CHECKED,
    (REVIEWER, "issue_advice", None),
    ("caseworker", "close", _usual("close", closure_reason="deceased")),
    ("send_manager", "reopen", None),
)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The SQL statements that the engine sends meanwhile, without those that only begin a transaction."""
    sent: list[str] = []

    def heard(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(NOT_COUNTED):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", heard)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", heard)


class Traveller:
    """One request on its way, with an Idempotency-Key at every call or without."""

    def __init__(self, place: Place, keyed: bool, body: Mapping[str, Any]) -> None:
        self.place, self.keyed, self.calls = place, keyed, 0
        self.draft, self.tag = 0, ""
        self.begun = self._sent("caseworker", "POST", "/requests", body, {})
        self.reference: str = self.reply["reference"]

    def along(self, stops: tuple[Stop, ...]) -> list[tuple[str, int]]:
        """Take these steps, and say how many statements each took."""
        return [(action, self._taken(who, action, given)) for who, action, given in stops]

    def _taken(self, who: str, action: str, given: Given) -> int:
        if action == WRITE:
            sent = answers.advice(awaits_assessment="The child and family assessment, expected next month.")
            count = self._sent(who, "PUT", f"/requests/{self.reference}/draft", sent, {"If-Match": f'"{self.draft}"'})
            self.draft = self.reply["version"]
            return count
        usual = given(self.place) if given else answers.for_action(self.place, action)
        said = {**usual, "draft_version": self.draft} if action == "submit_for_review" else usual
        if action == "update_referral":
            said = {**usual, "referral_number": len(self.reply["referrals"])}
        path, seen = f"/requests/{self.reference}/actions/{action}", {"If-Match": self.tag}
        count = self._sent(who, "POST", path, {"answers": said}, seen)
        if action == "abandon_amendment":
            self.draft += 1  # the draft goes back to what was issued, as a version of its own
        return count

    def _sent(self, who: str, method: str, path: str, body: Any, headers: dict[str, str]) -> int:
        self.calls += 1
        key = {"Idempotency-Key": f"{path} {self.calls} {id(self)}"} if self.keyed and method == "POST" else {}
        with counted(self.place.storage.engine) as sent:
            response = self.place.call(who, method, path, json=body, headers={**headers, **key})
        assert response.status_code in (200, 201), f"{who} {path}: {response.get_data(as_text=True)}"
        self.reply: Any = response.json
        if method == "POST":
            self.tag = response.headers["ETag"]
        return len(sent)
