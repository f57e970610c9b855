"""The ground of billing's tables: its own metadata, ledger and books."""

from __future__ import annotations

from messaging.ledger import Ledger
from messaging.rows import Rows, new_metadata
from workflow.books import Books


class Base(Rows):
    """Billing's own metadata."""

    __abstract__ = True
    metadata = new_metadata()


LEDGER = Ledger(Base.metadata)
BOOKS = Books(Base.metadata)
