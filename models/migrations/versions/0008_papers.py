"""The heading of issued advice, and an authority's letterhead"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import Json

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not by a copy of the table: its triggers, which refuse changes to what was issued, stay where they are.
    op.add_column("advice_version", sa.Column("heading", Json, nullable=True))
    op.create_table(
        "letterhead_part",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_letterhead_part_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "part", name=op.f("pk_letterhead_part")),
    )


def downgrade() -> None:
    op.drop_table("letterhead_part")
    op.drop_column("advice_version", "heading")
