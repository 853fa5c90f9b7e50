"""How are style sheets, scripts and pictures served? Under a name that changes with their content, packed once."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, abort, request

STATIC = Path(__file__).parent / "static"
FOR_A_YEAR = "public, max-age=31536000, immutable"
PACKED = (".css", ".js", ".svg")

assets = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: plain, and packed where that is worth it."""

    media_type: str
    plain: bytes
    packed: bytes | None


@cache
def held() -> dict[str, Asset]:
    """Every file of web/static, by its path; read once."""
    return {path.relative_to(STATIC).as_posix(): _read(path) for path in sorted(STATIC.rglob("*")) if path.is_file()}


def _read(path: Path) -> Asset:
    media_type = "text/javascript" if path.suffix == ".js" else guess_type(path.name)[0] or "application/octet-stream"
    plain = path.read_bytes()
    return Asset(media_type, plain, gzip.compress(plain, mtime=0) if path.suffix in PACKED else None)


@cache
def edition() -> str:
    """What all files together are: sixteen hexadecimal figures that change when any of them does."""
    digest = sha256()
    for name, asset in held().items():
        digest.update(name.encode() + asset.plain)
    return digest.hexdigest()[:16]


def asset(name: str) -> str:
    """Where a file is found."""
    return f"/static/{edition()}/{name}"


@assets.get("/static/<told>/<path:name>")
def file(told: str, name: str) -> Response:
    """One file, to be kept for a year: a changed one has another address."""
    found = held().get(name)
    if found is None or told != edition():
        abort(404)
    packed = found.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.packed if packed else found.plain, content_type=found.media_type)
    response.headers["Cache-Control"] = FOR_A_YEAR
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response
