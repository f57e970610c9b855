"""Here the portal has one desk only: what is tested is the same with all of them, and nobody else's pages matter."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal.core.toy import PAGES
from tests.portal.household import Household, move_in


@pytest.fixture
def portal(furnished: Path, tmp_path: Path) -> Iterator[Household]:
    """A portal of this test's own, without any service."""
    folder = tmp_path / "desks"
    shutil.copytree(furnished, folder)
    household = move_in(folder, only=("accounts",), pages=(PAGES,))
    yield household
    household.close()
