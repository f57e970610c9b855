"""portfolios are counted in their index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    still_open = sa.text("state != 'closed'")
    op.create_index(
        "dossier_in_portfolio",
        "dossier",
        ["case_worker_id", "segment", "review_due_on"],
        unique=False,
        postgresql_where=still_open,
        sqlite_where=still_open,
    )
