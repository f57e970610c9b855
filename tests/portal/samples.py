"""Records for the access tests: each function makes one and returns the parameters of its address.

Records belong to the social service of Lyss or to the provider Südkurve (``household.SERVICE``, ``.PROVIDER``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from schemas.actor import HOUSE, Role
from tests.portal.household import SERVICE, Household, somebody

Sample = Callable[[Household], Mapping[str, Any]]


def account(house: Household) -> Mapping[str, Any]:
    """An account that nobody in these tests uses."""
    made = somebody("sample", Role.CASE_WORKER, SERVICE)
    return {"account_id": house.desks["accounts"].do(made, HOUSE)}


CORE: dict[str, Sample] = {"account": account}


@cache
def samples() -> Mapping[str, Sample]:
    """Return the sample records of every area."""
    found = dict(CORE)
    for path in sorted(Path(__file__).parent.glob("samples_*.py")):
        found |= import_module(f"tests.portal.{path.stem}").SAMPLES
    return found
