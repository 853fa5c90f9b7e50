"""Is every picture of the documents there, said in words, drawn by a script, used, and light enough to be kept?"""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
SHORTEST, LIGHT, HEAD = 40, 2_000_000, b"\x89PNG\r\n\x1a\n"


def shown() -> dict[Path, str]:
    """Every picture that a document shows, with its text."""
    pages = sorted(DOCS.rglob("*.md"))
    return {(page.parent / path).resolve(): text for page in pages for text, path in PICTURE.findall(page.read_text())}


def test_every_picture_that_is_shown_is_there_and_every_one_that_is_there_is_shown() -> None:
    kept = {path.resolve() for path in DOCS.rglob("*") if path.suffix in (".png", ".jpg", ".svg", ".gif")}
    assert kept
    assert set(shown()) == kept
    assert all(path.read_bytes().startswith(HEAD) for path in kept)


def test_every_picture_says_in_words_what_it_shows() -> None:
    short = {path.name: text for path, text in shown().items() if len(text) < SHORTEST}
    assert not short, f"Say what these show, to whoever does not see them: {short}"


def test_the_pictures_of_the_tour_are_light_and_drawn_by_its_script() -> None:
    pictures = sorted((DOCS / "tour").glob("*.png"))
    drawn = re.findall(r'picture\(page, "([\w-]+)"', (DOCS / "tour" / "draw.py").read_text())
    assert [path.stem for path in pictures] == sorted(drawn)
    assert 0 < sum(path.stat().st_size for path in pictures) < LIGHT
