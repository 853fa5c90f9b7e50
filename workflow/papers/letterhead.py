"""How do an authority's papers look: its name, logo, colour, contact line, and its own Word template if it has one?"""

from __future__ import annotations

from dataclasses import dataclass

COLOUR = "#1f4e79"


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture (PNG or JPEG), and what it shows, in words."""

    content: bytes
    media_type: str
    alt: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What an authority puts on its papers. `template`: a Word document of its own that the papers are written into."""

    name: str
    contact: str = ""
    colour: str = COLOUR
    logo: Logo | None = None
    template: bytes | None = None
