"""Referrals are listed and chased: for whom, and when last"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import Json

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = ("authority_id", "request_id")
REFERRAL = sa.table(
    "referral",
    sa.column("authority_id", sa.Integer),
    sa.column("request_id", sa.Uuid),
    sa.column("number", sa.Integer),
    sa.column("for_whom", sa.String),
)
EVENT = sa.table(
    "event",
    sa.column("authority_id", sa.Integer),
    sa.column("request_id", sa.Uuid),
    sa.column("seq", sa.Integer),
    sa.column("action", sa.String),
)
ANSWER = sa.table(
    "answer",
    sa.column("authority_id", sa.Integer),
    sa.column("request_id", sa.Uuid),
    sa.column("seq", sa.Integer),
    sa.column("code", sa.String),
    sa.column("value", Json),
)


def upgrade() -> None:
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.add_column(sa.Column("for_whom", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("chased_on", sa.Date(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_referral_authority_id_referred_on_request_id_number"),
            ["authority_id", "referred_on", "request_id", "number"],
            unique=False,
        )
    tell_for_whom()


def tell_for_whom() -> None:
    """The record has always said for whom a referral was: the nth that was recorded is number n."""
    same = [EVENT.c[name] == ANSWER.c[name] for name in (*KEY, "seq")]
    said = sa.select(EVENT.c.authority_id, EVENT.c.request_id, ANSWER.c.value).join(ANSWER, sa.and_(*same))
    said = said.where(EVENT.c.action == "record_referral", ANSWER.c.code == "referral_for")
    numbers: dict[tuple[object, object], int] = {}
    for authority, request, whom in op.get_bind().execute(said.order_by(*(EVENT.c[n] for n in KEY), EVENT.c.seq)).all():
        number = numbers[authority, request] = numbers.get((authority, request), 0) + 1
        mine = (REFERRAL.c.authority_id == authority, REFERRAL.c.request_id == request, REFERRAL.c.number == number)
        op.execute(sa.update(REFERRAL).where(*mine).values(for_whom=whom))


def downgrade() -> None:
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_authority_id_referred_on_request_id_number"))
        batch_op.drop_column("chased_on")
        batch_op.drop_column("for_whom")
