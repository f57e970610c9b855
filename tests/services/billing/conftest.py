"""A billing service for every test that takes ``scene``, and a furnished one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.billing.scene import Scene


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Scene]:
    """A fresh service on SQLite where nothing is set."""
    made = Scene(f"sqlite:///{tmp_path / 'billing.sqlite'}")
    yield made
    made.close()


@pytest.fixture
def scene(bare: Scene) -> Scene:
    """A service that can bill."""
    return bare.furnish()
