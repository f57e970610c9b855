"""Drafts of places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import messaging.clock

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "place_draft",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("saved_at", messaging.clock.Instant(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_place_draft_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_draft")),
    )
    op.create_index(op.f("ix_place_draft_account_id"), "place_draft", ["account_id"], unique=False)
