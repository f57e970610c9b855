"""Alerts are found by their audience."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN = sa.text("done_at IS NULL")


def upgrade() -> None:
    op.drop_index("alerts_of_account", table_name="alert")
    op.drop_index("alerts_of_role", table_name="alert")
    op.create_index("alerts_of_audience", "alert", ["audience", "due_on"], postgresql_where=OPEN, sqlite_where=OPEN)
