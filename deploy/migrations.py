"""Brings each service's tables to the version the code needs: one Alembic history per service, no env.py.

Changes expand first, move second and contract in a later release, so that the running version lives on the new
schema; a service's history touches only that service's database.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from messaging.service import Service


@dataclass(frozen=True)
class Standing:
    """Where one service's tables are, and where the code wants them."""

    service: str
    found: str | None
    wanted: str | None

    @property
    def is_pending(self) -> bool:
        """Whether a migration is still to be run."""
        return self.found != self.wanted


def history_of(name: str) -> ScriptDirectory:
    """Return the migration history of one service."""
    return ScriptDirectory(str(folder_of(name)), version_locations=[str(folder_of(name) / "versions")])


def folder_of(name: str) -> Path:
    """Return the folder of a service's migrations."""
    package = "portal.accounts" if name == "accounts" else f"services.{name}"
    return Path(str(files(package))) / "migrations"


def standing(service: Service) -> Standing:
    """Return where a service's tables stand."""
    with service.database.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return Standing(service.name, found, history_of(service.name).get_current_head())


def migrate(service: Service) -> Standing:
    """Bring a service's tables to the newest version; return where they stood before. Safe to repeat."""
    before = standing(service)
    if before.is_pending:
        with service.database.engine.begin() as connection:
            _prepare(connection)
            _upgrade(connection, history_of(service.name), service)
    return before


def _prepare(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("set lock_timeout = '5s'"))
        connection.execute(text("set statement_timeout = '600s'"))


def _upgrade(connection: Connection, history: ScriptDirectory, service: Service) -> None:
    def steps(revision: Any, _: Any) -> Any:
        return history._upgrade_revs("heads", revision)  # what Alembic's own command does

    with EnvironmentContext(Config(), history, fn=steps, destination_rev="heads") as environment:
        environment.configure(connection=connection, target_metadata=service.wiring.metadata)
        environment.run_migrations()


def differences(service: Service) -> list[Any]:
    """Return what the tables lack or have too much, compared with the code; empty when migrations are complete."""
    with service.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        return list(compare_metadata(context, service.wiring.metadata))
