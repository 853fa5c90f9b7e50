"""Who may open each page? Every route is listed here with its rule, and each rule is kept."""

from __future__ import annotations

import re

from flask import Flask

from tests.browsing import Browser
from tests.place import STAFF, Place
from web.pages import PAGES
from workflow.roles import FRONT_DOOR, MANAGERS, OVERSIGHT, PRACTICE, SEND, SOCIAL_CARE, Role

EVERYBODY: frozenset[Role] = frozenset()  # who is signed in; which requests they see is decided below the pages
CHECKS = frozenset({Role.REVIEWER, Role.FRONT_DOOR_MANAGER, Role.TEAM_MANAGER}) | OVERSIGHT
ONE = "/requests/<reference>"
ACCESS: dict[frozenset[Role], tuple[str, ...]] = {
    EVERYBODY: (
        "GET /", "GET /requests", "POST /requests/filter", "GET /search", "POST /search",
        "GET /help", "GET /help/<role>", "GET /examples", "GET /examples/<name>",
        f"GET {ONE}", f"GET {ONE}/summary", f"GET {ONE}/timeline", f"GET {ONE}/access", f"GET {ONE}/transfer",
        f"GET {ONE}/steps/<action>", f"POST {ONE}/steps/<action>", f"GET {ONE}/triage", f"POST {ONE}/triage",
        f"POST {ONE}/unfinished/<form>", f"POST {ONE}/unfinished/<form>/discard",
        f"GET {ONE}/documents", f"POST {ONE}/documents", f"GET {ONE}/documents/<number>",
        f"GET {ONE}/advice", f"GET {ONE}/advice/<version>", f"GET {ONE}/advice/<int:number>/<kind>.<ending>",
    ),
    SEND: (
        "GET /ask", "POST /ask", "GET /ask/<key>", "POST /ask/<key>", "POST /ask/<key>/throw-away",
        "GET /ask/<key>/who", "POST /ask/<key>/who", "GET /ask/<key>/person", "POST /ask/<key>/person",
        "GET /ask/<key>/when", "POST /ask/<key>/when", f"GET {ONE}/sent",
        "GET /ask/list", "POST /ask/list", "POST /ask/list/all", "GET /ask/list/done", "GET /ask/list/sample.csv",
        "GET /reviews/list", "POST /reviews/list", "POST /reviews/list/all", "GET /reviews/list/done",
        "GET /reviews/list/sample.csv", "GET /reviews/screen", "POST /reviews/screen",
        "GET /reviews/<key>/screen", "POST /reviews/<key>/screen",
    ),
    SEND | OVERSIGHT: ("GET /reviews", "POST /reviews", "GET /reviews/sheet.csv", "GET /reviews/<key>"),
    SOCIAL_CARE: (f"POST {ONE}/write", f"POST {ONE}/write/join", f"POST {ONE}/preview"),
    SOCIAL_CARE | CHECKS: (
        f"GET {ONE}/write", f"GET {ONE}/preview", f"GET {ONE}/preview/draft.<ending>", f"GET {ONE}/review",
    ),
    CHECKS: (f"POST {ONE}/review",),
    FRONT_DOOR | PRACTICE | SEND | {Role.DSCO}: ("POST /requests/together", "POST /requests/together/done"),
    MANAGERS | {Role.DSCO}: ("GET /leavers", "POST /leavers", "POST /leavers/moved"),
    MANAGERS | OVERSIGHT: (
        "GET /oversight", "GET /oversight/tables/<name>.csv", "GET /oversight/requests", "GET /oversight/requests.csv",
        "GET /oversight/referrals", "GET /oversight/referrals.csv", "GET /oversight/timeliness",
        "GET /oversight/timeliness.csv", "GET /oversight/workload", "GET /oversight/workload.csv",
    ),
    OVERSIGHT | {Role.SEND_MANAGER}: ("GET /oversight/reviews", "GET /oversight/reviews.csv"),
    OVERSIGHT: (
        "GET /oversight/inspection", "GET /oversight/inspection/advice.csv", "GET /oversight/inspection/steps.csv",
    ),
    frozenset({Role.ADMINISTRATOR}): ("GET /people", "GET /people.csv"),
}  # fmt: skip
NOBODY_SIGNED_IN = {  # what has to answer before anybody is
    "GET /sign-in", "POST /sign-in", "POST /sign-out", "GET /static/<told>/<path:name>",
    "GET /healthz", "GET /readyz", "GET /metrics",
}  # fmt: skip


def routes(app: Flask) -> set[str]:
    """Every route that is not of the API (tests/test_access.py lists those), with each of its methods."""
    rules = [one for one in app.url_map.iter_rules() if not one.rule.startswith("/api/")]
    return {f"{method} {one.rule}" for one in rules for method in (one.methods or set()) - {"HEAD", "OPTIONS"}}


def test_every_route_has_its_access_rule(northmere: Place) -> None:
    listed = {route: roles for roles, of_them in ACCESS.items() for route in of_them}
    assert {f"{method} {one.path}": one.roles for one in PAGES for method in one.methods} == listed
    assert routes(northmere.app) == {*listed, *NOBODY_SIGNED_IN}


def test_a_page_opens_to_a_role_of_its_rule_and_to_no_other(northmere: Place) -> None:
    people = {role: Browser(northmere, who) for who, [(role, _)] in STAFF["northmere"].items()}
    for one in PAGES:
        if one.roles and "GET" in one.methods:
            path = re.sub(r"<[^>]+>", "1", one.path)
            theirs, not_theirs = min(one.roles), min(set(Role) - one.roles)
            assert people[theirs].load(path).status_code != 403, (theirs, path)
            assert people[not_theirs].load(path).status_code == 403, (not_theirs, path)
