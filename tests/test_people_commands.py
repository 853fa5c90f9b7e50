"""Can what somebody may do be ended, with their next call, and is it said plainly where it cannot?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.authorities import AUTHORITIES
from tests import answers
from tests.databases import fresh_database
from tests.shell import Shell

EMAIL = "a@b.example"
ADD = ("user", "add", "--authority", "northmere", "--email", EMAIL, "--name", "Ana")
CASEWORKER, OFFICER = "send_caseworker:send", "triage_officer:childrens_front_door"


@pytest.fixture(params=["sqlite", "postgresql"])
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    """A shell with Ana, who asks and triages."""
    made = Shell(tmp_path)
    if request.param == "sqlite":
        yield filled(made)
        return
    with fresh_database(request.getfixturevalue("postgresql_url")) as url:
        made.settings["ADVICE_DATABASE_URL"] = url
        yield filled(made)


def filled(made: Shell) -> Shell:
    made.does("migrate")
    made.does("load", "authority", str(AUTHORITIES / "northmere.yaml"))
    made.does(*ADD, "--role", CASEWORKER, "--role", OFFICER)
    return made


def test_a_role_is_taken_and_the_others_are_kept(shell: Shell) -> None:
    place = shell.served(shell.does("token", "create", "--user", EMAIL).strip())
    reference = place.ask("ana")
    said = shell.does("user", "remove", "--email", " A@B.example", "--role", OFFICER)
    assert said.endswith(f"is no longer {OFFICER}. Roles left: 1.\n")
    assert place.act("ana", reference, "take", {}).status_code == 403
    assert place.ask("ana")
    refused = shell.refuses("user", "remove", "--email", EMAIL, "--role", OFFICER, "--role", "king:kings")
    assert f"{EMAIL} is not {OFFICER}, king:kings. They are {CASEWORKER}." in refused
    place.app.extensions["storage"].engine.dispose()


def test_whoever_leaves_can_do_nothing_more_and_may_come_back(shell: Shell) -> None:
    place = shell.served(shell.does("token", "create", "--user", EMAIL).strip())
    reference = place.ask("ana")
    place.does("ana", reference, "take")
    said = shell.does("user", "leave", "--email", EMAIL)
    assert "can do nothing here any more" in said
    assert "Open requests that they still hold: 1." in said
    assert place.call("ana", "GET", "/requests").status_code == 401
    for again in (("user", "leave", "--email", EMAIL), ("token", "create", "--user", EMAIL)):
        assert f"There is no user {EMAIL}" in shell.refuses(*again)
    shell.does(*ADD, "--role", CASEWORKER)
    assert place.call("ana", "GET", "/requests").status_code == 401, "an old token stays withdrawn"
    back = shell.served(shell.does("token", "create", "--user", EMAIL).strip())
    assert back.call("ana", "POST", "/requests", json=answers.new_request()).status_code == 201
    assert back.act("ana", reference, "release", {}).status_code == 403, "an old role stays taken"
    for served in (place, back):
        served.app.extensions["storage"].engine.dispose()


def test_every_token_of_somebody_is_withdrawn_and_a_new_one_is_good(shell: Shell) -> None:
    tokens = [shell.does("token", "create", "--user", EMAIL).strip() for _ in range(2)]
    assert shell.does("token", "withdraw", "--user", EMAIL) == f"Tokens of {EMAIL} that were withdrawn: 2.\n"
    new = shell.does("token", "create", "--user", EMAIL).strip()
    for token, status in [*((old, 401) for old in tokens), (new, 200)]:
        place = shell.served(token)
        assert place.call("ana", "GET", "/requests").status_code == status
        place.app.extensions["storage"].engine.dispose()
    shell.does("token", "withdraw", "--user", EMAIL)
    assert "has no token that is in force" in shell.refuses("token", "withdraw", "--user", EMAIL)
    assert "There is no user x@y.example" in shell.refuses("token", "withdraw", "--user", "x@y.example")


def test_whose_account_at_the_sign_on_was_made_anew_is_known_by_their_address_again(shell: Shell) -> None:
    assert "is taken for them" in shell.does("user", "forget-sign-on", "--email", EMAIL)
    assert "There is no user x@y.example" in shell.refuses("user", "forget-sign-on", "--email", "x@y.example")
