"""The mask of a payment code is the one segno takes by itself."""

from __future__ import annotations

import random
from typing import Any

import pytest
import segno

from portal.papers.qr_mask import best_masked


@pytest.mark.parametrize("length", [30, 120, 250, 330, 420])
def test_row_21_a_code_wears_the_mask_that_segno_would_choose(length: int) -> None:
    chance = random.Random(length)
    for _ in range(6):
        text = "".join(chance.choices("ABCDEFabcdef0123456789 \n/é-", k=length))
        how: dict[str, Any] = {"error": "m", "boost_error": False, "encoding": "utf-8", "eci": False}
        found = best_masked(segno.make_qr(text, mask=0, **how))
        assert found == [list(row) for row in segno.make_qr(text, **how).matrix]
