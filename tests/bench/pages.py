"""What does each page cost the server when there are a hundred thousand requests? `make bench` prints it.

By somebody who is signed in, as tests/bench/costs.py measures it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.request import Request
from models.user import User
from tests.bench import crowd
from tests.bench.costs import HEADING, cost
from tests.browsing import Browser
from tests.place import Place

SOUGHT = "Clover Samplewick"
CASEWORKER, COORDINATOR, SEND_MANAGER = "rowan.ash", "hazel.reed", "linden.moor"
OFFICER, DOOR_MANAGER = "wren.field", "merle.stone"
WORKER, MANAGER, DSCO = "jay.brook", "clay.ford", "laurel.hart"
PAGES: tuple[tuple[str, str, str], ...] = (
    ("first page of a SEND caseworker", CASEWORKER, "/"),
    ("... of a SEND manager", SEND_MANAGER, "/"),
    ("... of a triage officer", OFFICER, "/"),
    ("... of a front door's manager", DOOR_MANAGER, "/"),
    ("... of a practitioner", WORKER, "/"),
    ("... of a team's manager", MANAGER, "/"),
    ("... of the DSCO", DSCO, "/"),
    ("list of a triage officer: mine", OFFICER, "/requests?list=mine"),
    ("... the team's inbox", OFFICER, "/requests?list=inbox"),
    ("... late", OFFICER, "/requests?list=late"),
    ("... all", OFFICER, "/requests?list=all"),
    ("list of a SEND caseworker: mine", CASEWORKER, "/requests?list=mine"),
    ("... all", CASEWORKER, "/requests?list=all"),
    ("list of the DSCO: all", DSCO, "/requests?list=all"),
    ("search by name", CASEWORKER, "/search"),
    ("a request in triage, to who has it", "", "/requests/{triaging}"),
    ("... its page for the call", "", "/requests/{triaging}/triage"),
    ("a request issued, to who asked for it", "", "/requests/{issued}"),
    ("... its timeline", "", "/requests/{issued}/timeline"),
    ("the writing desk", "", "/requests/{drafting}/write"),
    ("the review of a draft", "", "/requests/{reviewing}/review"),
    ("annual reviews", COORDINATOR, "/reviews"),
    ("oversight of a team's manager", MANAGER, "/oversight"),
    ("oversight of the DSCO", DSCO, "/oversight"),
    ("... what is late, behind its figure", DSCO, "/oversight/requests?due=late"),
    ("... timeliness, a year", DSCO, "/oversight/timeliness"),
    ("... who has what", DSCO, "/oversight/workload"),
)


def measured(place: Place) -> Iterator[str]:
    """The table, a page at a time."""
    yield HEADING
    named = dict(_examples(place))
    for words, who, path in PAGES:
        state = path.partition("{")[2].partition("}")[0]
        reference, holder = named.get(state, ("", ""))
        browser, at = Browser(place, who or holder), path.format(**{state: reference})
        if path == "/search":
            browser.post(path, {"words": SOUGHT}, on="/")
        browser.get(at)  # held to the standard of all pages
        yield cost(place.storage.engine, lambda: browser.load(at)).line(words)  # noqa: B023  # called at once


def _examples(place: Place) -> Iterator[tuple[str, tuple[str, str]]]:
    """The request with the longest record in each state that a page is looked at in, and who has it in hand."""
    whose = {"triaging": Request.member_id, "drafting": Request.member_id, "reviewing": Request.reviewer_id}
    whose["issued"] = Request.requester_id
    with Session(place.storage.engine) as session:
        for state, column in whose.items():
            query = (
                select(Request.reference, User.email)
                .join(User, (User.authority_id == Request.authority_id) & (User.id == column))
                .where(Request.authority_id == place.authority_id, Request.state == state, ~Request.restricted)
                .where(User.email.in_([one.email for one in place.people.values()]))
                .order_by(Request.version.desc(), Request.id)
                .limit(1)
            )
            reference, email = session.execute(query).one()
            yield state, (reference, email.removeprefix(crowd.FIRST).partition("@")[0])
