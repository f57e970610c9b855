"""Days, moments and amounts are written the same way on every page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from portal import formats
from schemas.codes_calendar import ShiftMode

NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


class PlaceKindOfTest(StrEnum):
    IP = "IP"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 1, 5), "05.01.2026"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "01.01.2027"),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), "01.07.2026"),
        ("2026-03-09", "09.03.2026"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_day_is_written_with_points_and_counts_in_zurich(value: date | None, written: str) -> None:
    assert formats.day(value) == written


def test_a_moment_is_shown_on_the_clocks_of_biel_in_winter_and_summer() -> None:
    assert formats.moment(datetime(2026, 1, 1, 12, 0, tzinfo=UTC)) == "01.01.2026 13:00"
    assert formats.moment(datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == "01.07.2026 14:00"
    assert formats.clock(datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=5)))) == "09:00"


def test_a_moment_without_a_zone_is_taken_as_utc() -> None:
    assert formats.moment(datetime(2026, 1, 1, 12, 0)) == "01.01.2026 13:00"  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("centimes", "written"),
    [(4825050, "48'250.50"), (0, "0.00"), (5, "0.05"), (-123456, "−1'234.56"), (100000000, "1'000'000.00"), (None, "")],
)
def test_money_is_centimes_written_in_francs(centimes: int | None, written: str) -> None:
    assert formats.money(centimes) == written


@given(st.integers(-(10**12), 10**12))
def test_money_loses_no_centime(centimes: int) -> None:
    text = formats.money(centimes).replace("'", "").replace("−", "-")
    assert int(Decimal(text) * 100) == centimes


def test_numbers_keep_their_fraction_and_percents_do_not_break() -> None:
    assert formats.number(48250) == "48'250"
    assert formats.number(2.5) == "2.5"
    assert formats.number(Decimal("1.255"), 2) == "1.26"
    assert formats.number(1e3) == "1'000"
    assert formats.percent(81) == "81\N{NO-BREAK SPACE}%"
    assert formats.percent(None) == ""
    assert formats.signed(6) == "+6"
    assert formats.signed(-3) == "−3"
    assert formats.signed(0) == "0"


def test_sizes_are_said_in_the_language_of_the_page() -> None:
    assert formats.size(1_468_006, "fr") == "1.4\N{NO-BREAK SPACE}Mo"
    assert formats.size(245_760, "de") == "240\N{NO-BREAK SPACE}KB"
    assert formats.size(12, "de") == "12\N{NO-BREAK SPACE}Byte"
    assert formats.size(None, "de") == ""


def test_long_days_follow_the_language() -> None:
    assert formats.long_day(TODAY, "fr") == "dimanche 22 novembre 2026"
    assert formats.long_day(TODAY, "de") == "Sonntag, 22. November 2026"


@pytest.mark.parametrize(("language", "pattern"), [("fr", "EEEE d MMMM y"), ("de", "EEEE, d. MMMM y")])
def test_days_and_months_are_called_what_the_library_of_all_languages_calls_them(language: str, pattern: str) -> None:
    for each in (TODAY + timedelta(days=days) for days in range(366)):
        assert formats.long_day(each, language) == format_date(each, pattern, locale=f"{language}_CH")
        assert formats.month_name(each, language) == format_date(each, "LLLL", locale=f"{language}_CH")
    week = [date(2024, 1, each) for each in range(1, 8)]
    short, whole = (
        [format_date(each, width, locale=f"{language}_CH") for each in week] for width in ("cccccc", "cccc")
    )
    assert formats.weekday_names(language) == list(zip(short, whole, strict=True))


@pytest.mark.parametrize(
    ("before", "written"),
    [
        (timedelta(seconds=20), "à l’instant"),
        (timedelta(minutes=1), "il y a 1 minute"),
        (timedelta(hours=3), "il y a 3 heures"),
        (timedelta(days=1), "il y a 1 jour"),
        (timedelta(days=40), "il y a 40 jours"),
        (timedelta(hours=-2), "dans 2 heures"),
        (timedelta(days=-2), "dans 2 jours"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_unit(before: timedelta, written: str) -> None:
    assert formats.ago(NOON - before, NOON, "fr") == written


def test_due_days_are_said_from_today() -> None:
    assert formats.due(TODAY, TODAY, "de") == "heute"
    assert formats.due(TODAY + timedelta(days=1), TODAY, "de") == "in 1 Tag"
    assert formats.due(TODAY - timedelta(days=2), TODAY, "fr") == "2 jours de retard"
    assert formats.due(None, TODAY, "fr") == ""


def test_codes_find_their_words_by_the_name_of_their_enum() -> None:
    assert formats.code_key(PlaceKindOfTest.IP) == "code.place_kind_of_test.IP"
    assert formats.code(ShiftMode.UNSHIFTED, "de") != formats.code(ShiftMode.UNSHIFTED, "fr")
    assert formats.code(None, "fr") == ""


def test_initials_stand_for_a_name() -> None:
    assert formats.initials("von Allmen-Schüpbach, Anna-Katharina") == "VK"
    assert formats.initials("Ruth") == "R"
    assert formats.initials("") == ""


@pytest.mark.parametrize(
    ("reference", "written"),
    [
        ("000000000000000000002026133", "00 00000 00000 00000 00020 26133"),
        ("210000000003139471430009017", "21 00000 00003 13947 14300 09017"),
        ("RF18539007547034", "RF18 5390 0754 7034"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_payment_reference_is_grouped_as_banks_print_it(reference: str | None, written: str) -> None:
    assert formats.reference(reference) == written
