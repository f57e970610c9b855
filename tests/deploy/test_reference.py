"""The reference data of the source documents: complete, and loading them twice changes nothing the second time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

from deploy import house
from deploy.identities import social_service_id
from deploy.migrations import differences, migrate, standing
from deploy.reference.loading import Loaded, load_reference
from deploy.settings import from_environment
from messaging.service import Service
from schemas.actor import HOUSE, Actor, Role
from schemas.casework import SetCaseworkValue
from services.casework.queries.settings import enabling, segments_enabled, services_settled
from services.placements.queries.registers import providers
from services.registration.queries.territory import communes, social_services
from tests import kept


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Mapping[str, Service]]:
    made = house.build(from_environment({}, data_dir=tmp_path), only=["registration", "placements", "casework"])
    for name, each in made.items():
        kept.furnished(f"migrated {name}", each.database, partial(migrate, each))
    yield made
    house.close(made)


def test_loading_twice_changes_nothing_the_second_time(services: Mapping[str, Service]) -> None:
    first = load_reference(services)
    assert first.unchanged == 0
    assert load_reference(services) == Loaded(0, first.entered)


def test_the_source_lists_are_complete(services: Mapping[str, Service]) -> None:
    load_reference(services)
    registration, placements = services["registration"], services["placements"]
    assert len(registration.ask(social_services, HOUSE)) == 13
    found = registration.ask(communes, HOUSE)
    assert len(found) == 60
    assert sorted(each.perimeter for each in found).count("lyss") == 46
    partners = placements.ask(providers, HOUSE)
    assert len(partners) == 13
    assert sum(len(each.offers) for each in partners) == 22


def test_only_communes_that_bear_their_services_name_are_mapped(services: Mapping[str, Service]) -> None:
    load_reference(services)
    found = services["registration"].ask(communes, HOUSE)
    assert sum(each.social_service_id is not None for each in found) == 13


def test_segments_are_switched_on_for_bienne_alone_and_stay_off_where_somebody_said_so(
    services: Mapping[str, Service],
) -> None:
    load_reference(services)
    desk, bienne = services["casework"], enabling(social_service_id("bienne"))
    assert desk.ask(services_settled, HOUSE) == {bienne}
    desk.do(SetCaseworkValue(name=bienne, value=0, valid_from=date(2026, 1, 1)), HOUSE)
    load_reference(services)
    worker = Actor(uuid4(), Role.CASE_WORKER, social_service_id("bienne"))
    assert not desk.ask(segments_enabled, worker)


@pytest.mark.slow
def test_migrations_make_the_tables_the_code_wants(tmp_path: Path) -> None:
    made = house.build(from_environment({}, data_dir=tmp_path))
    for each in made.values():
        assert standing(each).is_pending
        migrate(each)
        assert not standing(each).is_pending
        assert differences(each) == [], each.name
        migrate(each)
    house.close(made)
