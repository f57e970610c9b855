"""lists by name from an index."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "mandate_of_service_named", "mandate", ["social_service_id", "state", "person_id", "number", "id"], unique=False
    )
    op.drop_index("mandate_of_provider", table_name="mandate")
    op.create_index(
        "mandate_of_provider",
        "mandate",
        ["provider_id", "state", "placed_until", "person_id", "number", "id"],
        unique=False,
    )
