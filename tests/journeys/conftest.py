"""A database as an administrator prepares it: one role and one schema per service."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.deploy.test_accounts import make_accounts
from tests.journeys.colleague import Colleague
from tests.journeys.town import Town, opened
from tests.servers.postgres import PrivatePostgres


@pytest.fixture
def service_databases(private_postgres: PrivatePostgres) -> str:
    """The database URL with ``{service}`` in it."""
    make_accounts(private_postgres)
    return f"postgresql://ssip_{{service}}@127.0.0.1:{private_postgres.port}/ssip"


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    """A small town, one copy for the tests of a file."""
    with opened() as found:
        yield found


@pytest.fixture
def at(town: Town, browser: Browser) -> Callable[..., Colleague]:
    """Whoever comes to work: ``with at("coordination") as me``."""

    def comes(name: str, language: str = "fr", *, with_script: bool = True) -> Colleague:
        return Colleague(town.base, browser, name, language, with_script=with_script)

    return comes
