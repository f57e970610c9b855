"""Records that may be one person are kept; those that are there already are compared by the next looks of the tick."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import messaging.clock

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_STATE = sa.Enum("open", "dismissed", "merged", name="likenessstate", native_enum=False, length=60)


def upgrade() -> None:
    op.create_table(
        "person_likeness",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", _STATE, nullable=False),
        sa.Column("found_at", messaging.clock.Instant(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["one_id"], ["person.id"], name=op.f("fk_person_likeness_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_person_likeness_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_likeness")),
        sa.UniqueConstraint("one_id", "other_id", name="one_likeness"),
    )
    op.create_index("likeness_by_state", "person_likeness", ["state", "score", "found_at", "id"], unique=False)
    op.create_index(op.f("ix_person_likeness_other_id"), "person_likeness", ["other_id"], unique=False)
    op.add_column("person", sa.Column("compared_at", messaging.clock.Instant(timezone=True), nullable=True))
    op.create_index("person_by_birth", "person", ["birth_on"], unique=False)
    not_compared = sa.text("compared_at IS NULL")
    conditions = {"postgresql_where": not_compared, "sqlite_where": not_compared}
    op.create_index("person_to_compare", "person", ["id"], unique=False, **conditions)
