"""Who is the child or young person, and who is in their life?"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    String,
    Uuid,
    and_,
    column,
    false,
    func,
    insert,
    or_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from models.base import Base, Owned, new_id, table_of
from workflow import facts
from workflow.effects import TELLS_APART, details_of, with_reasons_of_their_own
from workflow.rules.request import NUMBERS

CONTACT_COLUMNS = (
    "relationship",
    "phone",
    "email",
    "parental_responsibility",
    "safe_to_contact",
    "may_be_told",
    "may_be_told_because",
)


class Person(Owned, Base):
    """A child or young person; `details` holds what is known beside the columns (address, language ...)."""

    __tablename__ = "person"
    __table_args__ = (
        Index(None, "authority_id", "search_name", postgresql_ops={"search_name": "varchar_pattern_ops"}),
        Index(
            "ix_person_given_name_begins",
            "authority_id",
            func.lower(column("given_name")).label("begins"),
            postgresql_ops={"begins": "text_pattern_ops"},
        ).ddl_if(dialect="postgresql"),
        Index(None, "authority_id", "date_of_birth"),
        Index(None, "authority_id", "upn"),
        Index(None, "authority_id", "nhs_number"),
        Index(None, "authority_id", "social_care_id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    given_name: Mapped[str | None] = mapped_column(String(100))
    family_name: Mapped[str | None] = mapped_column(String(100))
    search_name: Mapped[str] = mapped_column(String(201))
    date_of_birth: Mapped[date | None]
    year_group: Mapped[int | None]
    year_group_on: Mapped[date | None]
    upn: Mapped[str | None] = mapped_column(String(13))
    nhs_number: Mapped[str | None] = mapped_column(String(10))
    social_care_id: Mapped[str | None] = mapped_column(String(40))
    details: Mapped[dict[str, Any]]
    contacts: Mapped[list[Contact]] = relationship(
        lazy="raise",
        viewonly=True,
        order_by="Contact.position, Contact.name",
        foreign_keys="Contact.person_id",
        primaryjoin="and_(Person.authority_id == Contact.authority_id, Person.id == Contact.person_id)",
    )

    def as_facts(self) -> facts.Person:
        """The person as rules read them."""
        return facts.Person(
            given_name=self.given_name,
            family_name=self.family_name,
            born=self.date_of_birth,
            recorded_year=self.year_group,
            year_recorded_on=self.year_group_on,
            numbered=any(getattr(self, number) for number in NUMBERS),
            contacts=tuple(
                facts.Contact(c.name, c.relationship, c.safe_to_contact, c.may_be_told, c.may_be_told_because)
                for c in self.contacts
            ),
            details=self.details,
        )


class Contact(Owned, Base):
    """Somebody in the person's life, told apart by name."""

    __tablename__ = "contact"
    __table_args__ = (ForeignKeyConstraint(["authority_id", "person_id"], ["person.authority_id", "person.id"]),)

    person_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    search_name: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    relationship: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(200))
    parental_responsibility: Mapped[bool | None]
    safe_to_contact: Mapped[bool]
    may_be_told: Mapped[str | None] = mapped_column(String(20))
    may_be_told_because: Mapped[str | None] = mapped_column(String(500))


ADD = insert(table_of(Person))


def search_name(said: Mapping[str, Any]) -> str:
    """The name as it is searched: family name first, small letters."""
    return f"{said.get('family_name') or ''} {said.get('given_name') or ''}".strip().casefold()[:201]


def is_same(said: Mapping[str, Any]) -> ColumnElement[bool]:
    """Who this is, as far as it is said: anybody with one of these numbers, or with this name and date of birth."""
    same = [getattr(Person, number) == _kept(number, said[number]) for number in NUMBERS if said.get(number)]
    if said.get("given_name") and said.get("family_name") and said.get("date_of_birth"):
        born = _kept("date_of_birth", said["date_of_birth"])
        same.append((Person.search_name == search_name(said)) & (Person.date_of_birth == born))
    return or_(false(), *same)


def name_alone(said: Mapping[str, Any]) -> str | None:
    """The name as it is searched, of somebody of whom no more is said that would tell them from others."""
    more = any(said.get(code) for code in (*NUMBERS, "date_of_birth"))
    return None if more or not (said.get("given_name") and said.get("family_name")) else search_name(said)


def is_as_unknown(name: str) -> ColumnElement[bool]:
    """Somebody of that name of whom nothing else was ever said either, as when a list is sent again."""
    unsaid = (getattr(Person, code).is_(None) for code in (*NUMBERS, "date_of_birth"))
    return and_(Person.search_name == name, *unsaid)


def marks(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What tells a person from others, as far as it is said: each number, and the name with the date of birth."""
    made = [(number, str(_kept(number, said[number]))) for number in NUMBERS if said.get(number)]
    if said.get("given_name") and said.get("family_name") and said.get("date_of_birth"):
        made.append((f"born {said['date_of_birth']}", search_name(said)))
    return made


def named(person: Person) -> dict[str, str]:
    """What tells this person from others, as a step says it: name, date of birth and numbers, where they are known."""
    kept = {code: getattr(person, code) for code in ("given_name", "family_name", "date_of_birth", *NUMBERS)}
    return {code: str(value) for code, value in kept.items() if value}


def matching(words: str, person: Any) -> list[ColumnElement[bool]]:
    """Whom these words may mean: a number, a date of birth or the beginning of a name."""
    number = words.replace(" ", "")
    found: list[ColumnElement[bool]] = [
        person.upn == number.upper(),
        person.nhs_number == number,
        person.social_care_id == words,
        person.search_name.startswith(words.casefold(), autoescape=True),
        func.lower(person.given_name).startswith(words.casefold(), autoescape=True),
    ]
    given, _, family = words.casefold().partition(" ")
    if family:
        found.append(person.search_name.startswith(f"{family} {given}", autoescape=True))
    with suppress(ValueError):
        found.append(person.date_of_birth == date.fromisoformat(words))
    return found


def _kept(column: str, value: Any) -> Any:
    if column == "date_of_birth" and isinstance(value, str):
        return date.fromisoformat(value)
    return value.replace(" ", "") if column == "nhs_number" else value


def _columns(said: Mapping[str, Any], on: date) -> dict[str, Any]:
    made = {column: _kept(column, said[column]) for column in TELLS_APART if column in said}
    if "year_group" in said:
        made["year_group_on"] = on
    return made


def add(session: Session, authority_id: int, said: Mapping[str, Any], on: date) -> UUID:
    """A new person, with their contacts."""
    key = new_id()
    row: dict[str, Any] = dict.fromkeys((*TELLS_APART, "year_group_on")) | _columns(said, on)
    row |= {"authority_id": authority_id, "id": key, "search_name": search_name(said), "details": details_of(said)}
    session.execute(ADD, [row])
    _keep_contacts(session, authority_id, key, said.get("contacts", ()), {})
    return key


def put_right(session: Session, person: Person, said: Mapping[str, Any], on: date) -> None:
    """What a step says of a person, kept; the record holds what was there before."""
    said = with_reasons_of_their_own(person.as_facts(), said, on)
    columns, details = _columns(said, on), details_of(said)
    if columns or details:
        name = {column: getattr(person, column) for column in ("given_name", "family_name")} | columns
        for column, value in columns.items():
            set_committed_value(person, column, value)
        set_committed_value(person, "details", {**person.details, **details})
        columns |= {"search_name": search_name(name), "details": person.details}
        key = (Person.authority_id == person.authority_id, Person.id == person.id)
        told_above = {"synchronize_session": False}  # else every person of the session is looked at, for each of a list
        session.execute(update(Person).where(*key).values(columns), execution_options=told_above)
    known = {contact.search_name: contact for contact in person.contacts}
    rows = _keep_contacts(session, person.authority_id, person.id, said.get("contacts", ()), known)
    now = {contact.search_name: contact for contact in person.contacts} | {r["search_name"]: Contact(**r) for r in rows}
    set_committed_value(person, "contacts", sorted(now.values(), key=lambda contact: (contact.position, contact.name)))


def _keep_contacts(
    session: Session, authority_id: int, person_id: UUID, given: Any, known: Mapping[str, Contact]
) -> list[dict[str, Any]]:
    """Add or put right contacts, in one statement; gives the rows as they now are."""
    if not given:
        return []
    rows: list[dict[str, Any]] = []
    for said in {contact["name"].casefold(): contact for contact in given}.values():
        key = said["name"].casefold()
        before = known.get(key)
        old = {column: getattr(before, column, None) for column in CONTACT_COLUMNS}
        old["safe_to_contact"] = before.safe_to_contact if before else True
        rows.append(
            {"authority_id": authority_id, "person_id": person_id, "search_name": key, "name": said["name"]}
            | {"position": before.position if before else len(known) + len(rows)}
            | old
            | {column: said[column] for column in CONTACT_COLUMNS if column in said}
        )
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    adding = dialect.insert(table_of(Contact))
    changed = {column: adding.excluded[column] for column in ("name", *CONTACT_COLUMNS)}
    key_columns = ["authority_id", "person_id", "search_name"]
    session.execute(adding.on_conflict_do_update(index_elements=key_columns, set_=changed), rows)
    return rows
