"""What a contact may be told, and why"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("may_be_told", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("may_be_told_because", sa.String(length=500), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_column("may_be_told_because")
        batch_op.drop_column("may_be_told")
