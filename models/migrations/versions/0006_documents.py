"""Documents attached to requests"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def refuse_changes() -> None:
    """Triggers that refuse to change or remove a document; PostgreSQL has their function since the first tables."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER document_append_only BEFORE UPDATE OR DELETE ON document "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            "CREATE TRIGGER document_no_truncate BEFORE TRUNCATE ON document "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER document_no_{change.lower()} BEFORE {change} ON document "
            f"BEGIN SELECT RAISE(ABORT, 'the record is append-only: {change} on document is refused'); END"
        )


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("object_key", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id", "request_id", "seq"],
            ["event.authority_id", "event.request_id", "event.seq"],
            name=op.f("fk_document_authority_id_request_id_seq"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id", "added_by"],
            ["user_account.authority_id", "user_account.id"],
            name=op.f("fk_document_authority_id_added_by"),
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_document_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "request_id", "number", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_object_key"), ["object_key"], unique=True)
    refuse_changes()


def downgrade() -> None:
    op.drop_table("document")
