"""What does a step make of a request: where it stands then, who holds it, what they write, and what the record holds?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from tests.evidence.model.case import Case, Said
from tests.evidence.model.days import due
from tests.evidence.model.table import CLOSED, Step

COMES_BACK = {"refuse_transfer", "withdraw_offer", "hand_back", "decline_involvement", "settle_dispute_for_front_door"}
RECORDS = [
    "record_reading",
    "record_contact",
    "record_answers",
    "review_provision",
    "record_consent",
    "record_referral",
]
IN_DISPUTE = {"awaiting_triage", "triaging", "offered"}


def take(case: Case, step: Step, who: str, team: str, said: Said, at: datetime, on: date) -> None:
    """A step is taken by somebody who stands in a team; `said` is what its answers amount to."""
    source, action = case.state, step.action
    target = {"same": source, "before": case.closed_from or source}.get(step.target, step.target)
    holder = _held_by(case, step.holder, who, said)
    capacity, kind = _writes(case, step.writes)
    _learn(case, action, who, team, said, on)
    case.capacity, case.kind = capacity, kind
    if action in COMES_BACK:
        case.back = action
    elif target not in ("awaiting_triage", "triaging", CLOSED):
        case.back = None
    if target not in ("offered", CLOSED):
        case.offered = None
    if target not in ("reviewing", CLOSED):
        case.reviewer = None
    if action.startswith("settle_") or target not in IN_DISPUTE:
        case.disputed = False
    if target == CLOSED and source != CLOSED:
        case.closed_from, case.closed_because = source, said["closes"]
    case.moves(action, source, target, holder, (who, team), at)


def _held_by(case: Case, how: str, who: str, said: Said) -> tuple[str | None, str | None]:
    """Who holds it next: a team, and the person in it who has it in hand, if anybody has."""
    author_team, author = case.author or (None, None)
    ways: dict[str, tuple[str | None, str | None]] = {
        "same": (case.team, case.member),
        "actor": (case.team, who),
        "team": (case.last_team, None),
        "asked": ("send", None),
        "routed": (case.routed(), None),
        "named_door": (said.get("door"), None),
        "last_door": (case.door or case.routed(), None),
        "lead": said.get("lead") or case.lead or (None, None),
        "offered": (case.offered, said.get("worker")),
        "named_team": (said.get("team"), None),
        "author": (author_team, author if author == who else None),
        "assignee": (case.team, said.get("assignee")),
        "nobody": (None, None),
    }
    return ways[how]


def _writes(case: Case, what: str) -> tuple[str | None, str | None]:
    """In what capacity the holder then writes, and a draft of what kind."""
    last = next((kind for kind, *_ in reversed(case.issued) if kind != "interim"), None)
    ways = {
        "nothing": (None, None),
        "kept": (case.capacity, case.kind),
        "lead": ("lead", case.kind_due),
        "front_door": ("front_door", case.kind_due),
        "assessing_team": ("assessing_team", None),
        "unwritten": (case.capacity, None),
        "interim": (case.capacity, "interim"),
        "in_full": (case.capacity, case.kind_due),
        "amendment": (case.capacity, "amended"),
        "restored": (case.capacity, last),
    }
    return ways[what]


def save(case: Case, who: str, text: str) -> None:
    """Somebody saves the draft: it has another version, and they have written on this version of the advice."""
    draft, becomes = case.draft, len(case.issued) + 1
    draft.editors = (draft.editors if draft.becomes == becomes else set()) | {who}
    draft.version, draft.text, draft.becomes = draft.version + 1, text, becomes


def _learn(case: Case, action: str, who: str, team: str, said: Said, on: date) -> None:
    """What a step adds to the record; a countersignature lapses when anything is recorded after it."""
    if action in RECORDS or action in ("update_person", "resubmit"):
        case.known.countersigned = None
    if action in LEARNS:
        LEARNS[action](case, who, team, said, on)


def _heard(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.heard.add(said["informant"])
    case.known.triaged = case.known.triaged or said.get("triage", False)


def _read(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.read = True


def _consents(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.early_help = said["consent"]


def _countersigned(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.countersigned = (who, said["proposed"])


def _referred(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.referrals.append([said["team"], "offered", on])


def _followed_up(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.referrals[said["number"] - 1][1:] = [said["status"], on]


def _offered(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.offered = said["team"]


def _refused(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.refused_by = team


def _disputed(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.raised_by, case.disputed = team, True


def _returned(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.returned_on = on


def _resubmitted(case: Case, who: str, team: str, said: Said, on: date) -> None:
    """The first receipt stands, if the person could be told from others then; else this day begins the count."""
    case.lead = said.get("lead") or case.lead
    case.born = case.born or said.get("born")
    case.identified = case.born is not None
    if case.due is None and case.identified:
        case.due = due(case.asked, on, case.council.first_day_counts)
    case.joined_at_18()


def _not_involved(case: Case, who: str, team: str, said: Said, on: date) -> None:
    """What SEND said of involvement does not count again."""
    case.lead = None


def _asks(number: int) -> Callable[[Case, str, str, Said, date], None]:
    def made(case: Case, who: str, team: str, said: Said, on: date) -> None:
        case.known.questions += number

    return made


def _helps(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.helping ^= {said["team"]}


def _restricts(restricted: bool) -> Callable[[Case, str, str, Said, date], None]:
    def made(case: Case, who: str, team: str, said: Said, on: date) -> None:
        case.restricted = restricted

    return made


def _claims(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.claimant, case.known.claimed = who, True


def _decided(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.claimed = False


def _confirms(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.known.parties.add("family" if said["party"] in ("parent", "young_person") else said["party"])


def _sent(case: Case, who: str, team: str, said: Said, on: date) -> None:
    case.reviewer, case.author = said.get("reviewer"), (team, who)


def _issued(case: Case, who: str, team: str, said: Said, on: date) -> None:
    writer = case.author[1] if case.author else ""
    case.issued.append((case.kind or "", on, writer, who))
    case.texts.append(case.draft.text)


def _abandoned(case: Case, who: str, team: str, said: Said, on: date) -> None:
    """The draft is again what was issued, and nobody has written on the version to come."""
    if case.draft.version:
        draft = case.draft
        draft.version, draft.text = draft.version + 1, case.texts[-1]
        draft.editors, draft.becomes = set(), len(case.issued) + 1


LEARNS: dict[str, Callable[[Case, str, str, Said, date], None]] = {
    "record_reading": _read,
    "record_contact": _heard,
    "record_answers": _heard,
    "record_consent": _consents,
    "record_referral": _referred,
    "update_referral": _followed_up,
    "countersign": _countersigned,
    "offer_transfer": _offered,
    "refuse_transfer": _refused,
    "escalate_dispute": _disputed,
    "return_as_incomplete": _returned,
    "resubmit": _resubmitted,
    "decline_involvement": _not_involved,
    "hand_back": _not_involved,
    "ask_requester": _asks(1),
    "answer_requester": _asks(-1),
    "add_contributor": _helps,
    "remove_contributor": _helps,
    "restrict": _restricts(True),
    "record_safeguarding_referral": _restricts(True),
    "lift_restriction": _restricts(False),
    "claim_exception": _claims,
    "approve_exception": _decided,
    "refuse_exception": _decided,
    "confirm_existing_advice": _confirms,
    "submit_for_review": _sent,
    "issue_interim_advice": _issued,
    "issue_advice": _issued,
    "abandon_amendment": _abandoned,
}
