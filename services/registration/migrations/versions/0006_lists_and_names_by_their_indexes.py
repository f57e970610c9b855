"""lists and names by their indexes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    still_open = sa.text("done_at IS NULL")
    conditions = {"postgresql_where": still_open, "sqlite_where": still_open}
    op.create_index("deadlines_of_kind", "deadlines", ["kind", "due_on"], unique=False, **conditions)
    op.create_index("deadlines_of_record", "deadlines", ["subject", "due_on"], unique=False, **conditions)
    op.create_index("mandate_newest", "mandate", ["submitted_at", "number"], unique=False)
    op.create_index("person_by_name", "person", ["family_name", "given_name"], unique=False)
    if _knows_trigrams():
        names = "family_name gin_trgm_ops, given_name gin_trgm_ops"
        op.execute(f"CREATE INDEX person_by_letters ON person USING gin ({names})")
        op.execute("CREATE INDEX mandate_by_letters ON mandate USING gin (number gin_trgm_ops)")


def _knows_trigrams() -> bool:
    """Whether words can be found by their letters; where the extension is missing, a search reads every name."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return False
    known = "SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"
    may = (
        "SELECT count(*) FROM pg_available_extension_versions WHERE name = 'pg_trgm' AND trusted"
        " AND has_database_privilege(current_database(), 'CREATE')"
    )
    if not connection.scalar(sa.text(known)) and connection.scalar(sa.text(may)):
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    return bool(connection.scalar(sa.text(known)))
