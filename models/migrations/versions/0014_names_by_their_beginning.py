"""People found by the beginning of a name, whatever the database sorts by"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None

BY_NAME, BY_GIVEN_NAME = "ix_person_authority_id_search_name", "ix_person_given_name_begins"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite has no such orders, and reads few people in no time
        op.drop_index(BY_NAME, table_name="person")
        begins = {"search_name": "varchar_pattern_ops"}
        op.create_index(BY_NAME, "person", ["authority_id", "search_name"], postgresql_ops=begins)
        given = sa.func.lower(sa.column("given_name")).label("begins")
        ops = {"begins": "text_pattern_ops"}
        op.create_index(BY_GIVEN_NAME, "person", ["authority_id", given], postgresql_ops=ops)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index(BY_GIVEN_NAME, table_name="person")
        op.drop_index(BY_NAME, table_name="person")
        op.create_index(BY_NAME, "person", ["authority_id", "search_name"])
