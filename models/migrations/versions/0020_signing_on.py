"""Who somebody is at the council's own sign-on"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NAME = "ix_user_account_signs_on_as"


def upgrade() -> None:
    op.add_column("user_account", sa.Column("signs_on_as", sa.String(600), nullable=True))
    op.create_index(NAME, "user_account", ["signs_on_as"], unique=True)


def downgrade() -> None:
    op.drop_index(NAME, table_name="user_account")
    op.drop_column("user_account", "signs_on_as")
