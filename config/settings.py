"""How is this deployment set up? Typed settings from the environment, with defaults that suit production."""

from __future__ import annotations

import os
import re
import secrets
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

INSTANCE = Path(__file__).parent.parent / "instance"
KEY_BYTES = 32
PRIVATE_FOLDER = 0o700
MB = 1024 * 1024
BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[\w./-]*)?\Z", re.ASCII)
TAKES_DATABASE = "ADVICE_DATABASE_URL takes sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE."
HOST = re.compile(r"[a-z0-9.-]{1,253}\Z", re.ASCII)
ISSUER = re.compile(r"https://[^\s?#@]+\Z|http://(?:127\.0\.0\.1|localhost)(?::\d+)?(?:/[^\s?#]*)?\Z", re.ASCII)
CLAIM = re.compile(r"[A-Za-z0-9_.:/-]{1,100}\Z", re.ASCII)
NAMED_KEY = re.compile(r"([A-Za-z0-9_-]{1,40}):([0-9a-fA-F]{64})\Z")


class BadSettings(Exception):
    """A setting is missing or wrong; the message names it and says what it takes."""


@dataclass(frozen=True, slots=True)
class SignOn:
    """The council's own sign-on, by OpenID Connect.

    `email`: the claim that says which of our people somebody is, when they first come. `context`: the way of signing in
    (acr, such as with a second factor) that is asked for and must have been used; empty: whatever the sign-on asks for.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    email: str = "email"
    context: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Explained in docs/operations.md. `record_keys`: the named keys of the record, the writing one first."""

    database_url: str
    secret_key: str = field(repr=False)
    record_keys: tuple[tuple[str, bytes], ...] = field(repr=False)
    demonstration: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = 8
    metrics_token: str | None = field(default=None, repr=False)
    body_limit: int = 4 * MB
    documents: str = str(INSTANCE / "documents")
    checkpoints: Path = INSTANCE / "checkpoints"
    largest_document: int = 20 * MB
    scan_command: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    sign_on: SignOn | None = None


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. In demonstration mode secrets are made on first start, kept beside the database.

    Raises BadSettings naming the variable and what it takes.
    """
    demonstration = _yes(environment, "ADVICE_DEMONSTRATION")
    instance = Path(environment.get("ADVICE_INSTANCE", INSTANCE))
    address = database(environment.get("ADVICE_DATABASE_URL") or f"sqlite:///{instance / 'advice.db'}")
    secret, keys = environment.get("ADVICE_SECRET_KEY"), environment.get("ADVICE_RECORD_KEYS")
    if demonstration:
        secret = secret or _kept(instance / "secret.key")
        keys = keys or f"demonstration:{_kept(instance / 'record.key')}"
    if not secret or len(secret) < KEY_BYTES:
        raise BadSettings(f"Set ADVICE_SECRET_KEY to a secret of at least {KEY_BYTES} characters.")
    return Settings(
        database_url=address,
        secret_key=secret,
        record_keys=_keys(keys),
        demonstration=demonstration,
        host=environment.get("ADVICE_HOST", "127.0.0.1"),
        port=_number(environment, "ADVICE_PORT", 8000, 1, 65535),
        workers=_number(environment, "ADVICE_WORKERS", 1, 1, 64),
        threads=_number(environment, "ADVICE_THREADS", 8, 1, 64),
        metrics_token=environment.get("ADVICE_METRICS_TOKEN") or None,
        documents=_documents(environment.get("ADVICE_DOCUMENTS") or str(instance / "documents")),
        checkpoints=Path(environment.get("ADVICE_CHECKPOINTS") or instance / "checkpoints"),
        largest_document=_number(environment, "ADVICE_DOCUMENT_MB", 20, 1, 200) * MB,
        scan_command=_command(environment.get("ADVICE_SCAN_COMMAND", "")),
        hosts=_hosts(environment.get("ADVICE_HOSTS", "")),
        sign_on=None if demonstration else _sign_on(environment),
    )


def database(written: str) -> str:
    """The address of the database, checked without saying it (it may hold a password); SQLite's folder is made."""
    try:
        url = make_url(written)
    except (ArgumentError, ValueError):
        raise BadSettings(TAKES_DATABASE) from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise BadSettings(TAKES_DATABASE)
    if url.get_backend_name() == "sqlite" and url.database:
        folder = Path(url.database).parent
        try:
            folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        except OSError as wrong:
            raise BadSettings(f"ADVICE_DATABASE_URL: {folder} cannot be made a folder: {wrong.strerror}.") from wrong
    return written


def _documents(written: str) -> str:
    """Where documents are kept: a folder, which is made when the first comes, or a bucket."""
    if "://" in written:
        if not BUCKET.match(written):
            raise BadSettings("ADVICE_DOCUMENTS takes a folder, or s3://BUCKET/PREFIX.")
        return written
    if Path(written).exists() and not Path(written).is_dir():
        raise BadSettings(f"ADVICE_DOCUMENTS: {written} is not a folder.")
    return written


def _command(written: str) -> tuple[str, ...]:
    """A command and its arguments, as a shell would read them, run without one."""
    try:
        command = tuple(shlex.split(written))
    except ValueError as wrong:
        raise BadSettings(f"ADVICE_SCAN_COMMAND cannot be read as a command: {wrong}.") from wrong
    if command and shutil.which(command[0]) is None:
        raise BadSettings(f"ADVICE_SCAN_COMMAND: there is no program {command[0]}.")
    return command


def _hosts(written: str) -> tuple[str, ...]:
    """The names by which the service is called, with commas between; none means that any will do."""
    names = tuple(name.strip().lower() for name in written.split(",") if name.strip())
    wrong = [name for name in names if not HOST.match(name)]
    if wrong:
        raise BadSettings(f"ADVICE_HOSTS takes names of hosts with commas between, not {wrong[0]!r}.")
    return names


def _sign_on(environment: Mapping[str, str]) -> SignOn | None:
    """The council's sign-on, if it is set up: then with its issuer, our name at it and the secret between both."""
    issuer = environment.get("ADVICE_SIGN_ON_ISSUER", "")
    client, secret = environment.get("ADVICE_SIGN_ON_CLIENT", ""), environment.get("ADVICE_SIGN_ON_SECRET", "")
    if not issuer and not client and not secret:
        return None
    if not ISSUER.match(issuer):
        raise BadSettings("ADVICE_SIGN_ON_ISSUER takes the address of an OpenID Connect issuer, https://...")
    if not client or not secret:
        raise BadSettings("Set ADVICE_SIGN_ON_CLIENT and ADVICE_SIGN_ON_SECRET with ADVICE_SIGN_ON_ISSUER.")
    email = environment.get("ADVICE_SIGN_ON_EMAIL") or "email"
    if not CLAIM.match(email):
        raise BadSettings(f"ADVICE_SIGN_ON_EMAIL takes the name of a claim, not {email!r}.")
    return SignOn(issuer, client, secret, email, environment.get("ADVICE_SIGN_ON_CONTEXT", ""))


def _yes(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "0")
    if value not in ("0", "1"):
        raise BadSettings(f"{name} takes 1 or 0, not {value!r}.")
    return value == "1"


def _number(environment: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    value = environment.get(name, str(usual))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise BadSettings(f"{name} takes a number from {least} to {most}, not {value!r}.")
    return int(value)


def _keys(written: str | None) -> tuple[tuple[str, bytes], ...]:
    """Named keys, as `name:64 hexadecimal figures`, with commas between; the first writes, the others still verify."""
    found = [NAMED_KEY.match(one.strip()) for one in (written or "").split(",")]
    if not all(found):
        raise BadSettings("Set ADVICE_RECORD_KEYS to name:key, a key being 64 hexadecimal figures; commas between.")
    keys = tuple((match[1], bytes.fromhex(match[2])) for match in found if match)
    if len(dict(keys)) < len(keys):
        raise BadSettings("ADVICE_RECORD_KEYS names a key twice: give each key a name of its own.")
    return keys


def _kept(path: Path) -> str:
    """A secret made on first use, that only its owner can read."""
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(KEY_BYTES))
    except FileExistsError:
        pass
    return path.read_text().strip()
