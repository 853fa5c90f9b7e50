"""What may an authority's file say of how its papers look?"""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from config.faults import Strict

READABLE = 4.5  # the least contrast of text with what is behind it (WCAG 2.2, success criterion 1.4.3)
PICTURE, WORD = r"[\w-]{1,80}\.(?:png|jpe?g)\Z", r"[\w-]{1,80}\.docx\Z"


class LogoSchema(Strict):
    """A picture beside the file, and what it shows."""

    file = fields.Str(
        required=True, validate=validate.Regexp(PICTURE, error="Name a .png or .jpg file beside this one.")
    )
    alt = fields.Str(required=True, validate=validate.Length(3, 150))


class TemplateSchema(Strict):
    """A Word document beside the file, into which advice is written."""

    file = fields.Str(required=True, validate=validate.Regexp(WORD, error="Name a .docx file beside this one."))


class DocumentsSchema(Strict):
    """How its papers look."""

    name = fields.Str(validate=validate.Length(1, 120))
    contact = fields.Str(validate=validate.Length(1, 200))
    adults_contact = fields.Str(validate=validate.Length(1, 200))
    colour = fields.Str(validate=validate.Regexp(r"#[0-9a-fA-F]{6}\Z", error="Write the colour as #1f4e79."))
    logo = fields.Nested(LogoSchema)
    template = fields.Nested(TemplateSchema)

    @validates_schema(skip_on_field_errors=True)
    def _can_be_read(self, data: dict[str, Any], **_: Any) -> None:
        if "colour" in data and (found := contrast(data["colour"])) < READABLE:
            said = f"Headings in this colour are too pale on white: {found:.1f} to 1, and {READABLE} is the least."
            raise ValidationError(said, "colour")


def contrast(colour: str) -> float:
    """The contrast of a colour (#rrggbb) with white (WCAG 2.2)."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    light = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)
