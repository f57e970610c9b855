"""Registration alone, furnished, for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.registration.people import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with two social services, told nothing yet."""
    made = Office(tmp_path)
    made.told()
    yield made
    made.service.database.close()
