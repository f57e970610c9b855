"""How case workers stand to the contact norms is kept; what stands open is judged by the next looks of the tick."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OUTCOME = sa.Enum("below", "within", "above", "no_data", name="normoutcome", native_enum=False, length=60)
_SUMS = ("frequency_below", "frequency_within", "frequency_above", "in_person_below", "in_person_within")
_LONG_AGO = date(2000, 1, 1)
"""A day on which every judgement has turned: what stands there is counted live until the tick has judged it."""


def upgrade() -> None:
    op.create_table(
        "worker_norm",
        sa.Column("social_service_id", sa.Uuid(), nullable=False),
        sa.Column("case_worker_id", sa.Uuid(), nullable=False),
        sa.Column("frequency_below", sa.Integer(), nullable=False),
        sa.Column("frequency_within", sa.Integer(), nullable=False),
        sa.Column("frequency_above", sa.Integer(), nullable=False),
        sa.Column("frequency_no_data", sa.Integer(), nullable=False),
        sa.Column("in_person_below", sa.Integer(), nullable=False),
        sa.Column("in_person_within", sa.Integer(), nullable=False),
        sa.Column("in_person_no_data", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("social_service_id", "case_worker_id", name=op.f("pk_worker_norm")),
    )
    op.create_table(
        "dossier_norm",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("social_service_id", sa.Uuid(), nullable=False),
        sa.Column("case_worker_id", sa.Uuid(), nullable=False),
        sa.Column("frequency", _OUTCOME, nullable=False),
        sa.Column("in_person", _OUTCOME, nullable=False),
        sa.Column("turns_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_norm_dossier_id")),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_dossier_norm")),
    )
    op.create_index("norms_of_worker", "dossier_norm", ["social_service_id", "case_worker_id"], unique=False)
    op.create_index("norms_to_turn", "dossier_norm", ["turns_on"], unique=False)
    _fill()


def _fill() -> None:
    """Enter every open dossier in a segment as one that nobody has judged yet."""
    names = ("id", "social_service_id", "case_worker_id", "state", "segment")
    dossier = sa.table("dossier", *map(sa.column, names))
    norm = sa.table("dossier_norm", *map(sa.column, ("dossier_id", *names[1:3], "frequency", "in_person", "turns_on")))
    worker = sa.table("worker_norm", *map(sa.column, (*names[1:3], *_SUMS, "frequency_no_data", "in_person_no_data")))
    whose = (dossier.c.social_service_id, dossier.c.case_worker_id)
    judged = (dossier.c.segment.is_not(None), dossier.c.state != "closed")
    nothing = (sa.literal("no_data", sa.String), sa.literal("no_data", sa.String), sa.literal(_LONG_AGO, sa.Date))
    op.execute(norm.insert().from_select(list(norm.c), sa.select(dossier.c.id, *whose, *nothing).where(*judged)))
    sums = (*(sa.literal(0, sa.Integer) for _ in _SUMS), sa.func.count(), sa.func.count())
    op.execute(worker.insert().from_select(list(worker.c), sa.select(*whose, *sums).where(*judged).group_by(*whose)))
