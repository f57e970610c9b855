"""A placements service for every test that takes ``scene``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.placements.scene import Scene


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """A fresh service on SQLite."""
    made = Scene(f"sqlite:///{tmp_path / 'placements.sqlite'}")
    yield made
    made.close()
