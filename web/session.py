"""Who is signed in at this browser, for how long, and what becomes of a form that is sent after that?"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, url_for
from flask import session as cookie

from config import clock

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)  # standards.md 3.1, row 26
WHO, BEGAN, SEEN, WAS, SAID, SENT = "who", "began", "seen", "was", "said", "sent"
TYPED_BY = "typed_by"  # the field that tells, of a form that waits in another window, whose it is
ELSEWHERE = "elsewhere"  # where to go on to when a form waits in another window
KEPT = "kept."  # the names of the fields that carry a form over the signing in
MOST_KEPT = 2000


class SignedOut(Exception):
    """Nobody is signed in, or no longer: whoever it is signs in, and goes on where they were."""


def begin(email: str) -> None:
    """Somebody signed in: a new session, with nothing of an older one in it."""
    cookie.clear()
    now = clock.now().timestamp()
    cookie.update({WHO: email, BEGAN: now, SEEN: now})


def end() -> None:
    """Nobody is signed in at this browser any more; whose session it was can be told again, but not read."""
    was = whose()
    cookie.clear()
    if was:
        cookie[WAS] = was


def has_ended() -> bool:
    """Whether somebody was signed in at this browser before, and is no longer."""
    return bool(whose()) and signed_in_as() is None


def whose() -> str:
    """A mark of whoever is or was signed in at this browser, that says nothing of them; empty if nobody was."""
    return mark(str(cookie[WHO])) if WHO in cookie else str(cookie.get(WAS, ""))


def mark(email: str) -> str:
    """The mark of a person: the same for the same, and no way back to their address."""
    return hmac.digest(str(current_app.secret_key).encode(), f"whose {email}".encode(), "sha256").hex()


def signed_in_as() -> str | None:
    """Whose session this is; None when there is none, or it has ended."""
    now, seen, began = clock.now().timestamp(), cookie.get(SEEN), cookie.get(BEGAN)
    if not isinstance(seen, int | float) or not isinstance(began, int | float):
        return None
    if now - seen > IDLE.total_seconds() or now - began > LONGEST.total_seconds():
        return None
    cookie[SEEN] = now
    return str(cookie[WHO])


def began() -> datetime:
    """When whoever is signed in here signed in."""
    return datetime.fromtimestamp(cookie[BEGAN], UTC)


def is_of_another(email: str) -> bool:
    """Whether the session that has ended here was somebody else's, whose words are not shown to the next."""
    return whose() not in ("", mark(email))


def typed_by() -> str:
    """The mark of whoever typed the form that was sent: as it says itself, or of whose session ended here."""
    return request.form.get(TYPED_BY) or whose()


def came_from_us() -> bool:
    """Whether a page of ours sent the form: another site's words are not shown to anybody as their own."""
    return urlsplit(request.headers.get("Origin") or request.referrer or "").netloc == request.host


def is_typed_by_another(email: str) -> bool:
    """Whether the form that was sent says that somebody else typed it, before their session ended."""
    return request.form.get(TYPED_BY, "") not in ("", mark(email))


def sent() -> list[tuple[str, str]]:
    """The form that was sent, without the tokens that belong to the session that has ended."""
    found = [pair for pair in request.form.items(multi=True) if pair[0] not in ("csrf_token", "once", TYPED_BY)]
    return found[:MOST_KEPT]


def own_address(address: str | None) -> str:
    """An address to go on to after signing in, if it is one of ours; else the first page."""
    ours = address and address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if address and ours and address.isprintable() else url_for("home.home")


def say(sentence: str) -> None:
    """Something to say on the next page."""
    cookie[SAID] = sentence


def said() -> Any:
    """What the last step left to be said, once."""
    return cookie.pop(SAID, None)


def left_to_say() -> dict[str, Any]:
    """What is to be said, and told the browser, on the next page."""
    return {name: cookie[name] for name in (SAID, SENT) if name in cookie}


def say_again(left: Mapping[str, Any]) -> None:
    """The same once more: the page that should have said it never came up."""
    cookie.update({name: left[name] for name in (SAID, SENT) if name in left})


def mark_sent(form: str) -> None:
    """Tell the browser, on the next page, that it need keep no copy of a form any more."""
    cookie[SENT] = form


def sent_form() -> Any:
    """The form that was sent last, once."""
    return cookie.pop(SENT, None)
