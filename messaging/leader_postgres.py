"""How one relay among several processes on PostgreSQL comes to lead, and is followed when it dies."""

from __future__ import annotations

import random
import time
from threading import Event as Flag
from typing import Any, Final

import psycopg
import structlog

from messaging.bookkeeping import WAKE_CHANNEL
from messaging.database import Database

TRY_TO_LEAD: Final = "select pg_try_advisory_lock(hashtextextended(coalesce(current_schema(), '') || %s, 0))"
VERIFY: Final = 0.25
"""Seconds after which a leader asks whether its connection, and with it the lock, is still there."""
log = structlog.get_logger(__name__)


class PostgresLead:
    """For PostgreSQL: an advisory lock and LISTEN on one connection of its own.

    The lock ends with the connection, so a dead leader is followed within a second. Should two lead for a moment (the
    connection broke while a batch was under way), letters may leave twice, never out of order and never not at all.
    The connection must reach the server itself: a pooler in transaction mode keeps neither locks nor LISTEN.
    """

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._name = name
        self._connection: psycopg.Connection[Any] | None = None
        self._leads = False
        self._seen_at = 0.0

    def holds(self) -> bool:
        """Verify the connection and with it the lock; take the lock where it is free."""
        try:
            connection = self._connected()
            if not self._leads:
                row = connection.execute(TRY_TO_LEAD, (f".relay.{self._name}",)).fetchone()
                self._leads = bool(row and row[0])
            elif time.monotonic() - self._seen_at > VERIFY:
                connection.execute("select 1")
            else:
                return True
            self._seen_at = time.monotonic()
        except psycopg.Error as error:
            log.warning("lead_lost", service=self._name, reason=type(error).__name__)
            self.close()
        return self._leads

    def wait(self, seconds: float) -> None:
        """Wait for a NOTIFY; without a connection simply wait, a little unevenly."""
        if self._connection is None:
            Flag().wait(seconds * random.uniform(0.5, 1.0))  # noqa: S311  # jitter, not a secret
            return
        try:
            for _ in self._connection.notifies(timeout=seconds, stop_after=1):
                pass
        except psycopg.Error:
            self.close()

    def close(self) -> None:
        """Close the connection; the lock goes with it."""
        self._leads = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> psycopg.Connection[Any]:
        if self._connection is None:
            made: Any = self._database.engine.dialect.create_connect_args(self._database.url)
            options = {**made[1], "application_name": "ssip-relay", "autocommit": True}
            self._connection = psycopg.connect(*made[0], **options)
            self._connection.execute(f'listen "{WAKE_CHANNEL.format(name=self._name)}"')
        return self._connection
