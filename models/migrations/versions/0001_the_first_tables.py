"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import Json, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


APPEND_ONLY = ("event", "answer", "advice_version", "question_set")
REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record is append-only: % on % is refused', TG_OP, TG_TABLE_NAME;
END $$
"""


def refuse_changes() -> None:
    """Triggers that refuse to change or remove what was recorded, on both databases."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE)
        for table in APPEND_ONLY:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        return
    for table in APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the record is append-only: {change} on {table} is refused'); END"
            )


def upgrade() -> None:
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("configuration", Json, nullable=False),
        sa.Column("configuration_hash", sa.String(length=64), nullable=False),
        sa.Column("last_reference", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
        sa.UniqueConstraint("code", name=op.f("uq_authority_code")),
    )
    op.create_table(
        "idempotency_record",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("call_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", Json, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_idempotency_record_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "user_id", "key", name=op.f("pk_idempotency_record")),
    )
    op.create_table(
        "person",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("given_name", sa.String(length=100), nullable=True),
        sa.Column("family_name", sa.String(length=100), nullable=True),
        sa.Column("search_name", sa.String(length=201), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("year_group", sa.Integer(), nullable=True),
        sa.Column("year_group_on", sa.Date(), nullable=True),
        sa.Column("upn", sa.String(length=13), nullable=True),
        sa.Column("nhs_number", sa.String(length=10), nullable=True),
        sa.Column("social_care_id", sa.String(length=40), nullable=True),
        sa.Column("details", Json, nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_person_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_authority_id_date_of_birth"), ["authority_id", "date_of_birth"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_person_authority_id_nhs_number"), ["authority_id", "nhs_number"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_person_authority_id_search_name"), ["authority_id", "search_name"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_person_authority_id_social_care_id"), ["authority_id", "social_care_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_authority_id_upn"), ["authority_id", "upn"], unique=False)

    op.create_table(
        "question_set",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_question_set_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "hash", name=op.f("pk_question_set")),
    )
    op.create_table(
        "team",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("service", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_team_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "code", name=op.f("pk_team")),
    )
    op.create_table(
        "user_account",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_user_account_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
    )
    op.create_table(
        "contact",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("search_name", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("relationship", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("parental_responsibility", sa.Boolean(), nullable=True),
        sa.Column("safe_to_contact", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id", "person_id"],
            ["person.authority_id", "person.id"],
            name=op.f("fk_contact_authority_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_contact_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "person_id", "search_name", name=op.f("pk_contact")),
    )
    op.create_table(
        "membership",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id", "team"], ["team.authority_id", "team.code"], name=op.f("fk_membership_authority_id_team")
        ),
        sa.ForeignKeyConstraint(
            ["authority_id", "user_id"],
            ["user_account.authority_id", "user_account.id"],
            name=op.f("fk_membership_authority_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_membership_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "user_id", "team", "role", name=op.f("pk_membership")),
    )
    op.create_table(
        "request",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("chain", sa.LargeBinary(length=32), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=True),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("capacity", sa.String(length=20), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("last_team", sa.String(length=40), nullable=False),
        sa.Column("offered_team", sa.String(length=40), nullable=True),
        sa.Column("front_door", sa.String(length=40), nullable=True),
        sa.Column("contributors", sa.String(length=2000), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("requesting_team", sa.String(length=40), nullable=False),
        sa.Column("requester_id", sa.Uuid(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("in_dispute", sa.Boolean(), nullable=False),
        sa.Column("came_back", sa.String(length=60), nullable=True),
        sa.Column("closed_from", sa.String(length=20), nullable=True),
        sa.Column("closure_reason", sa.String(length=40), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("identified_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("sorts_on", sa.Date(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("raised_at_meeting", sa.Boolean(), nullable=False),
        sa.Column("order_due_on", sa.Date(), nullable=True),
        sa.Column("receipt_day_counts", sa.Boolean(), nullable=False),
        sa.Column("interim_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("excused_on", sa.Date(), nullable=True),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (team IS NULL)", name=op.f("ck_request_held_until_closed")),
        sa.CheckConstraint(
            "(state = 'offered' AND offered_team IS NOT NULL) OR state <> 'offered'", name=op.f("ck_request_offered_to")
        ),
        sa.CheckConstraint("team IS NOT NULL OR member_id IS NULL", name=op.f("ck_request_member_only_with_team")),
        sa.ForeignKeyConstraint(
            ["authority_id", "member_id"],
            ["user_account.authority_id", "user_account.id"],
            name=op.f("fk_request_authority_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id", "person_id"],
            ["person.authority_id", "person.id"],
            name=op.f("fk_request_authority_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id", "requester_id"],
            ["user_account.authority_id", "user_account.id"],
            name=op.f("fk_request_authority_id_requester_id"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id", "requesting_team"],
            ["team.authority_id", "team.code"],
            name=op.f("fk_request_authority_id_requesting_team"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id", "team"], ["team.authority_id", "team.code"], name=op.f("fk_request_authority_id_team")
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_request_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "id", name=op.f("pk_request")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_request_authority_id_member_id"), ["authority_id", "member_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_request_authority_id_offered_team"), ["authority_id", "offered_team"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_request_authority_id_person_id"), ["authority_id", "person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_request_authority_id_reference"), ["authority_id", "reference"], unique=True
        )
        batch_op.create_index(
            batch_op.f("ix_request_authority_id_requesting_team"), ["authority_id", "requesting_team"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_request_authority_id_sorts_on_id"), ["authority_id", "sorts_on", "id"], unique=False
        )
        batch_op.create_index(
            "ix_request_open_due",
            ["authority_id", "sorts_on", "id"],
            unique=False,
            postgresql_where=sa.text("is_open"),
            sqlite_where=sa.text("is_open"),
        )
        batch_op.create_index("ix_request_team_due", ["authority_id", "team", "sorts_on", "id"], unique=False)

    op.create_table(
        "token",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id", "user_id"],
            ["user_account.authority_id", "user_account.id"],
            name=op.f("fk_token_authority_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_token_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "hash", name=op.f("pk_token")),
        sa.UniqueConstraint("hash", name=op.f("uq_token_hash")),
    )
    op.create_table(
        "assessment",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("assessment_type", sa.String(length=40), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("expected_completion_on", sa.Date(), nullable=True),
        sa.Column("remedy", sa.String(length=40), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id", "request_id"],
            ["request.authority_id", "request.id"],
            name=op.f("fk_assessment_authority_id_request_id"),
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_assessment_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "request_id", "number", name=op.f("pk_assessment")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assessment_authority_id_team_expected_completion_on"),
            ["authority_id", "team", "expected_completion_on"],
            unique=False,
        )

    op.create_table(
        "draft",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("becomes", sa.Integer(), nullable=False),
        sa.Column("editors", Json, nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id", "request_id"],
            ["request.authority_id", "request.id"],
            name=op.f("fk_draft_authority_id_request_id"),
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_draft_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "request_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "event",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=True),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("held_by", sa.String(length=40), nullable=True),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("capacity", sa.String(length=20), nullable=True),
        sa.Column("question_set", sa.String(length=64), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("key_name", sa.String(length=40), nullable=False),
        sa.Column("chain", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id", "actor_id"],
            ["user_account.authority_id", "user_account.id"],
            name=op.f("fk_event_authority_id_actor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id", "question_set"],
            ["question_set.authority_id", "question_set.hash"],
            name=op.f("fk_event_authority_id_question_set"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id", "request_id"],
            ["request.authority_id", "request.id"],
            name=op.f("fk_event_authority_id_request_id"),
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_event_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "request_id", "seq", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_event_authority_id_held_by_request_id"),
            ["authority_id", "held_by", "request_id"],
            unique=False,
        )

    op.create_table(
        "referral",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("owed_by_team", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id", "request_id"],
            ["request.authority_id", "request.id"],
            name=op.f("fk_referral_authority_id_request_id"),
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_referral_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "request_id", "number", name=op.f("pk_referral")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_authority_id_owed_by_team_status"),
            ["authority_id", "owed_by_team", "status"],
            unique=False,
        )

    op.create_table(
        "advice_version",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("amends", sa.Integer(), nullable=True),
        sa.Column("content", Json, nullable=False),
        sa.Column("sources", Json, nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_team", sa.String(length=40), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id", "request_id", "seq"],
            ["event.authority_id", "event.request_id", "event.seq"],
            name=op.f("fk_advice_version_authority_id_request_id_seq"),
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_advice_version_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "request_id", "version", name=op.f("pk_advice_version")),
    )
    op.create_table(
        "answer",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("value", Json, nullable=True),
        sa.Column("informant", sa.String(length=40), nullable=True),
        sa.Column("informant_name", sa.String(length=200), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("method", sa.String(length=200), nullable=True),
        sa.Column("not_asked_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id", "request_id", "seq"],
            ["event.authority_id", "event.request_id", "event.seq"],
            name=op.f("fk_answer_authority_id_request_id_seq"),
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_answer_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "request_id", "seq", "code", name=op.f("pk_answer")),
    )
    refuse_changes()


def downgrade() -> None:
    op.drop_table("answer")
    op.drop_table("advice_version")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_authority_id_owed_by_team_status"))

    op.drop_table("referral")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_authority_id_held_by_request_id"))

    op.drop_table("event")
    op.drop_table("draft")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_authority_id_team_expected_completion_on"))

    op.drop_table("assessment")
    op.drop_table("token")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index("ix_request_team_due")
        batch_op.drop_index("ix_request_open_due", postgresql_where=sa.text("is_open"), sqlite_where=sa.text("is_open"))
        batch_op.drop_index(batch_op.f("ix_request_authority_id_sorts_on_id"))
        batch_op.drop_index(batch_op.f("ix_request_authority_id_requesting_team"))
        batch_op.drop_index(batch_op.f("ix_request_authority_id_reference"))
        batch_op.drop_index(batch_op.f("ix_request_authority_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_request_authority_id_offered_team"))
        batch_op.drop_index(batch_op.f("ix_request_authority_id_member_id"))

    op.drop_table("request")
    op.drop_table("membership")
    op.drop_table("contact")
    op.drop_table("user_account")
    op.drop_table("team")
    op.drop_table("question_set")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_authority_id_upn"))
        batch_op.drop_index(batch_op.f("ix_person_authority_id_social_care_id"))
        batch_op.drop_index(batch_op.f("ix_person_authority_id_search_name"))
        batch_op.drop_index(batch_op.f("ix_person_authority_id_nhs_number"))
        batch_op.drop_index(batch_op.f("ix_person_authority_id_date_of_birth"))

    op.drop_table("person")
    op.drop_table("idempotency_record")
    op.drop_table("authority")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
