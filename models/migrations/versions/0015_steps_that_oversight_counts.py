"""Answers and steps that the oversight of all open work looks for in each request"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

REASONS, COUNTED = "ix_answer_reasons", "ix_event_counted"


def upgrade() -> None:
    reasons, counted = sa.text("code IN ('late_reason', 'delay_reason')"), sa.text("action IN ('return_draft', 'offer_transfer')")
    columns = ["authority_id", "request_id", "code", "seq"]
    op.create_index(REASONS, "answer", columns, postgresql_where=reasons, sqlite_where=reasons)
    columns = ["authority_id", "request_id", "action"]
    op.create_index(COUNTED, "event", columns, postgresql_where=counted, sqlite_where=counted)


def downgrade() -> None:
    op.drop_index(COUNTED, table_name="event")
    op.drop_index(REASONS, table_name="answer")
