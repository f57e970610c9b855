"""The one place where an engine is made: SQLite with its write lock, PostgreSQL with its time-outs."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any, Final, cast

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from messaging.long_answers import let_answer_in_binary
from messaging.putting import write_put
from messaging.reading_file import ReadingFile
from messaging.reading_lines import IDLE, LateSession, ReadingLines

IN_EACH_OTHERS_WAY: Final = frozenset({"40001", "40P01", "55P03"})
AWAY: Final = frozenset({"57P01", "57P02", "57P03", "25006", "58030"})
"""Shutting down, crashed, starting, gone read-only after a failover, disk failing; with classes 08 and 53 (no room)."""
AWAY_CLASSES: Final = ("08", "53")
SQLITE_AWAY: Final = ("unable to open", "disk i/o", "disk is full", "readonly")
PATIENCE: Final = {"connect_timeout": 3, "keepalives_idle": 5, "keepalives_interval": 2, "tcp_user_timeout": 8000}
"""A server that has vanished from the network is given up after seconds, not after the hours TCP would wait."""
PRAGMAS: Final = ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=FULL", "cache_size=-500")
"""FULL: what was committed is on the disk, even when the power fails a moment later.

There are some thirty connections: each keeps few pages of its own, as the system keeps them all.
"""
SHARED: Final = {"timeout": 10, "check_same_thread": False}
PLANNING: Final = "-c random_page_cost=1.1 -c jit=off"
"""Disks without heads find a row as fast as the next one, and no answer here is long enough to be compiled first."""
_READING: Final = "ssip_reading"
_FLEETING: Final = "ssip_fleeting"
_USED: Final = "ssip_used"
ROWS_TOGETHER: Final = 16


class DatabaseDown(Exception):
    """The database cannot be reached; nothing was decided."""


class Database:
    """One service's own database, and the only way to a session."""

    def __init__(self, url: str, *, pool_size: int = 5, statement_seconds: int = 30) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _postgres(url, pool_size, statement_seconds)
        self._writer = sessionmaker(self.engine, expire_on_commit=False)
        self._jotter = sessionmaker(self.engine.execution_options(**{_FLEETING: True}), expire_on_commit=False)
        # On PostgreSQL each statement sees what is committed, in a transaction or without: two round trips less.
        alone = {} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        looking = self.engine.execution_options(**{_READING: True}, **alone)
        self._answers = ReadingFile(self.engine) if self.is_sqlite else ReadingLines(self.engine, pool_size)
        self._reader = sessionmaker(looking, expire_on_commit=False, autoflush=False)
        for each in (self._writer, self._jotter):
            event.listen(each, "before_commit", write_put)
        self._turn = RLock()
        self._lines: list[Connection] = []

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session in one transaction; commits at the end, rolls back on any error.

        Inside one process, SQLite writers queue on a lock instead of polling the file.
        """
        if not self.is_sqlite:
            with self._writer.begin() as session:
                yield session
            return
        with self._turn, self._writer.begin() as session:
            yield session

    @contextmanager
    def jotting(self) -> Iterator[Session]:
        """Yield a session for notes that may be taken again: like ``writing``, but nobody waits for the disk.

        When the process dies nothing is lost; when the machine dies, the last moments may be.
        """
        if not self.is_sqlite:
            with self._writer.begin() as session:
                session.execute(text("set local synchronous_commit to off"))
                yield session
            return
        with self._turn, self._jotter.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that only reads; it is opened where direct questions are not enough.

        On SQLite what it reads itself is one state of the file. A direct question, and any statement on PostgreSQL,
        sees what is committed at its own moment.
        """
        late = LateSession(self._reader, self._answers)
        try:
            yield cast("Session", late)
        finally:
            late.finish()

    def line(self) -> Connection:
        """Return a connection of one's own; each statement is a transaction by itself, and nobody waits for the disk.

        For looks, and on PostgreSQL for notes that may be taken again, as with ``jotting``, where each step counts.
        """
        made = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        made.detach()
        if not self.is_sqlite:
            made.exec_driver_sql("set synchronous_commit to off")
        self._lines.append(made)
        return made

    def let_go(self, line: Connection) -> None:
        """Close a connection that ``line`` gave."""
        if line in self._lines:
            self._lines.remove(line)
        line.close()

    def is_up(self) -> bool:
        """Whether the database answers at all."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("select 1"))
        except (DBAPIError, PoolTimeout):
            return False
        return True

    def close(self) -> None:
        """Close every connection."""
        for each in tuple(self._lines):
            self.let_go(each)
        self._answers.close()
        self.engine.dispose()


def is_transient(error: BaseException) -> bool:
    """Whether the same transaction may well succeed when tried again."""
    return is_away(error) or is_collision(error)


def is_away(error: BaseException) -> bool:
    """Whether the database itself is out of reach or out of room, whatever was asked of it."""
    if isinstance(error, (PoolTimeout, DatabaseDown)):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.OperationalError):
        return any(word in str(error.orig).lower() for word in SQLITE_AWAY)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return isinstance(error, OperationalError) and not isinstance(error.orig, sqlite3.Error)
    return state in AWAY or state.startswith(AWAY_CLASSES)


def is_collision(error: BaseException) -> bool:
    """Whether the transaction only got into another one's way: a deadlock, a lock held too long, a busy file."""
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.OperationalError):
        return any(word in str(error.orig) for word in ("locked", "busy"))
    return getattr(error.orig, "sqlstate", None) in IN_EACH_OTHERS_WAY


def _postgres(url: str, pool_size: int, statement_seconds: int) -> Engine:
    limits = f"-c statement_timeout={statement_seconds}s -c lock_timeout=3s -c timezone=UTC"
    options = f"{limits} {PLANNING}"
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=5,
        hide_parameters=True,
        insertmanyvalues_page_size=ROWS_TOGETHER,
        connect_args={"options": options, "application_name": "ssip", **PATIENCE},
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _look_if_there)
    # Several rows travel as one statement, which is short enough that it is only once taken apart and planned.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    let_answer_in_binary(engine)
    return engine


def _note_use(_: Any, record: ConnectionPoolEntry) -> None:
    record.info[_USED] = time.monotonic()


def _look_if_there(connection: Any, record: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
    """Ask a connection that was idle whether it still lives; one that was just used is believed, and tried again."""
    import psycopg  # only where PostgreSQL is: nine megabytes for one name

    used = record.info.get(_USED)
    if used is None or time.monotonic() - used < IDLE:
        return
    try:
        connection.execute("select 1")
        connection.rollback()
    except psycopg.Error as error:
        raise InvalidatePoolError("the server has closed the connection") from error


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args=SHARED, hide_parameters=True, pool_use_lifo=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    reading, fleeting = options.get(_READING, False), options.get(_FLEETING, False)
    if not reading and connection.info.get(_FLEETING, False) is not fleeting:
        connection.exec_driver_sql(f"PRAGMA synchronous={'NORMAL' if fleeting else 'FULL'}")
        connection.info[_FLEETING] = fleeting
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
