"""Drafts as they were sent for review, and in what role advice was written"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import Json
from models.migrations.append_only import refuse_changes

revision = "0009"
down_revision = "0007"
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
    op.add_column("advice_version", sa.Column("author_role", sa.String(length=100), nullable=True))
    op.add_column("advice_version", sa.Column("author_registration", sa.String(length=60), nullable=True))


def downgrade() -> None:
    op.drop_column("advice_version", "author_registration")
    op.drop_column("advice_version", "author_role")
    op.drop_table("submission")
