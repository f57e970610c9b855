"""Numbers of records stay in one piece wherever they stand, and what stands around them stays safe."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from portal.cells import in_one_piece


@pytest.mark.parametrize("number", ["M-2026-0064", "BI-2025-1452", "2026-P-00007"])
def test_a_number_is_kept_from_breaking_and_the_text_around_it_is_escaped(number: str) -> None:
    assert in_one_piece(f"<b> · {number}") == f'&lt;b&gt; · <span class="whole">{number}</span>'


def test_attributes_of_a_piece_of_a_page_are_left_alone() -> None:
    given = Markup('<a title="M-2026-0064">Muster · M-2026-0064</a>')
    assert in_one_piece(given) == '<a title="M-2026-0064">Muster · <span class="whole">M-2026-0064</span></a>'


@pytest.mark.parametrize("other", ["", "Muster-Beispiel", "COVID-19", 7, None])
def test_everything_else_stays_as_it_is(other: object) -> None:
    assert in_one_piece(other) is other
