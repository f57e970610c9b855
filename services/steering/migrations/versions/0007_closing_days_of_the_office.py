"""Closing days of the office."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import messaging.clock

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_closing",
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("name_fr", sa.String(length=120), nullable=False),
        sa.Column("name_de", sa.String(length=120), nullable=False),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", messaging.clock.Instant(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", messaging.clock.Instant(timezone=True), nullable=True),
        sa.Column("withdrawn_at", messaging.clock.Instant(timezone=True), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_office_closing_closing_days_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_closing")),
    )
    op.create_index("closings_by_day", "office_closing", ["first_on"], unique=False)
