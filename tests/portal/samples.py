"""Records for the access tests: each function makes one and returns the parameters of its address.

Records belong to the social service of Lyss or to the provider Südkurve (``household.SERVICE``, ``.PROVIDER``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from schemas.actor import HOUSE, Role
from tests.portal.household import SERVICE, Household, somebody

Sample = Callable[[Household], Mapping[str, Any]]


def account(house: Household) -> Mapping[str, Any]:
    """An account that nobody in these tests uses."""
    made = somebody("sample", Role.CASE_WORKER, SERVICE)
    return {"account_id": house.desks["accounts"].do(made, HOUSE)}


SAMPLES: dict[str, Sample] = {"account": account}
