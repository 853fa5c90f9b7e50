"""How is an authority given a million requests? The demonstration's stories are copied by the database itself.

Every copy has a person, colleagues and days of its own. One in ten is open, near today, but never more than 20,000, for
England has no more at once; the rest are over, and go back six years. That is more work than any authority has, since
a large one is asked for some five thousand a year.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Connection, Date, DateTime, Table, text

from models import schema
from models.review import Review

MOST_OPEN, OPEN_SHARE, SHIFTS = 20_000, 10, 6
PER_REVIEW, WAITING_SHARE = 100, 10  # requests to each copy of an annual review; how many of those copies wait
FIRST = "0."  # how the e-mail address begins of the one of each colleague's copies who is looked at
USERS = ("member_id", "reviewer_id", "requester_id", "actor_id", "author_id", "saved_by", "added_by", "listed_by")
OF_A_REQUEST = (
    "request",
    "event",
    "answer",
    "draft",
    "submission",
    "advice_version",
    "assessment",
    "referral",
    "document",
)
OF_A_PERSON = ("person", "contact")
GIVEN = "Ash Bay Clover Dunnock Elm Finch Gale Heath Ivy Jay Kestrel Larkspur Mallow Nettle Olive Pipit Quince Rook Sedge Teal"
BEGINS = (
    "Any Demo Draft Example Fable Fict Imagin Mock Model Notion Nowher Pattern Placehol Sample Stencil Such Test Trial"
)
ENDS = "by combe dale field ford ham hurst ley ridge shaw stead stone thorpe ton toft wade well wick wold worth"

COLLEAGUES = """
INSERT INTO user_account (authority_id, id, email, name, active)
SELECT authority_id, {of}, n || '.' || email, name || ' ' || n, active
FROM user_account, generate_series(0, :shifts - 1) n WHERE authority_id = :authority
"""
MEMBERSHIPS = """
INSERT INTO membership (authority_id, user_id, team, role)
SELECT m.authority_id, {of}, m.team, m.role
FROM membership m, generate_series(0, :shifts - 1) n WHERE m.authority_id = :authority
"""
COPIES = """
CREATE TEMP TABLE copied AS
SELECT *, row_number() OVER oldest AS number,
       ('01900000-0000-7000-8000-' || lpad(to_hex(row_number() OVER oldest), 12, '0'))::uuid AS id
FROM (
  SELECT r.id AS of_request, r.person_id AS of_person, n, n % :shifts AS shift,
         CASE WHEN r.is_open THEN n % 15 ELSE 30 + n * 7919 % 2160 END AS days
  FROM (SELECT *, count(*) OVER (PARTITION BY is_open) AS alike FROM request WHERE authority_id = :authority) r,
       generate_series(1, CASE WHEN r.is_open THEN :open ELSE :over END / r.alike) n
  UNION ALL
  SELECT NULL, person_id, n, n % :shifts,
         CASE WHEN needs_identified IS NULL THEN n % 60 - 45 ELSE n * 7919 % 2160 - 90 END
  FROM review, generate_series(1, CASE WHEN needs_identified IS NULL THEN :waiting ELSE :past END) n
  WHERE authority_id = :authority
) each WINDOW oldest AS (ORDER BY days DESC, n, of_request)
"""


INDEXES = """
SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname = 'public' AND t.relname = ANY(:tables)
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


def fill(connection: Connection, authority_id: int, requests: int) -> None:
    """Copy what an authority of the demonstration has until it has so many requests more; then count all anew.

    The indexes are made anew afterwards, and no log is kept: either takes as long as all else, row by row. So the
    database is good for reading and timing, and would not survive a crash.
    """
    told = {"authority": authority_id, "shifts": SHIFTS}
    connection.execute(text("SET LOCAL session_replication_role = replica"))  # copies of what was checked need no check
    connection.execute(text(COLLEAGUES.format(of=_colleague("id", "n"))), told)
    connection.execute(text(MEMBERSHIPS.format(of=_colleague("m.user_id", "n"))), told)
    still = min(requests // OPEN_SHARE, MOST_OPEN)
    reviews = requests // PER_REVIEW
    sizes = {"open": still, "over": requests - still}
    sizes |= {"waiting": reviews // WAITING_SHARE, "past": reviews - reviews // WAITING_SHARE}
    connection.execute(text(COPIES), told | sizes)
    connection.execute(text("ANALYZE copied"))
    tables = schema.METADATA.tables
    filled = [*OF_A_PERSON, *OF_A_REQUEST, Review.__tablename__]
    indexes = connection.execute(text(INDEXES), {"tables": filled}).all()
    for one in indexes:
        connection.execute(text(f"DROP INDEX {one.name}"))
    for table in reversed(schema.METADATA.sorted_tables):
        connection.execute(text(f"ALTER TABLE {table.name} SET UNLOGGED"))
    for name in OF_A_PERSON:
        connection.execute(text(_copy(tables[name], "of_person", "id" if name == "person" else "person_id")), told)
    for name in OF_A_REQUEST:
        connection.execute(text(_copy(tables[name], "of_request", "id" if name == "request" else "request_id")), told)
    connection.execute(
        text(_copy(tables[Review.__tablename__], "of_person", "person_id", "k.of_request IS NULL")), told
    )
    connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
    for one in indexes:
        connection.execute(text(one.made))
    connection.execute(text("ANALYZE"))


def _copy(table: Table, of: str, key: str, only: str = "true") -> str:
    """A statement that copies every row of a table to each copy of its request, or of its person."""
    made = {column.name: _copied(table.name, column) for column in table.columns}
    return (
        f"INSERT INTO {table.name} ({', '.join(made)}) SELECT {', '.join(made.values())} "
        f"FROM {table.name} t JOIN copied k ON k.{of} = t.{key} WHERE t.authority_id = :authority AND {only} ORDER BY k.id"
    )


def _copied(table: str, column: Column[object]) -> str:
    """What stands in a column of a copy."""
    name = column.name
    known = dict(_told(table))
    if name in known:
        return known[name]
    if name in USERS:
        return _colleague(f"t.{name}", "k.shift")
    if isinstance(column.type, Date):
        return f"CASE WHEN t.{name} < '9999-01-01' THEN t.{name} - k.days::integer ELSE t.{name} END"
    moves = type(column.type).__name__ == "UtcDateTime" or isinstance(column.type, DateTime)
    return f"t.{name} - k.days * interval '1 day'" if moves else f"t.{name}"


def _told(table: str) -> Iterator[tuple[str, str]]:
    """What a copy has of its own, beside its days and colleagues."""
    if table != "review":
        yield "request_id", "k.id"
    yield "person_id", "k.id"
    yield "id", "k.id"
    yield "reference", "'SCA-' || 2000 + k.number / 1000000 || '-' || lpad((k.number % 1000000)::text, 6, '0')"
    yield "given_name", _given()
    yield "family_name", _family()
    yield "upn", "'A' || lpad(k.number::text, 12, '0')"
    yield "object_key", "k.id || '/' || t.number"
    yield (
        "marks",
        "(SELECT coalesce(jsonb_object_agg(m.key, m.value::date - k.days::integer), '{}') FROM jsonb_each_text(t.marks) m)",
    )
    one = _colleague("e", "k.shift")
    yield "editors", f"(SELECT coalesce(jsonb_agg({one}), '[]') FROM jsonb_array_elements_text(t.editors) e)"
    if table == "person":
        yield "search_name", f"lower({_family()} || ' ' || {_given()})"
        yield "search_given", f"lower({_given()})"
        yield "date_of_birth", "t.date_of_birth - (k.days + k.number % 700)::integer"


def _colleague(of: str, n: str) -> str:
    """The key of one of the colleagues who share the work of somebody."""
    return f"md5({of} || '/' || {n})::uuid"


def _given() -> str:
    return _one_of(GIVEN, "k.number * 13 / 7")


def _family() -> str:
    return f"{_one_of(BEGINS, 'k.number')} || {_one_of(ENDS, 'k.number * 11 / 3')}"


def _one_of(words: str, number: str) -> str:
    listed = words.split()
    return f"(ARRAY{listed})[1 + ({number}) % {len(listed)}]"
