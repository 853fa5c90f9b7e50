"""Who is the child or young person, and who is in their life?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKeyConstraint, Index, String, Uuid, bindparam, case, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from models.base import Base, Owned, new_id, table_of
from workflow import facts
from workflow.naming import LONGEST, searched_by
from workflow.persons import TELLS_APART, details_of, named_anew, with_reasons_of_their_own
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
LONGEST_OF_CONTACTS = 200  # characters by which two contacts are told apart


class Person(Owned, Base):
    """A child or young person; `details` holds what is known beside the columns (address, language ...)."""

    __tablename__ = "person"
    __table_args__ = (
        Index(None, "authority_id", "search_name", postgresql_ops={"search_name": "varchar_pattern_ops"}),
        Index(None, "authority_id", "search_given", postgresql_ops={"search_given": "varchar_pattern_ops"}),
        Index(None, "authority_id", "date_of_birth"),
        Index(None, "authority_id", "upn"),
        Index(None, "authority_id", "nhs_number"),
        Index(None, "authority_id", "social_care_id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    given_name: Mapped[str | None] = mapped_column(String(100))
    family_name: Mapped[str | None] = mapped_column(String(100))
    search_name: Mapped[str] = mapped_column(String(LONGEST))
    search_given: Mapped[str] = mapped_column(String(LONGEST))
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
    search_name: Mapped[str] = mapped_column(String(LONGEST_OF_CONTACTS), primary_key=True)
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


def as_kept(column: str, value: Any) -> Any:
    """What is said of a person, as its column keeps it."""
    if column == "date_of_birth" and isinstance(value, str):
        return date.fromisoformat(value)
    return value.replace(" ", "") if column == "nhs_number" else value


def _columns(said: Mapping[str, Any], on: date) -> dict[str, Any]:
    made = {column: as_kept(column, said[column]) for column in TELLS_APART if column in said}
    if "year_group" in said:
        made["year_group_on"] = on
    return made


def add(session: Session, authority_id: int, said: Mapping[str, Any], on: date) -> UUID:
    """A new person, with their contacts."""
    key = new_id()
    row: dict[str, Any] = dict.fromkeys((*TELLS_APART, "year_group_on")) | _columns(said, on)
    row |= {"authority_id": authority_id, "id": key, "details": details_of(said), **searched_by(said)}
    session.execute(ADD, [row])
    _keep_contacts(session, authority_id, key, said.get("contacts", ()), {})
    return key


def put_right(session: Session, person: Person, said: Mapping[str, Any], on: date) -> None:
    """What a step says of a person, kept; the record holds what was there before.

    This unit of work has locked the person; of contacts it writes only what is said, since it read them before that.
    """
    said = with_reasons_of_their_own(person.as_facts(), said, on)
    columns, details = _columns(said, on), details_of(said)
    if columns or details:
        name = {column: getattr(person, column) for column in ("given_name", "family_name")} | columns
        for column, value in columns.items():
            set_committed_value(person, column, value)
        set_committed_value(person, "details", {**person.details, **details})
        columns |= {"details": person.details, **searched_by(name)}
        key = (Person.authority_id == person.authority_id, Person.id == person.id)
        told_above = {"synchronize_session": False}  # else every person of the session is looked at, for each of a list
        session.execute(update(Person).where(*key).values(columns), execution_options=told_above)
    known = _named_anew(session, person, said)
    rows = _keep_contacts(session, person.authority_id, person.id, said.get("contacts", ()), known)
    now = known | {row["search_name"]: Contact(**row) for row in rows}
    set_committed_value(person, "contacts", sorted(now.values(), key=lambda contact: (contact.position, contact.name)))


def _named_anew(session: Session, person: Person, said: Mapping[str, Any]) -> dict[str, Contact]:
    """The contacts by what tells them apart, once those whose name was wrong are known by the right one."""
    known = {contact.search_name: contact for contact in person.contacts}
    named = {new[:LONGEST_OF_CONTACTS]: old for new, old in named_anew(said, known).items()}
    if named:
        whose = {"owner": person.authority_id, "person": person.id}
        session.execute(NAME_ANEW, [{**whose, "old": old, "new": new} for new, old in named.items()])
    had = {old: new for new, old in named.items()}
    return {had.get(key, key): contact for key, contact in known.items()}


def _keep_contacts(
    session: Session, authority_id: int, person_id: UUID, given: Any, known: Mapping[str, Contact]
) -> list[dict[str, Any]]:
    """Add or put right contacts, in one statement; gives the rows as they now are."""
    if not given:
        return []
    rows: list[dict[str, Any]] = []
    each = {contact["name"].casefold()[:LONGEST_OF_CONTACTS]: contact for contact in given}
    for key, said in each.items():
        before = known.get(key)
        old = {column: getattr(before, column, None) for column in CONTACT_COLUMNS}
        old["safe_to_contact"] = before.safe_to_contact if before else True
        rows.append(
            {"authority_id": authority_id, "person_id": person_id, "search_name": key, "name": said["name"]}
            | {"position": before.position if before else len(known) + len(rows)}
            | old
            | {column: said[column] for column in CONTACT_COLUMNS if column in said}
        )
    says = [{f"says_{column}": column in said for column in CONTACT_COLUMNS} for said in each.values()]
    keep = KEEP_CONTACTS[session.get_bind().dialect.name]
    session.execute(keep, [row | which for row, which in zip(rows, says, strict=True)])
    return rows


def _keeping(dialect: Any) -> Any:
    """The statement that adds a contact, or changes of one what is said: of two at once, neither undoes the other's."""
    adding, contact = dialect.insert(table_of(Contact)), table_of(Contact).c
    said = {
        column: case((bindparam(f"says_{column}", type_=Boolean), adding.excluded[column]), else_=contact[column])
        for column in CONTACT_COLUMNS
    }
    key = ["authority_id", "person_id", "search_name"]
    return adding.on_conflict_do_update(index_elements=key, set_={"name": adding.excluded.name, **said})


NAME_ANEW = (
    update(table_of(Contact))
    .where(
        table_of(Contact).c.authority_id == bindparam("owner"),
        table_of(Contact).c.person_id == bindparam("person"),
        table_of(Contact).c.search_name == bindparam("old"),
    )
    .values(search_name=bindparam("new"))
)
KEEP_CONTACTS = {"postgresql": _keeping(postgresql), "sqlite": _keeping(sqlite)}
