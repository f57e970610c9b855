"""The tables every service with workflows keeps beside its own: history, deadlines, dated values and code lists."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    column,
)

from messaging.clock import Instant

_SERIAL: Final = BigInteger().with_variant(Integer, "sqlite")


class Books:
    """Four tables on one service's own metadata."""

    def __init__(self, metadata: MetaData) -> None:
        self.history = _history(metadata)
        self.deadlines = _deadlines(metadata)
        self.values = _values(metadata)
        self.codes = _codes(metadata)


def _history(metadata: MetaData) -> Table:
    return Table(
        "history",
        metadata,
        Column("seq", _SERIAL, primary_key=True, autoincrement=True),
        Column("subject", Uuid, nullable=False),
        Column("at", Instant, nullable=False),
        Column("what", String(80), nullable=False),
        Column("account_id", Uuid, nullable=False),
        Column("role", String(30), nullable=False),
        Column("organisation_id", Uuid, nullable=False),
        Column("facts", JSON, nullable=False, default=dict),
        Column("remark", Text),
        Index("history_of", "subject", "seq"),
    )


def _deadlines(metadata: MetaData) -> Table:
    still_open = column("done_at").is_(None)
    return Table(
        "deadlines",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("kind", String(60), nullable=False),
        Column("subject", Uuid, nullable=False),
        Column("mandate_id", Uuid),
        Column("due_on", Date, nullable=False),
        Column("owner_role", String(30), nullable=False),
        Column("owner_organisation_id", Uuid),
        Column("owner_account_id", Uuid),
        Column("backup_role", String(30), nullable=False),
        Column("stages", JSON, nullable=False),
        Column("reached", Integer, nullable=False, default=0),
        Column("next_on", Date),
        Column("opened_at", Instant, nullable=False),
        Column("done_at", Instant),
        Column("done_how", String(20)),
        Column("is_legal", Boolean, nullable=False, default=False),
        Column("snoozed_until", Date),
        Column("snooze_reason", Text),
        Index(
            "one_open_deadline",
            "kind",
            "subject",
            unique=True,
            postgresql_where=still_open,
            sqlite_where=still_open,
        ),
        Index("deadlines_next", "next_on", postgresql_where=still_open, sqlite_where=still_open),
        Index("deadlines_due", "due_on", postgresql_where=still_open, sqlite_where=still_open),
        Index("deadlines_of_record", "subject", "due_on", postgresql_where=still_open, sqlite_where=still_open),
        Index("deadlines_of_kind", "kind", "due_on", postgresql_where=still_open, sqlite_where=still_open),
    )


def _values(metadata: MetaData) -> Table:
    return Table(
        "dated_values",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("name", String(80), nullable=False),
        Column("valid_from", Date, nullable=False),
        Column("value", JSON),
        Column("set_by", Uuid, nullable=False),
        Column("set_at", Instant, nullable=False),
        UniqueConstraint("name", "valid_from", name="one_value_a_day"),
    )


def _codes(metadata: MetaData) -> Table:
    return Table(
        "code_lists",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("of", String(60), nullable=False),
        Column("code", String(60), nullable=False),
        Column("fr", String(200), nullable=False),
        Column("de", String(200), nullable=False),
        Column("rank", Integer, nullable=False, default=0),
        Column("valid_from", Date, nullable=False),
        Column("valid_until", Date),
        UniqueConstraint("of", "code", "valid_from", name="one_code_a_day"),
    )
