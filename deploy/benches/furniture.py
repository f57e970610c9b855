"""What every benchmark on whole services needs first: tables, reference data, accounts and lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from argon2 import PasswordHasher

from deploy import house
from deploy.demo import scenery
from deploy.demo.stage import Stage, in_haste
from deploy.migrations import migrate
from deploy.reference.loading import load_reference
from messaging.clock import day_of
from messaging.service import Service
from portal.accounts import passwords


def furnish(services: Mapping[str, Service]) -> None:
    """Make tables, reference data, accounts and lists."""
    for each in services.values():
        migrate(each)
    with in_haste(services), _hashing_cheaply():
        load_reference(services)
        stage = Stage(services, day_of(house.wall_clock()))
        scenery.set_up(stage)
        stage.deliver()


@contextmanager
def _hashing_cheaply() -> Iterator[None]:
    """Hash the one password of fifty invented accounts with next to no costs; whoever signs in gets a real hash."""
    names = vars(passwords)
    real = names["_HASHER"]
    names["_HASHER"] = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    try:
        yield
    finally:
        names["_HASHER"] = real
