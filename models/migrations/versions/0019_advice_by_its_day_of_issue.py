"""Issued advice by its day, for the SEND team that reads what came in lately, and for an inspection"""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ISSUED = "ix_advice_version_issued"


def upgrade() -> None:
    op.create_index(ISSUED, "advice_version", ["authority_id", "issued_on", "request_id"])


def downgrade() -> None:
    op.drop_index(ISSUED, table_name="advice_version")
