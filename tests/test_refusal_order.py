"""Is a call that cannot be read, or is wrong in two ways at once, refused as the contract orders it, changing nothing?"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pytest
from flask import Flask

from tests import answers
from tests.desk import Desk, everything, make_desk, refused, send, usual
from tests.place import Place

NOWHERE = "SCA-2026-999999"
TARGETS = ("requests", "draft", "record_answers", "decide_no_assessment", "update_person", "offer_transfer")
TOO_LONG = b'{"note": "' + b"x" * 4 * 1024 * 1024 + b'"}'


@pytest.fixture(scope="module")
def desk(served: Flask) -> Desk:
    return make_desk(served)


def nested(levels: int, inside: str = '"answers": ') -> str:
    """A JSON object with lists in it, so many levels in all."""
    return "{" + inside + "[" * (levels - 1) + "5" + "]" * (levels - 1) + "}"


NOT_READABLE: dict[str, tuple[str | bytes, str]] = {
    "nothing": (b"", "not JSON"),
    "words": ("hello", "not JSON"),
    "half an object": ('{"answers": {', "not JSON"),
    "a comma too many": ('{"answers": {},}', "not JSON"),
    "single quotes": ("{'answers': {}}", "not JSON"),
    "not a number": ('{"answers": {"impact": NaN}}', "not JSON"),
    "infinity": ('{"answers": {"impact": Infinity}}', "not JSON"),
    "1e400": ('{"answers": {"impact": 1e400}}', "not JSON"),
    "a number of 5,000 figures": ('{"answers": {"impact": ' + "9" * 5000 + "}}", "not JSON"),
    "half a character": ('{"answers": {"impact": "\\ud800"}}', "not JSON"),
    "the other half": ('{"answers": {"impact": "\\udc00"}}', "not JSON"),
    "half a character as a name": ('{"\\ud800": 1}', "not JSON"),
    "half a character in bytes": (b'{"answers": {"impact": "\xed\xa0\x80"}}', "not JSON"),
    "a bare control character": ('{"answers": {"impact": "a\x07"}}', "not JSON"),
    "another encoding": ('{"note": "é"}'.encode("latin-1"), "not JSON"),
    "UTF-16": ('{"note": "a"}'.encode("utf-16"), "not JSON"),
    "a list": ("[]", "an object"),
    "a text": ('"x"', "an object"),
    "a number": ("5", "an object"),
    "null": ("null", "an object"),
    "21 levels": (nested(21), "levels deep"),
    "600 levels": (nested(600), "levels deep"),
    "1,000 levels of objects": ('{"answers": ' * 1000 + "1" + "}" * 1000, "levels deep"),
    "5,000 levels": (nested(5000), "not JSON"),
}


@pytest.mark.parametrize("name", NOT_READABLE)
def test_what_cannot_be_read_is_malformed(desk: Desk, name: str) -> None:
    data, said = NOT_READABLE[name]
    for target in ("requests", "draft", "record_answers"):
        assert said.removeprefix("an ") in refused(desk, target, data, 400)["detail"]


def test_twenty_levels_are_read_and_refused_for_what_is_in_them(desk: Desk) -> None:
    assert set(refused(desk, "record_answers", nested(20), 422)["errors"]) == {"answers"}
    deep = nested(19, '"impact": ')
    assert set(refused(desk, "record_answers", '{"answers": ' + deep + "}", 422)["errors"]) == {"impact"}


@pytest.mark.parametrize("target", TARGETS)
def test_only_json_of_a_reasonable_size_is_taken(desk: Desk, target: str) -> None:
    for media in ("", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json",
                  "application/problem+json", "application/jsonp", "json"):  # fmt: skip
        refused(desk, target, usual(target), 415, **{"Content-Type": media})
    refused(desk, target, TOO_LONG, 413)


@pytest.mark.parametrize("target", [target for target in TARGETS if target != "requests"])
def test_a_call_names_the_version_that_was_seen(desk: Desk, target: str) -> None:
    reference, who, path = (
        (desk.triaging, "officer", "") if target != "draft" else (desk.drafting, "social_worker", "/draft")
    )
    now = desk.place.call(who, "GET", f"/requests/{reference}{path}").headers["ETag"]
    for missing in ("", " ", "*"):
        refused(desk, target, usual(target), 428, **{"If-Match": missing})
    other = [
        '"999"',
        '"9999999999"',
        f"W/{now}",
        now.strip('"'),
        '"999", "998"',
        f'"999", W/{now}',
        now.replace('"', '"0', 1),
        f"{now}, x",
        f"{now}x",
        '""',
        '"-1"',
        '"\xb2"',
        "x" * 5000,
    ]
    for stale in other:
        refused(desk, target, usual(target), 412, **{"If-Match": stale})


def test_a_key_that_is_none_is_malformed(desk: Desk) -> None:
    for key in ("", "x" * 256, "\xe9", "a\tb"):
        refused(desk, "requests", usual("requests"), 400, **{"Idempotency-Key": key})


def test_nobody_is_found_by_an_address_that_is_not_theirs(desk: Desk) -> None:
    for email in ("nobody@nowhere.example", "officer", "%", "a\x07@b.example", "officer@eastvale.example"):
        said = refused(desk, "assign", {"answers": {"assignee": email}}, 422)
        assert [need["rule"] for need in said["unmet"]] == ["the_assignee_works_in_the_holding_team"]
        lead = {"lead_team": "disabled_children", "lead_professional": email, "how_found": "By telephone."}
        said = refused(desk, "pass_to_lead_professional", {"answers": lead}, 422)
        assert [need["rule"] for need in said["unmet"]] == ["the_named_lead_professional_works_there"]
    assert set(refused(desk, "assign", {"answers": {"assignee": "a\x00@b.example"}}, 422)["errors"]) == {"assignee"}


BAD_QUERIES = {
    "state": ["", "nope", "triaging,nope", "TRIAGING", "%00", "%ED%A0%80"],
    "team": ["", "%00", "x" * 41],
    "reason": ["", "%00", "x" * 41],
    "mine": ["", "yes", "2", "%00"],
    "due_before": ["", "2026-02-30", "20260101", "2026-W01-1", "0000-01-01", "today", "%00"],
    "q": ["", "%20", "%00", "a%00b", "a%07b", "x" * 101],
    "per_page": ["", "0", "-1", "101", "1.5", "x", "9" * 30, "9" * 5000, "%00"],
    "cursor": ["", "x", "a.b", "%00", "WyIyMDI2LTAxLTAxIiwieCJd.x", "x" * 501],
    "state=triaging&state": ["offered"],
    "authority": ["1"],
    "%00": ["1"],
}


@pytest.mark.parametrize("name", BAD_QUERIES)
def test_a_bad_or_unknown_parameter_is_refused_by_its_name(desk: Desk, name: str) -> None:
    for value in BAD_QUERIES[name]:
        response = desk.place.call("officer", "GET", f"/requests?{name}={value}")
        assert (response.status_code, response.content_type) == (422, "application/problem+json"), value
        assert set(response.json["errors"]) == {name.rpartition("&")[2].replace("%00", "\x00")}
    for name_of_page in ("after=-1", "after=x", "per_page=501", "q=x"):
        response = desk.place.call("officer", "GET", f"/requests/{desk.triaging}/history?{name_of_page}")
        assert set(response.json["errors"]) == {name_of_page.split("=")[0]}
    assert everything(desk.place) == desk.rows


def test_an_address_with_characters_that_nothing_has_leads_nowhere(desk: Desk) -> None:
    for odd in ("%00", "SCA-2026%00", "%ED%A0%80", "x" * 5000, "%F0%9F%92%A9", "'%20OR%201=1"):
        for path in (
            f"/requests/{odd}",
            f"/requests/{odd}/history",
            f"/requests/{odd}/draft",
            f"/question-sets/{odd}/{odd}",
        ):
            assert desk.place.call("officer", "GET", path).status_code == 404, path
        assert send(desk, odd, {}).status_code == 404
    assert desk.place.call("officer", "GET", f"/requests/{desk.triaging}/advice/{'9' * 30}").status_code == 404


@dataclass(frozen=True)
class Wrong:
    """One way in which a call is wrong, and what it is refused with; `says` tells the two kinds of 403 apart."""

    status: int
    says: str = ""
    call: dict[str, Any] = field(default_factory=dict)

    def spoils(self, call: dict[str, Any]) -> dict[str, Any]:
        return {**call, **self.call, "headers": {**call["headers"], **self.call.get("headers", {})}}


def in_order(who_never: str, not_yours: str, elsewhere: dict[str, Any], bad: dict[str, Any]) -> list[Wrong]:
    """The refusals of api.md, first that applies; `elsewhere` is a call from which the step does not lead on."""
    return [
        Wrong(401, call={"headers": {"Authorization": "Bearer nobody"}}),
        Wrong(415, call={"headers": {"Content-Type": "text/plain"}}),
        Wrong(400, call={"data": b"{"}),
        Wrong(404, call={"reference": NOWHERE}),
        Wrong(403, "None of your roles|A working draft", {"who": who_never}),
        Wrong(428, call={"headers": {"If-Match": ""}}),
        Wrong(412, call={"headers": {"If-Match": '"99"'}}),
        Wrong(409, call=elsewhere),
        Wrong(403, "This is for the team", {"who": not_yours}),
        Wrong(422, call=bad),
    ]


def assert_the_first_wrong_wins(place: Place, good: dict[str, Any], wrongs: list[Wrong]) -> None:
    """Spoil a call in every two ways that can be wrong at once, and in each alone."""
    before = everything(place)
    for first, second in [*combinations(wrongs, 2), *((one, one) for one in wrongs)]:
        heads = first.call.get("headers", {}).keys() & second.call.get("headers", {}).keys()
        if first is not second and ((first.call.keys() & second.call.keys()) - {"headers"} or heads):
            continue  # they are wrong in the same thing: a call can be wrong in only one of these ways
        call = second.spoils(first.spoils(good))
        path = f"/requests/{call['reference']}/{call['path']}"
        response = place.call(call["who"], call["method"], path, data=call["data"], headers=call["headers"])
        assert response.status_code == first.status, f"{first} before {second}: {response.get_data(as_text=True)}"
        assert any(response.json["detail"].startswith(words) for words in first.says.split("|"))
    assert everything(place) == before


def test_a_step_that_is_wrong_in_two_ways_is_refused_for_the_first(northmere: Place) -> None:
    place = northmere
    reference = place.ask()
    place.does("officer", reference, "redirect_front_door")
    place.does("adults_officer", reference, "take")
    headers = {"Content-Type": "application/json", "If-Match": place.version("officer", reference)}
    good = {"who": "adults_officer", "method": "POST", "reference": reference, "path": "actions/record_reading"}
    wrongs = in_order("auditor", "officer", {"path": "actions/take"}, {"data": b'{"answers": {"x": 1}}'})
    assert_the_first_wrong_wins(place, {**good, "data": b'{"answers": {}}', "headers": headers}, wrongs)
    good = {
        **good,
        "path": "actions/there_is_no_such_action",
        "data": b"{}",
        "headers": {"Content-Type": "application/json"},
    }
    assert_the_first_wrong_wins(place, good, [wrongs[0], wrongs[1], wrongs[2], Wrong(404)])


def test_a_draft_that_is_wrong_in_two_ways_is_refused_for_the_first(northmere: Place) -> None:
    place = northmere
    drafting, reviewing = place.ask(), place.ask()
    for reference in (drafting, reviewing):
        place.does("officer", reference, "pass_to_lead_professional")
        place.does("social_worker", reference, "record_reading")
        place.does("social_worker", reference, "record_contact", answers.spoke())
    place.writes("social_worker", drafting)
    place.submits("social_worker", reviewing)
    seen = place.call("social_worker", "GET", f"/requests/{drafting}/draft").headers["ETag"]
    headers = {"Content-Type": "application/json", "If-Match": seen}
    good = {"who": "social_worker", "method": "PUT", "reference": drafting, "path": "draft", "data": b"{}"}
    wrongs = in_order("caseworker", "officer", {"reference": reviewing}, {"data": b'{"state": "closed"}'})
    assert_the_first_wrong_wins(place, {**good, "headers": headers}, wrongs)
