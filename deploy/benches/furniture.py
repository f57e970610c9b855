"""What every benchmark on whole services needs first: tables, reference data, accounts and lists."""

from __future__ import annotations

from collections.abc import Mapping

from deploy import house
from deploy.demo import scenery
from deploy.demo.stage import Stage, in_haste
from deploy.migrations import migrate
from deploy.reference.loading import load_reference
from messaging.clock import day_of
from messaging.service import Service


def furnish(services: Mapping[str, Service]) -> None:
    """Make tables, reference data, accounts and lists."""
    for each in services.values():
        migrate(each)
    with in_haste(services):
        load_reference(services)
        stage = Stage(services, day_of(house.wall_clock()))
        scenery.set_up(stage)
        stage.deliver()
