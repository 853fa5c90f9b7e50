"""Drafts as they were sent for review"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import Json
from models.migrations.append_only import refuse_changes

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "submission",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("becomes", sa.Integer(), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id", "request_id", "seq"],
            ["event.authority_id", "event.request_id", "event.seq"],
            name=op.f("fk_submission_authority_id_request_id_seq"),
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_submission_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "request_id", "seq", name=op.f("pk_submission")),
    )
    refuse_changes("submission")


def downgrade() -> None:
    op.drop_table("submission")
