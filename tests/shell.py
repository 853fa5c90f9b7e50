"""A shell in which the command line is tried: the settings of a deployment of its own, and what a command said."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from sqlalchemy import text

import cli
from app import create_app, storage
from config.authorities import AUTHORITIES
from config.settings import from_environment
from tests.place import Person, Place

KEY = "ab" * 32


class Shell:
    """A shell with the settings of a deployment; `of` changes them (None takes one away)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = {
            "ADVICE_DATABASE_URL": f"sqlite:///{folder / 'advice.db'}",
            "ADVICE_SECRET_KEY": "s" * 32,
            "ADVICE_RECORD_KEYS": f"first:{KEY}",
            "ADVICE_INSTANCE": str(folder / "instance"),
            "ADVICE_DEMONSTRATION": "0",
        }

    def run(self, *words: str, **of: str | None) -> Result:
        result = CliRunner().invoke(cli.main, list(words), env={**self.settings, **of})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def does(self, *words: str, **of: str | None) -> str:
        """What a command prints that must succeed."""
        result = self.run(*words, **of)
        assert result.exit_code == 0, result.output
        return result.output

    def refuses(self, *words: str, **of: str | None) -> str:
        """What a command says, in plain words, that must fail."""
        result = self.run(*words, **of)
        assert result.exit_code == 1, result.output
        assert "Traceback" not in result.output
        assert result.stderr.startswith(("Error: ", "Usage: ")), result.output
        return result.stderr

    def kept(self, statement: str) -> list[Any]:
        """What the database says, in the first column."""
        with storage(from_environment(self.settings)).engine.begin() as connection:
            return list(connection.execute(text(statement)).scalars())

    def served(self, token: str) -> Place:
        """Northmere as the one person of that token calls it."""
        app = create_app(from_environment(self.settings))
        app.testing = True
        return Place(app, "northmere", 1, {"ana": Person("ana", "a@b.example", token, ())})

    def file(self, text: str) -> str:
        """The path of a file with this text, beside the logo and the template that ship."""
        path = self.folder / "authority.yaml"
        for beside in (*AUTHORITIES.glob("*.png"), *AUTHORITIES.glob("*.docx")):
            shutil.copy(beside, self.folder)
        path.write_text(text)
        return str(path)
