"""By which line does section K of the plan name a piece of advice?"""

from __future__ import annotations

from datetime import date


def named(reference: str, version: int, by: tuple[str | None, ...], issued_on: date) -> str:
    """What it is, by whom (name, role if they said one, team, authority), on what day."""
    whom = ", ".join(part for part in by if part)
    day = f"{issued_on.day} {issued_on:%B %Y}"
    return f"Social care advice {reference}, version {version}, by {whom}, issued on {day}"
