"""Saved views of lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import messaging.clock

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROLES = (
    "ssip_coordinator", "ssip_head", "ssip_admin", "case_worker", "service_head", "sector_head", "admin_assistant",
    "intake1_admin", "provider", "canton_reader", "auditor", "seat_finance", "system",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Enum(*ROLES, name="role", native_enum=False, length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("endpoint", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        sa.Column("saved_at", messaging.clock.Instant(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_saved_view_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("account_id", "role", "name", name="one_view_of_a_name"),
    )
