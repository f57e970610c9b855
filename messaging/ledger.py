"""What every service writes down beside its own tables: told, heard, kept for later, parked, and who did what."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    and_,
    column,
    false,
    not_,
)

from messaging.clock import Instant

_SERIAL: Final = BigInteger().with_variant(Integer, "sqlite")


class Ledger:
    """The six tables of one service's book-keeping, on that service's own metadata."""

    def __init__(self, metadata: MetaData) -> None:
        self.outbox = _outbox(metadata)
        self.unsent = _unsent(metadata)
        self.inbox = _inbox(metadata)
        self.postponed = _postponed(metadata)
        self.parked = _parked(metadata)
        self.audit = _audit(metadata)


def _outbox(metadata: MetaData) -> Table:
    unsent = column("sent_at").is_(None)
    unlisted = and_(unsent, not_(column("listed", Boolean)))
    return Table(
        "outbox",
        metadata,
        Column("seq", _SERIAL, primary_key=True, autoincrement=True),
        Column("message_id", Uuid, nullable=False, unique=True),
        Column("name", String(80), nullable=False),
        Column("subject", Uuid),
        Column("trace_id", String(32), nullable=False, default="", index=True),
        Column("body", Text, nullable=False),
        Column("told_at", Instant, nullable=False),
        Column("sent_at", Instant),
        Column("attempts", Integer, nullable=False, default=0, server_default="0"),
        Column("last_error", Text),
        Column("listed", Boolean, nullable=False, server_default=false()),
        Index("outbox_unsent", "seq", postgresql_where=unsent, sqlite_where=unsent),
        Index("outbox_unlisted", "seq", postgresql_where=unlisted, sqlite_where=unlisted),
    )


def _unsent(metadata: MetaData) -> Table:
    """The numbers of the letters that have not left; narrow, because its rows come and go."""
    return Table("unsent", metadata, Column("seq", _SERIAL, primary_key=True, autoincrement=False))


def _inbox(metadata: MetaData) -> Table:
    return Table(
        "inbox",
        metadata,
        Column("message_id", Uuid, primary_key=True),
        Column("name", String(80), nullable=False),
        Column("heard_at", Instant, nullable=False, index=True),
        Column("effect", String(20), nullable=False, default="done", server_default="done"),
    )


def _postponed(metadata: MetaData) -> Table:
    return Table(
        "postponed",
        metadata,
        Column("seq", _SERIAL, primary_key=True, autoincrement=True),
        Column("message_id", Uuid, nullable=False, unique=True),
        Column("subject", Uuid, index=True),
        Column("body", Text, nullable=False),
        Column("attempts", Integer, nullable=False, default=0),
        Column("due_at", Instant, nullable=False, index=True),
        Column("reason", Text, nullable=False),
    )


def _parked(metadata: MetaData) -> Table:
    return Table(
        "parked",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("message_id", Uuid),
        Column("name", String(80), nullable=False),
        Column("kind", String(40), nullable=False, index=True),
        Column("reason", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("attempts", Integer, nullable=False, default=1),
        Column("parked_at", Instant, nullable=False),
        Column("settled_at", Instant),
        Column("settled_how", String(20)),
        Column("settled_by", Uuid),
    )


def _audit(metadata: MetaData) -> Table:
    return Table(
        "audit",
        metadata,
        Column("seq", _SERIAL, primary_key=True, autoincrement=True),
        Column("at", Instant, nullable=False, index=True),
        Column("account_id", Uuid, nullable=False),
        Column("role", String(30), nullable=False),
        Column("organisation_id", Uuid, nullable=False),
        Column("act", String(80), nullable=False),
        Column("subject", Uuid, index=True),
        Column("outcome", String(20), nullable=False),
        Column("message_id", Uuid, unique=True),
        Column("answer", Uuid),
        Column("trace_id", String(32), nullable=False, default="", index=True),
        Column("changed", JSON),
    )
