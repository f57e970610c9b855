"""The house itself: every service on its own database, and the ways letters travel between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from types import MappingProxyType

from deploy.settings import DESKS, Settings
from messaging.clock import Clock
from messaging.database import Database
from messaging.service import Service
from messaging.wiring import Wiring


def wall_clock() -> datetime:
    """Return the time; the only place where anybody looks at it."""
    return datetime.now(UTC)


@cache
def wirings() -> Mapping[str, Wiring]:
    """Return the wiring of every service by name, the portal's accounts first."""
    found = {name: import_module(_module(name)).WIRING for name in DESKS}
    return MappingProxyType(found)


def _module(name: str) -> str:
    return "portal.accounts.service" if name == "accounts" else f"services.{name}.service"


def build(settings: Settings, clock: Clock = wall_clock, only: Iterable[str] = DESKS) -> dict[str, Service]:
    """Return the services named in ``only``, each on its own database."""
    if settings.database_of("registration").startswith("sqlite"):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    return {
        name: Service(wirings()[name], Database(settings.database_of(name), pool_size=settings.pool_size), clock)
        for name in only
    }


def close(services: Mapping[str, Service]) -> None:
    """Let go of every database."""
    for each in services.values():
        each.database.close()
