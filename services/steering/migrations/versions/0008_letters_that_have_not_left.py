"""The numbers of letters that have not left stand in a table of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unsent",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_unsent")),
    )
    # The running release does not list what it tells: such letters wait by their empty "sent_at", as before.
    op.add_column("outbox", sa.Column("listed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(
        "outbox_unlisted",
        "outbox",
        ["seq"],
        unique=False,
        postgresql_where=sa.text("sent_at IS NULL AND NOT listed"),
        sqlite_where=sa.text("sent_at IS NULL AND listed = 0"),
    )
