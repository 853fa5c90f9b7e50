"""Annual reviews and their screenings"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import Json, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def refuse_changes() -> None:
    """Triggers that refuse to change or remove a screening; PostgreSQL has their function since the first tables."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER screening_append_only BEFORE UPDATE OR DELETE ON screening "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            "CREATE TRIGGER screening_no_truncate BEFORE TRUNCATE ON screening "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER screening_no_{change.lower()} BEFORE {change} ON screening "
            f"BEGIN SELECT RAISE(ABORT, 'the record is append-only: {change} on screening is refused'); END"
        )


def to(table: str, column: str, key: str, of: str) -> sa.ForeignKeyConstraint:
    """A reference within the authority."""
    name = op.f(f"fk_{of}_authority_id_{column}")
    return sa.ForeignKeyConstraint(["authority_id", column], [f"{table}.authority_id", f"{table}.{key}"], name=name)


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("requesting_team", sa.String(length=40), nullable=False),
        sa.Column("setting", sa.String(length=200), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("listed_by", sa.Uuid(), nullable=False),
        sa.Column("needs_identified", sa.Boolean(), nullable=True),
        sa.Column("screened_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        to("person", "person_id", "id", "review"),
        to("team", "requesting_team", "code", "review"),
        to("user_account", "listed_by", "id", "review"),
        to("request", "request_id", "id", "review"),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_review_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        once = ["authority_id", "person_id", "requesting_team", "meeting_on"]
        batch_op.create_index("ix_review_once", once, unique=True)
        by_date = batch_op.f("ix_review_authority_id_meeting_on_id")
        batch_op.create_index(by_date, ["authority_id", "meeting_on", "id"], unique=False)
        by_request = batch_op.f("ix_review_authority_id_request_id")
        batch_op.create_index(by_request, ["authority_id", "request_id"], unique=False)

    op.create_table(
        "screening",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question_set", sa.String(length=64), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        to("review", "review_id", "id", "screening"),
        to("user_account", "actor_id", "id", "screening"),
        to("question_set", "question_set", "hash", "screening"),
        to("request", "request_id", "id", "screening"),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_screening_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "review_id", "number", name=op.f("pk_screening")),
    )
    refuse_changes()


def downgrade() -> None:
    op.drop_table("screening")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_authority_id_request_id"))
        batch_op.drop_index(batch_op.f("ix_review_authority_id_meeting_on_id"))
        batch_op.drop_index("ix_review_once")

    op.drop_table("review")
