"""Which tables does the live picture have, and which list is behind each of its figures?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import url_for

from models.access import SignedIn
from models.oversight import Days
from models.oversight_figures import Picture
from models.oversight_list import MARKED, NOT_SAID
from web.oversight import words
from web.oversight.figures import Figure, Headline, Line, Table, days_since
from web.words import STAGES
from workflow.roles import OVERSIGHT, Role
from workflow.states import OPEN

REQUESTS = "Requests"
REVIEWS_FOR = OVERSIGHT | {Role.SEND_MANAGER}


def listed(number: int, **narrowed: Any) -> Figure:
    """A figure with the list of the requests that it counts."""
    return Figure(number, url_for("oversight_lists.requests", **narrowed))


def headlines(seen: Picture) -> tuple[Headline, ...]:
    """What to see first."""
    due, marked = seen.by("due"), seen.by("disputed")[True] + seen.by("claimed")[True]
    here = url_for("oversight.now")
    return (
        Headline(due.total(), "open requests", url_for("oversight_lists.requests")),
        Headline(due["late"], "late", listed(0, due="late").address, alarms=True),
        Headline(due["soon"], "due in the next 5 working days", listed(0, due="soon").address),
        Headline(due["next"], "due in 6 to 10 working days", listed(0, due="next").address),
        Headline(marked, "need a decision: a dispute, or an exception", f"{here}#stuck"),
    )


def tables(seen: Picture, signed: SignedIn, days: Days) -> dict[str, Table]:
    """Every table, by its name in addresses."""
    made = [_teams(seen, signed, days), _due(seen), _why(seen), _stuck(seen), _offered(seen, signed, days)]
    made += [_stages(seen), _ages(seen), _reasons(seen), _returned(seen), _referrals(seen, signed, days)]
    if signed.caller.roles & REVIEWS_FOR:
        made.append(_reviews(seen))
    return {table.code: table for table in made}


def team_name(signed: SignedIn, code: str | None) -> str:
    """A team as it is called."""
    team = signed.authority.team(code)
    return team.name if team else code or ""


def _by_name(signed: SignedIn, codes: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((team_name(signed, code), code) for code in codes), key=lambda pair: pair[0].casefold())


def _due(seen: Picture) -> Table:
    count = seen.by("due")
    lines = [Line(said, (listed(count[code], due=code),)) for code, said in words.STANDINGS.items()]
    return Table("due", "How near the due dates are", ("Due", REQUESTS), tuple(lines), "There is no open request.")


def _teams(seen: Picture, signed: SignedIn, days: Days) -> Table:
    """Where the work is, and where late work waits, since it came there."""
    all_of = seen.by("holder")
    late, soon, nearly = (seen.by("holder", due) for due in ("late", "soon", "next"))
    lines = [
        Line(
            name,
            (
                listed(all_of[code], team=code),
                listed(late[code], team=code, due="late"),
                listed(soon[code], team=code, due="soon"),
                listed(nearly[code], team=code, due="next"),
                Figure(days_since(seen.there[code].since, days.on) if code in seen.there else ""),
            ),
        )
        for name, code in _by_name(signed, all_of)
    ]
    head = ("Team that has it", "Open", "Late", "Due in 5 days", "Due in 6 to 10", "Longest there, of what is late")
    return Table(
        "teams", "Where the work is", head, tuple(lines), "No team has an open request.", "Days are working days."
    )


def _why(seen: Picture) -> Table:
    lines = [
        Line(said, (listed(seen.late.get(code, 0), late=code), listed(seen.delays.get(code, 0), delay=code)))
        for code, said in words.labels("late_reason").items()
        if seen.late.get(code) or seen.delays.get(code)
    ]
    if unsaid := seen.late.get(None):
        lines.append(Line(words.NOT_NAMED, (listed(unsaid, late=NOT_SAID), Figure(0))))
    head = ("Reason", "Issued late in the last 12 weeks", "Delay reported, still open")
    empty = "Nothing was issued late in the last 12 weeks, and no delay is reported."
    return Table("why", "Why it is late", head, tuple(lines), empty, "A delay counts by the last reason reported.")


def _stuck(seen: Picture) -> Table:
    counts = {
        "came_back": seen.by("came_back_now")[True],
        "disputed": seen.by("disputed")[True],
        "claimed": seen.by("claimed")[True],
        "excused": seen.by("excused")[True],
    }
    lines = [Line(words.MARKS[code], (listed(counts[code], mark=code),)) for code in MARKED]
    return Table("stuck", "Came back, disputed, excepted", ("What happened", REQUESTS), tuple(lines), "")


def _offered(seen: Picture, signed: SignedIn, days: Days) -> Table:
    lines = [
        Line(
            name,
            (listed(seen.offered[code].number, offered_to=code), Figure(days_since(seen.offered[code].since, days.on))),
        )
        for name, code in _by_name(signed, seen.offered)
    ]
    head = ("Offered to", REQUESTS, "Longest wait")
    return Table("offered", "Offered, and not answered", head, tuple(lines), "No offer waits for an answer.")


def _returned(seen: Picture) -> Table:
    often = {1: "Once", 2: "Twice", 3: "Three times or more"}
    lines = [Line(said, (listed(seen.returned.get(n, 0), returned=n),)) for n, said in often.items()]
    title = "Drafts returned to their authors"
    return Table("returned", title, ("How often", "Open requests"), tuple(lines), "", "Counted over all of a request.")


def _stages(seen: Picture) -> Table:
    count = seen.by("stage")
    lines = [Line(STAGES[state], (listed(count[state.value], state=state.value),)) for state in OPEN]
    return Table("stages", "Open work by stage", ("Stage", REQUESTS), tuple(lines), "")


def _ages(seen: Picture) -> Table:
    count = seen.by("weeks")
    lines = [Line(said, (listed(count[code], age=code),)) for code, said in words.AGES.items()]
    return Table("ages", "Open work by age", ("Since it was received", REQUESTS), tuple(lines), "")


def _reasons(seen: Picture) -> Table:
    count = seen.by("why")
    lines = [Line(said, (listed(count[code], reason=code),)) for code, said in words.labels("reason").items()]
    head = ("Why advice is needed", REQUESTS)
    return Table("reasons", "Open work by reason", head, tuple(lines), "")


def _referrals(seen: Picture, signed: SignedIn, days: Days) -> Table:
    lines = [
        Line(
            name,
            (
                Figure(seen.referrals[code].number, url_for("oversight_others.referrals", team=code)),
                Figure(days_since(seen.referrals[code].since, days.on)),
            ),
        )
        for name, code in _by_name(signed, seen.referrals)
    ]
    head = ("Team that owes it", "Referrals", "Longest open")
    title = "Referrals open for more than 28 days"
    return Table("referrals", title, head, tuple(lines), "No referral has been open for that long.")


def _reviews(seen: Picture) -> Table:
    lines = [
        Line(said, (Figure(seen.reviews.get(band, 0), url_for("oversight_others.reviews", when=band)),))
        for band, said in words.REVIEWS.items()
    ]
    head = ("Meeting", "Reviews")
    return Table("reviews", "Annual reviews that nobody has screened", head, tuple(lines), "")
