"""May the logo and the template beside an authority's file be used? Each is tried before it is taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image

from config.faults import BadFile, Fault, read
from workflow.papers import example, pdf
from workflow.papers.advice import paper
from workflow.papers.characters import one_line
from workflow.papers.letterhead import COLOUR, Letterhead, Logo
from workflow.papers.own_template import LARGEST, BadTemplate, checked

PICTURES = {"image/png", "image/jpeg"}
LARGEST_LOGO, MOST_DOTS = 200_000, 2_000
UNREADABLE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)


class BadLogo(Exception):
    """The picture cannot be used; the message says why."""


def beside(file: Path, held: Mapping[str, Any]) -> Letterhead:
    """The letterhead that an authority's checked file speaks of, its logo and template read from beside the file.

    Raises BadFile, naming the line, when one of them is not there or cannot be used.
    """
    said = held["documents"]
    name, contact = one_line(said.get("name", held["name"])), one_line(said.get("contact"))
    letterhead = Letterhead(name, contact, said.get("colour", COLOUR))
    try:
        part = "logo"
        if "logo" in said:
            content = _content(file, said["logo"]["file"], LARGEST_LOGO)
            letterhead = replace(letterhead, logo=_logo(content, one_line(said["logo"]["alt"]), letterhead))
        part = "template"
        if "template" in said:
            content = _content(file, said["template"]["file"], LARGEST)
            checked(paper(example.advice(letterhead)), content)
            letterhead = replace(letterhead, template=content)
    except (BadLogo, BadTemplate) as wrong:
        line = read(file.read_text(encoding="utf-8"), file.name)[1]["documents", part]
        raise BadFile(file.name, [Fault(line, f"documents.{part}", f"{said[part]['file']}: {wrong}")]) from wrong
    return letterhead


def _content(file: Path, name: str, largest: int) -> bytes:
    there = file.with_name(name)
    if not there.is_file():
        raise BadLogo(f"There is no such file beside {file.name}.")
    if there.stat().st_size > largest:
        raise BadLogo(f"It is larger than {largest // 1000:,} kB.")
    return there.read_bytes()


def _logo(content: bytes, alt: str, letterhead: Letterhead) -> Logo:
    """The picture, once a paper has been drawn with it."""
    try:
        picture = Image.from_file(BytesIO(content))
    except UNREADABLE as wrong:
        raise BadLogo("It is no PNG or JPEG picture.") from wrong
    if picture.content_type not in PICTURES:
        raise BadLogo("It is no PNG or JPEG picture.")
    if max(picture.px_width, picture.px_height) > MOST_DOTS:
        raise BadLogo(f"It is more than {MOST_DOTS:,} dots wide or high.")
    logo = Logo(content, picture.content_type, alt)
    try:
        pdf.draw(paper(example.advice(replace(letterhead, logo=logo))))
    except pdf.NotDrawn as wrong:
        raise BadLogo("The picture is damaged.") from wrong
    return logo
