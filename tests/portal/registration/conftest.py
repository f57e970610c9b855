"""A portal with two social services, their communes and the dated lists."""

from __future__ import annotations

import pytest

from tests.portal.household import Household
from tests.portal.registration import scene


@pytest.fixture
def house(portal: Household) -> Household:
    """A portal of this test's own, furnished for registration."""
    scene.furnish(portal)
    return portal
