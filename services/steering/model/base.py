"""Steering's own metadata, its ledger and its books."""

from __future__ import annotations

from messaging.ledger import Ledger
from messaging.rows import Rows, new_metadata
from workflow.books import Books


class Base(Rows):
    """Steering's own metadata."""

    __abstract__ = True
    metadata = new_metadata()


LEDGER = Ledger(Base.metadata)
BOOKS = Books(Base.metadata)
