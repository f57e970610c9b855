"""No list reads a large table from one end to the other: PostgreSQL itself explains every statement of every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from deploy import house
from deploy.benches import scans
from deploy.benches.data import listening
from deploy.benches.furniture import furnish
from deploy.benches.seeding import seed
from deploy.benches.visits import Visitor, addresses
from deploy.processes import application_of
from deploy.settings import DESKS, from_environment
from messaging.database import Database
from messaging.service import Service
from tests.servers import postgres

MANDATES: Final = 20_000
WHOLE: Final = frozenset({"mandates_by_name"})
"""The twentieth page by name, far behind any index."""

MENU: Final = "today"
"""The page that asks for the numbers of the menu each time; on the others they are kept, however slow the machine."""


@pytest.fixture
def country(postgres_url: str) -> Iterator[Mapping[str, Service]]:
    """Every service on a database of its own, with more mandates than may be read as a whole."""
    with ExitStack() as held:
        urls = {name: held.enter_context(postgres.database(postgres_url)) for name in DESKS}
        services = {name: Service(house.wirings()[name], Database(url), house.wall_clock) for name, url in urls.items()}
        held.callback(house.close, services)
        furnish(services)
        seed(services, 1, MANDATES, lambda _: None)
        yield services


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_page_reads_a_table_of_ten_thousand_rows_as_a_whole(country: Mapping[str, Service], tmp_path: Path) -> None:
    app = application_of(country, from_environment({}, data_dir=tmp_path))
    settings = app.extensions["ssip.settings"]
    found: dict[str, tuple[str, ...]] = {}
    for name in ("coordination", "as.bienne", "lbs"):
        who = Visitor(app, country, name)
        for page, address in addresses(who).items():
            app.extensions["ssip.settings"] = replace(settings, counter_seconds=0 if page == MENU else 3600)
            who.open(address)
            with listening(country) as heard:
                who.open(address)
            if page not in WHOLE and (tables := scans.of(heard)):
                found[f"{name} {page}"] = tables
    assert found == {}
