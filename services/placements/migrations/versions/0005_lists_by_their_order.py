"""lists by their order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    still_open = sa.text("done_at IS NULL")
    conditions = {"postgresql_where": still_open, "sqlite_where": still_open}
    op.create_index("deadlines_of_kind", "deadlines", ["kind", "due_on"], unique=False, **conditions)
    op.create_index("deadlines_of_record", "deadlines", ["subject", "due_on"], unique=False, **conditions)
    op.create_index("proposal_newest", "proposal", ["proposed_on"], unique=False)
    op.create_index("placement_by_end", "placement", ["ends_on"], unique=False)
    op.create_index("report_by_day", "interim_report", ["due_on"], unique=False)
    op.create_index("presence_by_month", "presence_month", ["month"], unique=False)
    op.create_index("seeker_released", "seeker", ["released_on", "number"], unique=False)
