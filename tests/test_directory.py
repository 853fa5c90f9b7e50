"""Is a directory taken in whole or not at all, and found by those who write advice: by words, place, need and age?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests import answers
from tests.desk import everything
from tests.feeds import found, many, page, put, service
from tests.place import STAFF, Place
from tests.tour import counted
from workflow.directory.open_referral import services
from workflow.errors import Unmet

READERS = {
    "officer", "officer2", "door_manager", "adults_officer", "adults_manager", "social_worker", "team_manager",
    "team_reviewer", "early_helper", "early_manager", "adult_worker", "adult_manager", "reviewer", "adults_reviewer",
    "dsco", "auditor",
}  # fmt: skip
TODAY = date.fromisoformat(answers.today())


def faults(*entries: Any, **changed: Any) -> dict[str, Any]:
    with pytest.raises(Unmet) as refused:
        services(page(list(entries), **changed), TODAY)
    return dict(refused.value.errors)


def test_every_part_that_is_used_is_read_and_the_rest_is_passed_over() -> None:
    [one] = services(service(assured_date="2026-02-01", schedules=[{"freq": "NEVER"}], x={"y": [None]}), TODAY)
    assert (one.id, one.name, one.status, one.organisation) == ("s1", "Club s1", "active", "The Clubs")
    assert (one.phone, one.places) == ("01632 960700", ("Lower Quay", "Quay Hall", "Quaytown", "QY2 4AB"))
    assert one.needs == ({"name": "Autism support", "code": "autism-1"},)
    assert (one.minimum_age, one.maximum_age) == (5.0, 11.0)
    assert one.fresh_on == date(2026, 2, 1)
    assert str(one.last_modified) == "2026-01-05 10:30:45.123000+00:00"


def test_a_page_a_bare_list_and_one_service_say_the_same() -> None:
    assert services(page([service()]), TODAY) == services([service()], TODAY) == services(service(), TODAY)
    assert services(page([service()], total_items=None, total_pages="x"), TODAY)
    assert len(services(page([service(), service("s2")], total_items=1), TODAY)) == 2  # more than promised harms nobody


def test_what_is_null_or_blank_says_nothing_unless_it_has_to_be_there() -> None:
    blank = service(**dict.fromkeys(("url", "email", "description", "assured_date", "last_modified"), ""))
    [one] = services({**blank, "minimum_age": None, "organization": None, "contacts": None, "service_areas": []}, TODAY)
    assert (one.url, one.email, one.minimum_age, one.organisation, one.phone) == (None,) * 5
    assert set(faults({"id": " ", "name": "", "status": None})) == {
        f"service number 1, {field}" for field in ("id", "name", "status")
    }


def test_every_fault_is_named_by_service_and_field_as_in_the_failing_example_of_the_standard() -> None:
    said = faults(service("good"), service("bad", url="example/counselling", email="email-example_com"))
    assert said == {
        "service bad, url": ["This is not a web address such as https://example.org/club."],
        "service bad, email": ["This is not an e-mail address."],
    }


WRONG: list[tuple[str, Any]] = [
    ("id", 5), ("id", "x" * 101), ("id", "a\x00"), ("name", "x" * 301), ("name", ["x"]), ("status", "Active"),
    ("status", True), ("url", "javascript:alert(1)"), ("url", "http://a b.example"), ("url", "https://x.example/" + "a" * 2000),
    ("email", "a@b"), ("email", 5), ("minimum_age", "5"), ("minimum_age", True), ("minimum_age", -1), ("maximum_age", 151),
    ("maximum_age", 4.5), ("maximum_age", [1]), ("assured_date", "2026-02-30"), ("assured_date", 20260101),
    ("assured_date", "0001-01-01"), ("assured_date", "2099-11-22"), ("last_modified", "2099-12-01T00:00:00Z"),
    ("last_modified", "soon"), ("description", "x" * 20_001), ("organization", "The Clubs"), ("contacts", {}),
    ("service_areas", ["Quay"]), ("service_at_locations", "x"), ("attributes", 5),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), WRONG, ids=repr)
def test_a_wrong_value_is_refused_at_its_own_field(field: str, value: Any) -> None:
    [place] = faults(service("s0"), {**service(), field: value})
    named = "number 2" if field == "id" else "s1"
    assert place == f"service {named}, {field}" or place.startswith(f"service {named}, {field}.")


def test_a_file_that_is_no_whole_list_of_services_is_refused() -> None:
    for wrong in ({"contents": []}, [], {"contents": None}, {"contents": {}}, "x", None, 5):
        with pytest.raises(Unmet, match="missing or wrong"):
            services(wrong, TODAY)
    assert "1 of 31 services" in str(faults(service(), total_items=31)["total_items"])
    assert faults(5, None) == {f"service number {n}": ["This must be an object."] for n in (1, 2)}
    assert faults(service(), service()) == {"service s1, id": ["Two services of this list have the same id."]}
    assert list(faults({"no": "service"})) == [f"service number 1, {field}" for field in ("id", "name", "status")]


def test_of_very_many_faults_the_first_are_named_and_the_rest_counted() -> None:
    said = faults(*(service(str(n), url="x") for n in range(250)))
    assert (len(said), said["more"]) == (201, ["There are 50 more faults after these."])


def test_a_directory_takes_the_place_of_the_one_before_and_what_left_is_marked_gone(northmere: Place) -> None:
    assert put(northmere, [service("a"), service("b"), service("c")]) == {"dry_run": False, "counts": {"new": 3}}
    tried = put(northmere, [service("a"), service("b", name="B"), service("d")], query="?dry_run=true")
    before = everything(northmere)
    assert tried == {"dry_run": True, "counts": {"new": 1, "changed": 1, "same": 1, "gone": 1}}
    assert everything(northmere) == before
    assert put(northmere, [service("a"), service("b", name="B"), service("d")])["counts"] == tried["counts"]
    shown = {one["id"]: one for one in northmere.get("officer", "/directory")["services"]}
    assert list(shown) == ["a", "b", "d", "c"]
    assert (shown["b"]["name"], shown["b"]["stale"], shown["c"]["stale"]) == ("B", False, True)
    assert shown["c"]["stale_because"].startswith("It is no longer in the directory")
    assert put(northmere, [service("c"), service("d")])["counts"] == {"same": 1, "back": 1, "gone": 2}
    assert not northmere.get("officer", "/directory?q=Club+c")["services"][0]["stale"]
    assert put(northmere, [service("c"), service("d")])["counts"] == {"same": 2}


def test_a_fault_anywhere_changes_nothing(northmere: Place) -> None:
    put(northmere, [service("a")])
    before = everything(northmere)
    response = northmere.call(
        "administrator", "POST", "/directory/import", json=page([service("b"), service("c", url="x")])
    )
    assert (response.status_code, list(response.json["errors"])) == (422, ["service c, url"])
    for body, status in ((b"[]", 400), (b"{", 400), (b'{"contents": []}', 422)):
        sent = northmere.call("administrator", "POST", "/directory/import", data=body, content_type="application/json")
        assert sent.status_code == status
    assert everything(northmere) == before


def test_only_an_administrator_puts_a_directory_in_place_and_only_in_their_own_authority(
    northmere: Place, eastvale: Place
) -> None:
    put(eastvale, [service("e")])
    before = everything(northmere)
    for who in set(STAFF["northmere"]) - {"administrator"}:
        response = northmere.call(who, "POST", "/directory/import", json=page([service()]))
        assert response.status_code == 403, who
    assert everything(northmere) == before
    put(northmere, [service("n")])
    assert (found(northmere), found(eastvale)) == (["n"], ["e"])


def test_those_who_write_or_check_advice_may_search_and_nobody_else(northmere: Place) -> None:
    put(northmere, [service()])
    for who in STAFF["northmere"]:
        response = northmere.call(who, "GET", "/directory")
        assert response.status_code == (200 if who in READERS else 403), who


def test_services_are_found_by_words_need_and_place(northmere: Place) -> None:
    other = {"name": "Wheels", "organization": {"name": "Cycling 100% Trust"}, "description": "Side by side.",
             "attributes": [{"taxonomy_term": {"name": "Physical disability"}}], "service_areas": [{"name": "Ünder Hill"}],
             "service_at_locations": [{"location": {"addresses": [{"postal_code": "QY21 9ZZ"}]}}]}  # fmt: skip
    put(northmere, [service("a"), service("b", **other), service("c", status="inactive")])
    expected = {
        "": ["a", "b"], "q=club": ["a"], "q=CLUBS+quiet": ["a"], "q=quiet+wheels": [], "q=autism": ["a"],
        "q=100%25": ["b"], "q=ub": [], "need=autism-1": ["a"], "need=support": ["a"], "need=quiet": [],
        "need=PHYSICAL": ["b"], "place=QY2": ["a"], "place=qy21": ["b"], "place=QY": ["a", "b"], "place=lower+quay": ["a"],
        "place=%C3%BCnder": ["b"], "place=club": [], "q=%25": ["a", "b"], "q=_": [],
    }  # fmt: skip
    assert {query: found(northmere, query) for query in expected} == expected


def test_services_are_found_by_an_age_with_its_part_of_a_year(northmere: Place) -> None:
    ages = {"a": (0.5, 3.5), "b": (5, 11), "c": (None, None), "d": (16, None)}
    put(northmere, [{**service(key), "minimum_age": low, "maximum_age": high} for key, (low, high) in ages.items()])
    expected = {"0": ["c"], "0.5": ["a", "c"], "3.51": ["c"], "11.9": ["b", "c"], "12": ["c"], "16": ["c", "d"]}
    assert {age: found(northmere, f"age={age}") for age in expected} == expected
    for age in ("-1", "nan", "inf", "151", "x"):
        assert northmere.call("officer", "GET", f"/directory?age={age}").status_code == 422


def test_of_a_request_the_age_is_used_and_nothing_else(northmere: Place) -> None:
    put(northmere, [service("a"), service("b", minimum_age=14, maximum_age=25)])
    with northmere.on("2026-06-01"):
        protected = {"protected_address": True, "address": "1 Quay", "postcode": "QY2 4AB"}
        born = [northmere.ask(person=answers.child(date_of_birth=day, **more)) for day, more in
                (("2016-01-01", {}), ("2010-01-01", protected))]  # fmt: skip
        mine, shielded = (northmere.get("officer", f"/directory?request={one}") for one in born)
        assert [one["id"] for one in mine["services"]] == ["a"]
        assert "notices" not in mine
        assert [one["id"] for one in shielded["services"]] == ["b"]
        assert "address of this person is protected" in shielded["notices"][0]
        assert northmere.call("early_helper", "GET", f"/directory?request={born[0]}").status_code == 404
        assert northmere.call("officer", "GET", f"/directory?request={born[0]}&age=5").status_code == 422
        unknown = northmere.ask(person={"given_name": "Ivy", "family_name": "Example-Unborn"})
        said = northmere.call("officer", "GET", f"/directory?request={unknown}")
        assert (said.status_code, list(said.json["errors"])) == (422, ["request"])


def test_a_whole_postcode_is_refused_for_it_may_tell_where_somebody_lives(northmere: Place) -> None:
    for whole in ("QY2+4AB", "qy24ab"):
        said = northmere.call("officer", "GET", f"/directory?place={whole}")
        assert said.status_code == 422
        assert "district" in said.json["errors"]["place"][0]


def test_the_best_known_come_first_and_pages_go_on_where_the_last_ended(northmere: Place) -> None:
    days = {"old": "2024-01-01", "new": "2026-06-01", "never": None, "mid": "2026-01-01", "mid2": "2026-01-01"}
    put(northmere, [{**service(key), "assured_date": day, "last_modified": None} for key, day in days.items()])
    with northmere.on("2026-06-02"):
        order, path, stale = [], "/directory?per_page=2", []
        while path:
            response = northmere.call("officer", "GET", path)
            order += [one["id"] for one in response.json["services"]]
            stale += [one["id"] for one in response.json["services"] if one["stale"]]
            path = response.headers.get("Link", "").partition(">")[0].removeprefix("</api/v1")
    assert order == ["new", "mid", "mid2", "old", "never"]
    assert stale == ["old", "never"]
    assert northmere.call("officer", "GET", "/directory?cursor=made-up").status_code == 422


def test_six_hundred_services_are_put_in_place_and_searched_in_few_statements(northmere: Place) -> None:
    counts = []
    for size in (600, 600, 5):
        with counted(northmere.storage.engine) as sent:
            put(northmere, many(size))
        counts.append(len(sent))
    assert max(counts) <= 6, counts
    assert put(northmere, many(600), query="?dry_run=true")["counts"] == {"same": 5, "back": 595}
    put(northmere, many(600))
    with counted(northmere.storage.engine) as sent:
        assert len(found(northmere, "per_page=100&q=club&age=9&place=quaytown")) == 100
    assert len(sent) == 2
