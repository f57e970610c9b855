"""Portfolios: at least a tenth in A, at most two fifths in C, and what a review would change."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes_casework import PortfolioOutcome, Segment
from services.casework.rules.portfolio import SegmentCounts, count_segments, portfolio_check, portfolios
from services.casework.rules.what_if import Move, review_choices, what_if

A, B, C = Segment
NUMBERS = st.integers(0, 200)


@pytest.mark.parametrize(
    ("counts", "outcome", "interventions"),
    [
        ((10, 50, 40), PortfolioOutcome.IN_ORDER, []),
        ((9, 51, 40), PortfolioOutcome.INTERVENTION, [("portfolio_share_below", "A", "9.0")]),
        ((10, 45, 45), PortfolioOutcome.INTERVENTION, [("portfolio_share_above", "C", "45.0")]),
        ((1, 5, 4), PortfolioOutcome.IN_ORDER, []),
        ((0, 0, 0), PortfolioOutcome.NO_DATA, []),
        (
            (0, 1, 1),
            PortfolioOutcome.INTERVENTION,
            [("portfolio_share_below", "A", "0.0"), ("portfolio_share_above", "C", "50.0")],
        ),
    ],
)
def test_a_portfolio_asks_for_action_where_a_is_rare_or_c_is_common_rule_49_row_12(
    counts: tuple[int, int, int], outcome: PortfolioOutcome, interventions: list[tuple[str, str, str]]
) -> None:
    check = portfolio_check(SegmentCounts(*counts))
    assert check.outcome is outcome
    assert [(e.code, e.facts["letter"], e.facts["share_percent"]) for e in check.interventions] == interventions


def test_a_share_of_b_off_its_guide_value_only_informs_row_12() -> None:
    check = portfolio_check(SegmentCounts(20, 60, 20))
    assert check.outcome is PortfolioOutcome.IN_ORDER
    assert [each.code for each in check.information] == ["portfolio_share_off_guide"]


def test_dossiers_of_intake_2_are_not_in_the_denominator_row_12() -> None:
    assert count_segments([A, B, None, C, None]) == SegmentCounts(1, 1, 1)


def test_every_case_worker_has_a_portfolio_of_their_own_row_12() -> None:
    first, second = UUID(int=1), UUID(int=2)
    found = portfolios([(first, A), (second, C), (first, B), (second, None)])
    assert found == {first: SegmentCounts(a=1, b=1), second: SegmentCounts(c=1)}


def test_a_review_shows_what_each_segment_would_do_to_the_portfolio_row_12() -> None:
    choices = review_choices(SegmentCounts(1, 5, 5), C)
    assert choices[B].solved == {("portfolio_share_above", "C")}
    assert choices[A].solved == {("portfolio_share_below", "A"), ("portfolio_share_above", "C")}
    assert (choices[C].solved, choices[C].caused) == (frozenset(), frozenset())


def test_a_move_that_would_break_a_limit_is_seen_beforehand_row_12() -> None:
    seen = what_if(SegmentCounts(1, 5, 4), [Move(A, C)])
    assert seen.caused == {("portfolio_share_below", "A"), ("portfolio_share_above", "C")}
    assert what_if(SegmentCounts(1, 0, 0), [Move(None, B)]).after.counts == SegmentCounts(1, 1, 0)
    assert what_if(SegmentCounts(1, 0, 0), [Move(A, None)]).after.outcome is PortfolioOutcome.NO_DATA


def test_a_dossier_that_is_not_there_cannot_move_row_12() -> None:
    with pytest.raises(ValueError, match="segment A"):
        what_if(SegmentCounts(0, 1, 0), [Move(A, B)])


@given(a=NUMBERS, b=NUMBERS, c=NUMBERS)
def test_a_move_there_and_back_changes_nothing_row_12(a: int, b: int, c: int) -> None:
    counts = SegmentCounts(a, b, c)
    there_and_back = [Move(None, A), Move(A, C), Move(C, None)]
    assert what_if(counts, there_and_back).after == portfolio_check(counts)
