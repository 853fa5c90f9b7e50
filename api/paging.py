"""How does a list go on to its next page? By a signed cursor that says where this one ended."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from api.errors import Invalid

NOT_OURS = "Use the link to the next page as it was given."


def next_page(**changed: Any) -> dict[str, str]:
    """The header with an RFC 8288 link to the next page: this call with these parameters changed."""
    return {"Link": f'<{request.path}?{urlencode({**request.args.to_dict(), **changed})}>; rel="next"'}


def cursor(of: str, *place: Any) -> str:
    """Where a page of this list ended, signed."""
    return str(_cursors(of).dumps([str(part) for part in place]))


def place(of: str, given: str, *parts: Any) -> tuple[Any, ...]:
    """Where the page before ended, each part read by its reader. Raises Invalid for a cursor that we did not give."""
    try:
        said = _cursors(of).loads(given)
        return tuple(read(one) for read, one in zip(parts, said, strict=True))
    except (BadSignature, ValueError, TypeError) as wrong:
        raise Invalid({"cursor": [NOT_OURS]}) from wrong


def _cursors(of: str) -> URLSafeSerializer:
    """Cursors are signed for one list: one that we did not give is refused, and none can be made by hand."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"cursor of {of}")
