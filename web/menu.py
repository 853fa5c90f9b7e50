"""Which pages does the menu lead to, for this person?"""

from __future__ import annotations

from typing import Any

from flask import request, url_for


def menu() -> list[dict[str, Any]]:
    """The first pages of each family, the one that is open marked."""
    here = request.path
    entries = [("Your work", url_for("home.home")), ("How this works", url_for("help_pages.index"))]
    return [{"text": text, "href": address, "current": here == address} for text, address in entries]
