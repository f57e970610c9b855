"""Numbers without a gap: the series' row is locked until the paper that got the number is committed."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from messaging.work import Work
from schemas.codes_billing import PaperKind
from services.billing.model import NumberSeries


def next_serial(kind: PaperKind, year: int, work: Work) -> int:
    """Return the next number of a series; rolled back with its transaction, so none is ever missing or doubled."""
    dialect = postgresql if work.session.get_bind().dialect.name == "postgresql" else sqlite
    begun = dialect.insert(NumberSeries).values(kind=kind, year=year, last=0).on_conflict_do_nothing()
    work.session.execute(begun)
    counted = (
        update(NumberSeries)
        .where(NumberSeries.kind == kind, NumberSeries.year == year)
        .values(last=NumberSeries.last + 1)
        .returning(NumberSeries.last)
        .execution_options(synchronize_session=False)
    )
    return int(work.session.execute(counted).scalar_one())
