"""How is a day written for people to read?"""

from __future__ import annotations

from datetime import date


def words(day: date) -> str:
    """Monday 2 March 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"
