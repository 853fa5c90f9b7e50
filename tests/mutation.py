"""Would the tests of the guidance notice, if the law were programmed wrongly? `python -m tests.mutation` asks mutmut.

mutmut changes one thing at a time in the modules named in pyproject.toml and runs tests/guidance against each. It
leaves out what is decorated, as every rule is; so it works on a copy, in which `@rule(...)` above a function stands
as a line below it instead. Nothing else differs, and the copy goes where this is told, or where things are temporary.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copytree, ignore_patterns

ROOT = Path(__file__).parent.parent
FOLDERS, FILES = ("config", "workflow", "tests"), ("pyproject.toml",)
LEAST = 90.0


def undecorated(source: str) -> str:
    """The same module, with each decorator of a function applied below it, and no cache: one answer would hide all."""
    lines, tree = source.splitlines(), ast.parse(source)
    below: dict[int, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.decorator_list and not keeps_its_decorator(node):
            first = node.decorator_list[0].lineno
            lines[first - 1 : node.lineno - 1] = [""] * (node.lineno - first)
            applied = [name for one in node.decorator_list if (name := ast.unparse(one)) != "cache"]
            below[node.end_lineno or 0] = [f"{node.name} = {name}({node.name})" for name in reversed(applied)]
    placed = [[line, *below.get(n, [])] for n, line in enumerate(lines, 1)]
    return "\n".join(line for group in placed for line in group) + "\n"


def keeps_its_decorator(node: ast.FunctionDef) -> bool:
    """mutmut cannot stand in for a property; and `england` reads a file, which is too slow without its cache."""
    kept = ("property", "cached_property")
    return node.name == "england" or any(ast.unparse(one) in kept for one in node.decorator_list)


def prepare(place: Path) -> None:
    """The copy that mutmut works on."""
    for folder in FOLDERS:
        copytree(ROOT / folder, place / folder, ignore=ignore_patterns("__pycache__"), dirs_exist_ok=True)
    for name in FILES:
        (place / name).write_text((ROOT / name).read_text())
    for path in mutated(place):
        path.write_text(undecorated(path.read_text()))


def mutated(place: Path) -> list[Path]:
    """The modules that are changed, as pyproject.toml names them."""
    import tomllib

    settings = tomllib.loads((place / "pyproject.toml").read_text())["tool"]["mutmut"]
    return [place / name for name in settings["only_mutate"]]


def results(place: Path) -> dict[str, int]:
    """Every mutant by name, and the exit code of the tests: 0 means that they noticed nothing."""
    found: dict[str, int] = {}
    for path in mutated(place):
        meta = place / "mutants" / f"{path.relative_to(place)}.meta"
        found |= json.loads(meta.read_text())["exit_code_by_key"]
    return found


def main() -> int:
    """Run it, print what survived, and say whether that is few enough."""
    place = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="mutants-"))
    prepare(place)
    subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=place, check=True)
    found = results(place)
    survived = sorted(name for name, code in found.items() if code in (0, 33, None))
    score = 100 * (1 - len(survived) / len(found))
    for name in survived:
        print(f"Survived: {name}  (to see it: cd {place}; mutmut show {name})")  # noqa: T201  # it is a command
    print(f"{len(found) - len(survived)} of {len(found)} mutants killed: {score:.1f} percent.")  # noqa: T201  # as above
    return 0 if score >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
