"""The portal for every test here: furnished once, copied for each test that changes something."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from portal.accounts import passwords
from tests.portal.household import Household, furnish, move_in


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Hash passwords cheaply; the one test about the time it takes brings the real costs back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        passwords._nobody.cache_clear()
        yield
    passwords._nobody.cache_clear()


@pytest.fixture(scope="session")
def furnished(_quick_hashes: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every service's tables and one person per role."""
    folder = tmp_path_factory.mktemp("furnished")
    furnish(folder)
    return folder


@pytest.fixture
def portal(furnished: Path, tmp_path: Path) -> Iterator[Household]:
    """A portal of this test's own."""
    folder = tmp_path / "desks"
    shutil.copytree(furnished, folder)
    household = move_in(folder)
    yield household
    household.close()


@pytest.fixture(scope="module")
def shared_portal(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    """A portal for the tests of one file that only look."""
    folder = tmp_path_factory.mktemp("shared") / "desks"
    shutil.copytree(furnished, folder)
    household = move_in(folder)
    yield household
    household.close()
