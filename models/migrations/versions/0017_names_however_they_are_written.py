"""People found by a name however it is written"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import normalize

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BY_GIVEN_NAME, OLD = "ix_person_authority_id_search_given", "ix_person_given_name_begins"
LONG, BATCH = 201, 5000
BEGINS = {"postgresql_ops": {"search_given": "varchar_pattern_ops"}}
ACCENTS = re.compile("[\u0300-\u036f]")
SIGNS = str.maketrans("\u2018\u2019\u02bc\u2010\u2011\u2013", "'''---")
PEOPLE = sa.table(
    "person",
    *(sa.column(name) for name in ("authority_id", "given_name", "family_name", "search_name", "search_given")),
    sa.column("id", sa.Uuid()),
)


def _folded(name: str) -> str:
    return " ".join(ACCENTS.sub("", normalize("NFKD", name)).translate(SIGNS).casefold().split())[:LONG]


def _as_before(name: str) -> str:
    return name.strip().casefold()[:LONG]


def _written_anew(made: Callable[[str], str], with_given: bool) -> None:
    """Every person's name as it is searched, in batches."""
    connection, key, last = op.get_bind(), sa.tuple_(PEOPLE.c.authority_id, PEOPLE.c.id), None
    while True:
        query = sa.select(PEOPLE.c["authority_id", "id", "given_name", "family_name"]).order_by(*key.clauses).limit(BATCH)
        rows = connection.execute(query if last is None else query.where(key > last)).all()
        if not rows:
            return
        last = (rows[-1].authority_id, rows[-1].id)
        values = {"search_name": sa.bindparam("whole"), **({"search_given": sa.bindparam("first")} if with_given else {})}
        which = (PEOPLE.c.authority_id == sa.bindparam("owner"), PEOPLE.c.id == sa.bindparam("key"))
        said = [
            {"owner": one.authority_id, "key": one.id, "whole": made(f"{one.family_name or ''} {one.given_name or ''}")}
            | ({"first": made(one.given_name or "")} if with_given else {})
            for one in rows
        ]
        connection.execute(sa.update(PEOPLE).where(*which).values(values), said)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index(OLD, table_name="person")
    op.add_column("person", sa.Column("search_given", sa.String(LONG), nullable=False, server_default=""))
    _written_anew(_folded, with_given=True)
    op.create_index(BY_GIVEN_NAME, "person", ["authority_id", "search_given"], **BEGINS)


def downgrade() -> None:
    _written_anew(_as_before, with_given=False)
    op.drop_index(BY_GIVEN_NAME, table_name="person")
    op.drop_column("person", "search_given")
    if op.get_bind().dialect.name == "postgresql":
        given = sa.func.lower(sa.column("given_name")).label("begins")
        op.create_index(OLD, "person", ["authority_id", given], postgresql_ops={"begins": "text_pattern_ops"})
