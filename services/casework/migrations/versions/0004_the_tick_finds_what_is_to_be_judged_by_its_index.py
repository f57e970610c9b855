"""The tick finds what is to be judged by its index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("dossier_norm_checked"), table_name="dossier")
    op.create_index(
        "dossier_to_judge",
        "dossier",
        ["norm_checked_on", "id"],
        unique=False,
        postgresql_where=sa.text("segment IS NOT NULL"),
        sqlite_where=sa.text("segment IS NOT NULL"),
    )
