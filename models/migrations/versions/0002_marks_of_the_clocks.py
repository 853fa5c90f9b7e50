"""The days that a request's clocks follow from"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import Json

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("request", sa.Column("marks", Json, nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("request", "marks")
