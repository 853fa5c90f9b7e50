"""Is configuration taken only when it is whole? Authority files and settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from config.authorities import AUTHORITIES, authority_of, digest
from config.authority_file import from_text
from config.faults import BadFile
from config.settings import BadSettings, from_environment
from workflow.asking.question_sets import question_sets

FILES = sorted(AUTHORITIES.glob("*.yaml"))
NORTHMERE = (AUTHORITIES / "northmere.yaml").read_text()
SETS = frozenset(question_sets())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_authorities_that_ship_can_be_loaded(file: Path) -> None:
    held = from_text(file.read_text(), file.name, SETS)
    built = authority_of(held)
    assert built.code == file.stem
    assert {built.kind_of(door) for door in built.front_doors.values()} == {"front_door"}
    assert digest(held) == digest(from_text(file.read_text(), file.name, SETS))
    assert authority_of(held) is built


def changed(before: str, after: str) -> Callable[[], str]:
    """Northmere's file with one thing changed."""

    def make() -> str:
        assert before in NORTHMERE
        return NORTHMERE.replace(before, after, 1)

    return make


def added(lines: str) -> Callable[[], str]:
    return lambda: f"{NORTHMERE}{lines}\n"


FIRST = None  # what is missing stands on no line: the first is named
BAD: dict[str, tuple[Callable[[], str], str | None, str]] = {
    # what is wrong: the file, a part of the line that is named, a part of what is said
    "no code": (changed("code: northmere\n", ""), FIRST, "code: Missing data"),
    "no teams": (lambda: "code: a1\nname: A\n", FIRST, "teams: Missing data"),
    "a code with capitals": (changed("code: northmere", "code: Northmere"), "code: Northmere", "small letters"),
    "a name that is a number": (
        changed("name: Northmere Council (demonstration)", "name: 7"),
        "name: 7",
        "Not a valid",
    ),
    "teams that are no list": (lambda: "code: a1\nname: A\nteams: some", "teams: some", "Not a valid list"),
    "days in words": (changed("writing_days: 5", "writing_days: five"), "writing_days", "Not a valid integer"),
    "days as text": (changed("writing_days: 5", "writing_days: '5'"), "writing_days", "Not a valid integer"),
    "half a day": (changed("writing_days: 5", "writing_days: 5.5"), "writing_days", "Not a valid integer"),
    "true for a number": (changed("writing_days: 5", "writing_days: true"), "writing_days", "Not a valid integer"),
    "a word for true": (
        changed("receipt_day_counts: false", "receipt_day_counts: some"),
        "receipt_day_counts",
        "boolean",
    ),
    "too many days": (changed("writing_days: 5", "writing_days: 500"), "writing_days", "less than or equal to 20"),
    "two attempts": (
        changed("contact_attempts: 3", "contact_attempts: 2"),
        "contact_attempts",
        "greater than or equal",
    ),
    "an unknown key": (added("colour: blue"), "colour: blue", "Unknown field"),
    "an unknown part of a team": (changed("kind: send}", "kind: send, size: 3}"), "size: 3", "Unknown field"),
    "an unknown kind of team": (changed("kind: send}", "kind: sent}"), "kind: sent}", "Must be one of"),
    "no SEND team": (changed("kind: send}", "kind: oversight}"), "name: Northmere Council", "no team of the kind send"),
    "a key twice": (added("writing_days: 6"), "writing_days: 6", "named twice"),
    "a key of a team twice": (changed("kind: send}", "kind: send, kind: send}"), "kind: send, kind", "named twice"),
    "two teams of one code": (changed("code: looked_after", "code: send"), "code: send\n", "has this code already"),
    "an unknown front door": (
        changed("children: childrens_front_door,", "children: nowhere,"),
        "nowhere",
        "no front door|not a front door",
    ),
    "a front door of another kind": (
        changed("children: childrens_front_door,", "children: send,"),
        "children: send",
        "not a front door",
    ),
    "no adults' front door": (changed(", adults: adults_front_door}", "}"), "front_doors", "Name the front door"),
    "a door for no service": (
        changed("adults: adults_front_door}", "adults: adults_front_door, pets: x}"),
        "pets",
        "Must be one of",
    ),
    "red before amber": (
        changed("red_days_before: 7", "red_days_before: 14"),
        "red_days_before",
        "Red must come after",
    ),
    "half a decider": (changed("disputes: {days: 2}", "disputes: {role: team_manager}"), "disputes", "Name both"),
    "an unknown decision": (changed("countersign: []", "countersign: [take]"), "countersign", "Must be one of"),
    "an unknown question set": (added("question_sets: {note: notes}"), "notes}", "There is no question set notes"),
    "a specialist door back to front": (
        added("specialist_doors:\n  - {team: childrens_front_door, from_age: 18, to_age: 16}"),
        "to_age",
        "ends before",
    ),
    "a specialist door that is none": (
        added("specialist_doors:\n  - {team: send, from_age: 16, to_age: 18}"),
        "team: send, from",
        "not a front door",
    ),
    "a tab": (added("disputed:\n\tdays: 2"), "\tdays", "not YAML"),
    "an open bracket": (added("more: [1, 2"), FIRST, "not YAML"),
    "an unknown tag": (added("more: !!python/object/apply:os.getcwd []"), "!!python", "not YAML"),
    "two documents": (added("---\ncode: other"), "---", "not YAML"),
    "nothing": (lambda: "", FIRST, "must be a list of keys and values"),
    "a list": (lambda: "- code: northmere\n", FIRST, "must be a list of keys and values"),
    "a word": (lambda: "northmere", FIRST, "must be a list of keys and values"),
    "a control character": (lambda: "code: a\x00b", FIRST, "not YAML"),
    "a list for a key": (lambda: "code: a1\n? [a]\n: b\n", "? [a]", "a list or a mapping stands where a key should"),
    "a moment that is none": (lambda: "code: !!timestamp soon\n", FIRST, "a date or a time is none"),
    "half a letter": (added('note: "\\ud800"'), 'note: "', "a character that cannot be kept"),
    "a NUL": (added('note: "\\0"'), 'note: "', "a character that cannot be kept"),
    "more than it seems": (
        lambda: (
            "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        ),
        FIRST,
        "more than 20,000 things",
    ),
    "itself inside itself": (lambda: "teams: &all\n  - *all\n", "teams: &all", "Invalid input type"),
    "a date that is none": (lambda: "code: 2026-02-30\n", FIRST, "not YAML"),
    "very deep": (lambda: "teams: " + "[" * 2000 + "]" * 2000, FIRST, "nested too deep"),
}


@pytest.mark.parametrize("wrong", BAD)
def test_a_bad_file_is_refused_and_the_line_named(wrong: str) -> None:
    make, part, said = BAD[wrong]
    written = make()
    with pytest.raises(BadFile) as refused:
        from_text(written, "some.yaml", SETS)
    faults = refused.value.faults
    line = written[: written.rindex(part)].count("\n") + 1 if part else None
    fitting = [fault for fault in faults if re.search(said, str(fault))]
    assert fitting, faults
    if wrong == "an open bracket":
        line = written.count("\n") + 1
    assert (line or 1) in {fault.line for fault in fitting}, faults
    assert str(refused.value).startswith(f"some.yaml, line {faults[0].line}: ")


def test_every_fault_is_named_at_once_in_the_order_of_the_lines() -> None:
    written = NORTHMERE.replace("kind: send}", "kind: sent}").replace("writing_days: 5", "writing_days: x\nmore: 1")
    with pytest.raises(BadFile) as refused:
        from_text(written, "some.yaml", SETS)
    places = [(fault.line, fault.place) for fault in refused.value.faults]
    assert [place for _, place in places] == ["teams.0.kind", "writing_days", "more"]
    assert places == sorted(places)


def test_a_file_with_too_many_teams_is_refused() -> None:
    teams = "".join(f"  - {{code: t{n}, name: T, kind: social_work}}\n" for n in range(1_000))
    with pytest.raises(BadFile, match="teams"):
        from_text(NORTHMERE.replace("teams:\n", f"teams:\n{teams}", 1), "some.yaml", SETS)


KEY = "0f" * 32
GOOD = {
    "ADVICE_DATABASE_URL": "postgresql://host/advice",
    "ADVICE_SECRET_KEY": "s" * 32,
    "ADVICE_RECORD_KEYS": f"a:{KEY}",
}


def test_settings_are_read_with_defaults_that_suit_production_and_keep_secrets_out_of_print() -> None:
    settings = from_environment({**GOOD, "ADVICE_RECORD_KEYS": f"b:{KEY}, a:{'1' * 64}", "ADVICE_METRICS_TOKEN": "mmm"})
    assert (settings.demonstration, settings.host, settings.port, settings.workers) == (False, "127.0.0.1", 8000, 1)
    assert [name for name, _ in settings.record_keys] == ["b", "a"]
    assert not re.search("sss|mmm|0f0f|x0f", repr(settings))


@pytest.mark.parametrize("name", ["ADVICE_SECRET_KEY", "ADVICE_RECORD_KEYS"])
def test_a_secret_has_no_default(name: str) -> None:
    with pytest.raises(BadSettings, match=name):
        from_environment({key: value for key, value in GOOD.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADVICE_SECRET_KEY", "short"),
        ("ADVICE_RECORD_KEYS", f"a:{KEY}0"),
        ("ADVICE_RECORD_KEYS", f"a b:{KEY}"),
        ("ADVICE_RECORD_KEYS", f"a:{KEY},"),
        ("ADVICE_RECORD_KEYS", f"a:{KEY},a:{KEY}"),
        ("ADVICE_DATABASE_URL", "oracle://host/advice"),
        ("ADVICE_PORT", "0"),
        ("ADVICE_PORT", "65536"),
        ("ADVICE_PORT", "-1"),
        ("ADVICE_THREADS", "many"),
        ("ADVICE_WORKERS", "²"),
        ("ADVICE_DEMONSTRATION", "true"),
    ],
)
def test_a_setting_that_is_wrong_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSettings, match=name):
        from_environment({**GOOD, name: value})


def test_a_demonstration_makes_its_own_secrets_once_and_keeps_them_to_itself(tmp_path: Path) -> None:
    environment = {"ADVICE_DEMONSTRATION": "1", "ADVICE_INSTANCE": str(tmp_path / "instance")}
    first, second = from_environment(environment), from_environment(environment)
    assert first == second
    assert first.secret_key.encode() != first.record_keys[0][1].hex().encode()
    for name in ("secret.key", "record.key"):
        assert (tmp_path / "instance" / name).stat().st_mode & 0o777 == 0o600
