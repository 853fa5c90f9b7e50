"""Who may read the worked examples, and is each answered as the documentation says?"""

from __future__ import annotations

import jsonschema
import orjson

from tests.place import API, STAFF, Place
from workflow.writing.examples import examples

NAMES = sorted(examples())


def test_everybody_who_is_signed_in_may_read_every_example(northmere: Place) -> None:
    listed = northmere.get("officer", "/examples")["examples"]
    assert [one["name"] for one in listed] == NAMES
    assert all(set(one) == {"name", "title", "shows", "kind", "links"} for one in listed)
    for who in STAFF["northmere"]:
        assert northmere.get(who, "/examples")["examples"] == listed
    for one in listed:
        whole = northmere.get("administrator", one["links"]["self"].removeprefix(API))
        assert whole.items() >= {"name": one["name"], **examples()[one["name"]].held}.items()
    amended = northmere.get("officer", "/examples/mornings_changed")
    assert {change["place"] for change in amended["changes"]} >= {"provision.0.frequency"}
    assert northmere.get("officer", "/examples/nothing_needed")["changes"] == []


def test_an_example_that_is_none_is_not_there_and_a_stranger_is_told_nothing(northmere: Place) -> None:
    assert northmere.call("officer", "GET", "/examples/none").status_code == 404
    assert northmere.call("officer", "GET", "/examples?kind=final").status_code == 422
    for path in ("/examples", "/examples/nothing_needed", "/examples/none"):
        assert northmere.call(None, "GET", path).status_code == 401


def test_every_example_is_of_the_shape_that_is_documented(northmere: Place) -> None:
    document = orjson.loads(northmere.call(None, "GET", "/openapi.json").get_data())
    for shape, path in [("ExampleList", "/examples"), *(("Example", f"/examples/{name}") for name in NAMES)]:
        described = {"$ref": f"#/components/schemas/{shape}", "components": document["components"]}
        jsonschema.validate(northmere.get("officer", path), described)
