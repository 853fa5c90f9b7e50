"""Open requests in the order of the lists of work: those that have advice already after those that wait for it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OWED, TEAM_OWED = "ix_request_open_owed", "ix_request_team_owed"


def upgrade() -> None:
    op.add_column("request", sa.Column("is_met", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE request SET is_met = true WHERE interim_on IS NOT NULL OR issued_on IS NOT NULL")
    by_what_is_owed = ["is_met", "sorts_on", "id"]
    where = {"postgresql_where": sa.text("is_open"), "sqlite_where": sa.text("is_open = 1")}  # as each is asked
    op.create_index(OWED, "request", ["authority_id", *by_what_is_owed], **where)
    op.create_index(TEAM_OWED, "request", ["authority_id", "team", *by_what_is_owed], **where)


def downgrade() -> None:
    op.drop_index(TEAM_OWED, table_name="request")
    op.drop_index(OWED, table_name="request")
    op.drop_column("request", "is_met")
