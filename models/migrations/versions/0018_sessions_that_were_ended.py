"""Signing out ends every session of a person: when they last did"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_account", sa.Column("signed_out_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("user_account", "signed_out_at")
