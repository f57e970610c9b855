"""What holds for every test: markers follow the servers it takes, quick tests come first, servers end with the run."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

from messaging import database
from tests import patience, statements
from tests.servers.missing import fetch
from tests.servers.processes import close_root, open_root

pytest_plugins = ["tests.servers.fixtures"]

# fixture -> the marker every test taking it gets by itself
MARKERS = {
    "postgres_url": "postgres",
    "private_postgres": "postgres",
    "rabbitmq": "rabbitmq",
    "private_rabbit": "rabbitmq",
    "rabbit_folder": "rabbitmq",
    "browser": "chromium",
}

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a run makes the folder in which all of them keep their servers."""
    from hypothesis import settings  # imported here, when tests/compiled.py has spoken already

    # Busy machines are slow machines: an invented deadline would only fail now and then.
    settings.register_profile("house", deadline=None, print_blob=True)
    settings.register_profile("quick", settings.get_profile("house"), max_examples=20)
    settings.load_profile("quick" if "not slow" in config.getoption("markexpr") else "house")
    config.pluginmanager.register(patience, "patience")
    if not IS_WORKER:
        open_root()


def pytest_unconfigure() -> None:
    """And it ends whatever still runs, also after a test process was killed."""
    if not IS_WORKER:
        close_root()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the fixtures they take; those that answer at once come first, then those that are given most time.

    A long test that begins last is one process working while the others have gone home.
    """
    for item in items:
        for name in MARKERS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKERS[name])
    items.sort(key=lambda item: (patience.is_patient(item), -time_given(item)))


def time_given(item: pytest.Item) -> float:
    """Return the seconds a test asks for itself, 0 where the usual limit does."""
    marker = item.get_closest_marker("timeout")
    return float(marker.args[0]) if marker is not None and marker.args else 0.0


def pytest_collection_finish(session: pytest.Session) -> None:
    """Before the first test's clock runs, fetch the servers the chosen tests need, where that is allowed."""
    # What is loaded by now stays; the collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    if not session.config.option.collectonly:
        fetch({marker.name for item in session.items for marker in item.iter_markers()})


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Tests kill processes, never the machine: what SQLite handed to the system is as good as on the disk."""
    hasty = tuple(each.replace("synchronous=FULL", "synchronous=OFF") for each in database.PRAGMAS)
    assert hasty != database.PRAGMAS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "PRAGMAS", hasty)
        patch.setattr(database, "_sqlite", statements.sharing)
        yield
