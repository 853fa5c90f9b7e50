"""Which logo and which Word template has an authority? Kept in the database, so that no process needs a shared disk."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from config.authorities import Authority
from models.base import Base, Owned
from workflow.papers.characters import one_line
from workflow.papers.letterhead import Letterhead, Logo

LOGO, TEMPLATE = "logo", "template"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class LetterheadPart(Owned, Base):
    """A file of an authority's letterhead: its logo, or its template."""

    __tablename__ = "letterhead_part"

    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes] = mapped_column(LargeBinary)


def keep(session: Session, authority_id: int, checked: Letterhead) -> None:
    """Keep the files of a letterhead that was checked, in the place of those that were there."""
    session.execute(delete(LetterheadPart).where(LetterheadPart.authority_id == authority_id))
    if checked.logo:
        logo = checked.logo
        session.add(
            LetterheadPart(authority_id=authority_id, part=LOGO, media_type=logo.media_type, content=logo.content)
        )
    if checked.template:
        session.add(LetterheadPart(authority_id=authority_id, part=TEMPLATE, media_type=WORD, content=checked.template))
    session.flush()


def letterhead(session: Session, authority_id: int, held: Authority, service: str) -> Letterhead:
    """How the papers of an authority look; adults' social care may have a contact line of its own."""
    documents = held.documents
    own = documents.adults_contact if service == "adults" else ""
    parts: dict[str, LetterheadPart] = {}
    if documents.logo or documents.template:
        mine = select(LetterheadPart).where(LetterheadPart.authority_id == authority_id)
        parts = {row.part: row for row in session.scalars(mine)}
    logo, template = parts.get(LOGO), parts.get(TEMPLATE)
    return Letterhead(
        name=one_line(documents.name or held.name),
        contact=one_line(own or documents.contact),
        colour=documents.colour,
        logo=Logo(logo.content, logo.media_type, one_line(documents.logo["alt"])) if logo and documents.logo else None,
        template=template.content if template and documents.template else None,
    )
