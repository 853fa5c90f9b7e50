"""Does `advice demo` make what it is asked for, say what came of it, and refuse what it cannot do in plain words?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import authority_file
from config.authorities import AUTHORITIES, OVERSIGHT_TEAM
from demonstration.council import configuration
from demonstration.plan import pattern_of
from demonstration.stories import TEMPLATES, settings, template
from demonstration.volumes import UnknownAuthority, england, volumes_of
from tests.shell import Shell
from workflow.asking.question_sets import question_sets

NORTHMERE = str(AUTHORITIES / "northmere.yaml")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell beside an empty database."""
    made = Shell(tmp_path)
    made.settings["ADVICE_DEMONSTRATION"] = "1"
    made.settings["ADVICE_DOCUMENTS"] = str(tmp_path / "documents")
    return made


def test_a_year_is_made_once_and_others_are_added(shell: Shell) -> None:
    first = shell.run("demo", "--year", "isles of SCILLY", "--year", "Isles of Scilly")
    assert first.exit_code == 0, first.output
    assert "Isles of Scilly (demonstration): 3 requests and 14 annual reviews." in first.stdout
    assert "By state: " in first.stdout
    assert "By their day: " in first.stdout
    assert first.stdout.count(".example") >= 20, "somebody to be for every role"
    assert first.stderr == "", "no bar where nobody looks on"
    second = shell.does("demo", "--year", "City of London", "--year", "Isles of Scilly")
    assert "Isles of Scilly is here already.\n" in second
    assert "City of London (demonstration): 7 requests" in second
    assert shell.kept("SELECT count(*) FROM authority") == [2]
    assert shell.does("demo", "--year", "Isles of Scilly") == "Isles of Scilly is here already.\n"
    assert shell.does("verify").endswith(" 0 faults.\n")


def test_a_name_that_is_not_there_is_refused_with_those_that_it_may_mean(shell: Shell) -> None:
    assert "Did you mean Rutland" in shell.refuses("demo", "--year", "Rutlnd")
    assert "Names are written as in" in shell.refuses("demo", "--year", "zzzz")
    with pytest.raises(UnknownAuthority, match="Bristol, City of"):
        volumes_of("Bristol")


def test_several_processes_need_postgresql(shell: Shell) -> None:
    assert "needs a PostgreSQL database" in shell.refuses("demo", "--year", "Rutland", "--workers", "2")


def test_a_real_authoritys_database_is_refused(shell: Shell) -> None:
    shell.does("migrate")
    shell.does("load", "authority", NORTHMERE, ADVICE_DEMONSTRATION="0")
    assert "in use by a real authority" in shell.refuses("demo", "--year", "Isles of Scilly")
    assert shell.kept("SELECT code FROM authority") == ["northmere"]


def test_however_it_is_served_a_demonstration_opens_no_real_authority(shell: Shell) -> None:
    program = [sys.executable, "-c", "import wsgi"]
    environment = {**os.environ, **shell.settings, "PYTHONPATH": str(AUTHORITIES.parents[1])}
    assert subprocess.run(program, env=environment).returncode == 0, "an empty database is nobody's"
    shell.does("migrate")
    shell.does("load", "authority", NORTHMERE, ADVICE_DEMONSTRATION="0")
    served = subprocess.run(program, env=environment, capture_output=True, text=True)
    assert served.returncode
    assert "in use by a real authority" in served.stderr
    assert "in use by a real authority" in shell.refuses("serve")


def test_an_authority_is_marked_as_a_demonstration_only_where_that_is_said_and_not_for_good(shell: Shell) -> None:
    shell.does("migrate")
    assert "It is marked as a demonstration" in shell.does("load", "authority", NORTHMERE)
    assert shell.kept("SELECT demonstration FROM authority") == [True]
    assert "marked" not in shell.does("load", "authority", NORTHMERE, ADVICE_DEMONSTRATION="0")
    assert shell.kept("SELECT demonstration FROM authority") == [False]
    for again in (NORTHMERE, str(AUTHORITIES / "eastvale.yaml")):
        assert "in use by a real authority" in shell.refuses("load", "authority", again)
    assert shell.kept("SELECT demonstration FROM authority") == [False]


def test_every_authority_of_england_can_be_made() -> None:
    every, sets = england(), frozenset(question_sets())
    assert len(every) == 153
    assert len({one.code for one in every.values()}) == 153
    assert sum(one.assessments for one in every.values()) == 105_340
    assert all(one.reviews and 0 < one.in_time <= 100 for one in every.values())
    odd = [one for one in every.values() if not one.name.replace(" ", "").isalpha()]  # with a comma, a stop, a hyphen
    for one in [*odd, *list(every.values())[::13]]:
        held = authority_file.from_text(configuration(one, pattern_of(one)), f"{one.code}.yaml", sets)
        assert held["name"] == f"{one.name} (demonstration)"
        assert any(team["kind"] == OVERSIGHT_TEAM for team in held["teams"])
        assert not any(word in str(held) for word in ("Northmere", "Eastvale"))


def test_every_share_of_a_year_says_where_it_comes_from() -> None:
    held = {**settings()["shares"], **settings()["days"]}
    assert len(held) > 15
    assert not [name for name, said in held.items() if not said["mark"].startswith(("project default", "SEN2"))]
    assert not [name for name, said in settings()["shares"].items() if not 0 <= said["value"] <= 1]


def test_nobody_becomes_a_young_person_while_their_story_goes_on() -> None:
    """From then on their own view has to be sought, of which a child's story says nothing."""
    youngest = 15.8  # years at the end of compulsory school age, of somebody born late in August
    longest = (42 + settings()["days"]["late_most"]["value"] + 60) / 365.25  # six weeks, late, and amended
    stories = [one for code in TEMPLATES for kind in template(code).stories.values() for one in kind if not one.fixed]
    assert not [one.name for one in stories if one.ages[0] < youngest < one.ages[1] + longest]
