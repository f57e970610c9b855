"""The audit trail is found by its trace."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_audit_trace_id"), "audit", ["trace_id"], unique=False)
