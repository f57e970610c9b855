"""meetings by day and state."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("appointment_by_day", "appointment", ["meets_on"], unique=False)
    op.create_index("appointment_by_state", "appointment", ["state", "meets_on"], unique=False)
