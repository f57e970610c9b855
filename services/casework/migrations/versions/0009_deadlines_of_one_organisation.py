"""deadlines of one organisation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    still_open = sa.text("done_at IS NULL")
    conditions = {"postgresql_where": still_open, "sqlite_where": still_open}
    columns = ["owner_organisation_id", "due_on", "kind"]
    op.create_index("deadlines_of_organisation", "deadlines", columns, unique=False, **conditions)
