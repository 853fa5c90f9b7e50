"""Are the house rules kept? Each test gathers every fault before it fails, and says what to do."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = ("workflow", "api", "models", "config", "web", "commands", "demonstration")
TOP = ("app.py", "cli.py", "wsgi.py")
TABLES = {"workflow/pathway.py"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_CONFTEST = 250, 40, 150
MOST_BRANCHES, MOST_SUPPRESSIONS_PER_THOUSAND = 8, 2
BRANCHES = (ast.If, ast.For, ast.While, ast.IfExp, ast.ExceptHandler)
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
REASON = re.compile(r"#\s*(?:noqa[^#]*|type:\s*ignore\[[\w-]+\])\s+#\s*\S.{9,}")


def code_files() -> list[Path]:
    found = [path for folder in CODE for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "versions" not in path.parts] + [ROOT / name for name in TOP]


def every_file() -> list[Path]:
    return code_files() + sorted((ROOT / "tests").rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_files_are_small() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in every_file()}
    limit = {"tests/conftest.py": LONGEST_CONFTEST}
    long = {n: size for n, size in lengths.items() if size > limit.get(n, LONGEST_FILE) and n not in TABLES}
    assert not long, f"Split by a noun of the domain: {long}"


def test_functions_are_short_and_turn_seldom() -> None:
    faults = []
    for path in every_file():
        for function in functions(path):
            length = (function.end_lineno or 0) - function.lineno + 1
            branches = sum(isinstance(node, BRANCHES) for node in ast.walk(function))
            if length > LONGEST_FUNCTION or (branches > MOST_BRANCHES and not name(path).startswith("tests/")):
                faults.append(f"{name(path)}:{function.lineno} {function.name}: {length} lines, {branches} branches")
    assert not faults, "Make smaller functions of these:\n" + "\n".join(faults)


def test_suppressions_are_few_and_have_their_reason() -> None:
    lines = [(path, n, line) for path in code_files() for n, line in enumerate(path.read_text().splitlines(), 1)]
    suppressed = [(f"{name(path)}:{n}", line) for path, n, line in lines if SUPPRESSION.search(line)]
    bare = [where for where, line in suppressed if not REASON.search(line)]
    assert not bare, f"Say why after the suppression: {bare}"
    assert len(suppressed) <= MOST_SUPPRESSIONS_PER_THOUSAND * len(lines) / 1000, suppressed


def test_every_module_says_which_question_it_answers() -> None:
    silent = [
        name(p) for p in every_file() if p.name != "__init__.py" and not ast.get_docstring(ast.parse(p.read_text()))
    ]
    assert not silent, f"Begin these with a docstring of a sentence: {silent}"


def test_only_the_clock_reads_the_clock() -> None:
    reading = re.compile(r"\b(?:date\.today|datetime\.(?:now|utcnow)|time\.time)\(")
    faults = [name(path) for path in code_files() if reading.search(path.read_text())]
    assert faults == ["config/clock.py"], "Take the time as an argument instead."


def test_nothing_below_the_edge_commits_or_knows_a_status() -> None:
    forbidden = re.compile(r"\.commit\(|HTTPStatus|\babort\(|status_code")
    below = [path for path in code_files() if path.relative_to(ROOT).parts[0] in ("workflow", "models", "config")]
    faults = [name(path) for path in below if forbidden.search(path.read_text())]
    assert not faults, f"The edge decides statuses and ends the unit of work: {faults}"


def test_only_record_writes_the_state_of_a_request() -> None:
    writing = re.compile(r"(?:insert|update)\((?:Request|REQUESTS)\)|table_of\(Request\)")
    faults = {name(path): len(writing.findall(path.read_text())) for path in code_files()}
    assert {n for n, found in faults.items() if found} == {"models/record.py"}
    tree = ast.parse((ROOT / "models/record.py").read_text())
    states = [
        f.name
        for f in ast.walk(tree)
        if isinstance(f, ast.FunctionDef) and '"state":' in ast.unparse(f).replace("'", '"')
    ]
    assert states == ["record"]


def test_no_template_compares_a_state_an_action_or_a_role() -> None:
    from workflow.pathway import ACTIONS
    from workflow.roles import Role
    from workflow.states import State

    named = rf"\b(?:{'|'.join([*State, *(a for a in ACTIONS if '_' in a)])})\b|[\"'](?:{'|'.join(Role)})[\"']"
    asked = r"\.roles\b|\.state\b(?!\s*\|\s*stage\b)"  # who somebody is; where it stands, but for telling it in words
    words, tags = re.compile(f"{named}|{asked}"), re.compile(r"{[{%].*?[%}]}", re.S)
    templates = sorted((ROOT / "web/templates").rglob("*.html"))
    faults = [name(path) for path in templates if any(words.search(tag) for tag in tags.findall(path.read_text()))]
    assert templates
    assert not faults, f"Pages read the table: {faults}"


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = re.compile(r"^(?:utils?|helpers?|common|misc|base_?service|\w*_(?:service|manager|utils))$")
    assert not [name(path) for path in code_files() if empty.match(path.stem)]


def test_what_is_committed_names_no_registry_and_no_path_of_a_machine() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    hosts = re.compile(rb"https?://[^\s\"']*(?:pypi|pythonhosted|npmjs|deb\.debian)[^\s\"']*|--(?:extra-)?index-url ")
    paths = re.compile(rb"/(?:work|root|home)/\w")
    faults = []
    for tracked_name in tracked:
        path = ROOT / tracked_name
        if path.is_file() and (hosts.search(path.read_bytes()) or paths.search(path.read_bytes())):
            faults.append(tracked_name)
    assert not faults, f"Take the host or the path out of: {faults}"


def test_every_dependency_is_pinned_with_its_hash() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        pins = re.findall(r"^([\w.\[\],-]+==[^\s\\]+)(.*(?:\n    .*)*)", (ROOT / lock).read_text(), re.M)
        assert len(pins) > 20
        assert not [pin for pin, hashes in pins if "--hash=sha256:" not in hashes]
