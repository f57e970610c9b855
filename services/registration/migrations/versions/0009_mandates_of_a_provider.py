"""mandates of a provider."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("mandate_of_provider", "mandate", ["provider_id", "state"], unique=False)
