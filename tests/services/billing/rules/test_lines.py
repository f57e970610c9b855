"""Lines: presence months, service records, finished phases and the flat rate, each at the tariff that held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from schemas.codes import Funding, PlaceKind
from schemas.codes_billing import (
    BilledItem,
    EvidenceKind,
    LineGroup,
    PartialMonth,
    PlaceDayCount,
    TariffBasis,
    TariffUnit,
)
from services.billing.rules.amounts import Quantity
from services.billing.rules.evidence import (
    PhaseDone,
    PresenceMonth,
    ServiceRecord,
    Span,
    presence_objections,
    record_objections,
)
from services.billing.rules.limits import SOURCE_LIMITS
from services.billing.rules.lines import (
    PriceBook,
    coordination_lines,
    phase_lines,
    place_quantity,
    presence_lines,
    record_lines,
)
from services.billing.rules.tariffs import Tariff

PLACE_DAY = Tariff(
    tariff_id=UUID(int=1),
    item=BilledItem.PROGRAMME_PLACE,
    unit=TariffUnit.PLACE_DAY,
    amount_centimes=4_550,
    valid_from=date(2026, 1, 1),
)
COACHING_HOUR = replace(
    PLACE_DAY, tariff_id=UUID(int=2), item=BilledItem.COACHING, unit=TariffUnit.HOUR, amount_centimes=12_000
)
CLARIFICATION_FLAT = replace(
    PLACE_DAY, tariff_id=UUID(int=3), item=BilledItem.CLARIFICATION, unit=TariffUnit.FLAT, amount_centimes=150_000
)
FLAT_RATE = replace(
    PLACE_DAY,
    tariff_id=UUID(int=4),
    item=BilledItem.COORDINATION_FLAT_RATE,
    unit=TariffUnit.MONTH,
    amount_centimes=900_000,
)
BONUS = replace(CLARIFICATION_FLAT, tariff_id=UUID(int=5), basis=TariffBasis.RESULT, outcome="employed")
BOOK = PriceBook(
    (PLACE_DAY, COACHING_HOUR, CLARIFICATION_FLAT, FLAT_RATE), {BilledItem.PROGRAMME_PLACE: "5790.3636.01"}
)
NOVEMBER = PresenceMonth(
    presence_id=UUID(int=10),
    mandate_id=UUID(int=20),
    provider_id=UUID(int=30),
    place_kind=PlaceKind.IP,
    funding=Funding.POIAS,
    first_on=date(2026, 11, 1),
    last_on=date(2026, 11, 30),
    attended_half_days=37,
    is_locked=True,
)
HALF_NOVEMBER = replace(NOVEMBER, first_on=date(2026, 11, 14))
RECORD = ServiceRecord(
    record_id=UUID(int=40),
    mandate_id=UUID(int=20),
    staff_id=UUID(int=50),
    item=BilledItem.COACHING,
    on=date(2026, 11, 5),
    minutes=50,
)
DONE = PhaseDone(
    phase_id=UUID(int=60), mandate_id=UUID(int=20), item=BilledItem.CLARIFICATION, done_on=date(2026, 11, 9)
)


def test_a_locked_month_becomes_a_line_that_opens_to_its_evidence_row_21() -> None:
    (line,) = presence_lines(NOVEMBER, BOOK).lines
    assert (line.quantity, line.amount_centimes) == (Quantity(60, 2), 136_500)
    assert (line.evidence, line.evidence_id) == (EvidenceKind.PRESENCE_MONTH, str(NOVEMBER.presence_id))
    assert (line.group, line.account, line.mandate_id) == (LineGroup.PLACES, "5790.3636.01", NOVEMBER.mandate_id)


@pytest.mark.parametrize(
    ("presence", "codes"),
    [
        (replace(NOVEMBER, is_locked=False), ["presence_not_locked"]),
        (replace(NOVEMBER, funding=Funding.KIA), ["place_not_paid_by_poias"]),
        (
            replace(NOVEMBER, is_locked=False, funding=Funding.COMMUNAL),
            ["presence_not_locked", "place_not_paid_by_poias"],
        ),
        (replace(NOVEMBER, last_on=date(2026, 12, 1)), ["presence_not_one_month"]),
        (replace(NOVEMBER, first_on=date(2025, 11, 1), last_on=date(2025, 11, 30)), ["tariff_not_configured"]),
    ],
)
def test_a_month_that_cannot_be_paid_says_every_reason_row_21(presence: PresenceMonth, codes: list[str]) -> None:
    computed = presence_lines(presence, BOOK)
    assert computed.lines == ()
    assert [each.code for each in computed.objections] == codes


def test_more_half_days_attended_than_occupied_are_refused_row_21() -> None:
    presence = replace(NOVEMBER, first_on=date(2026, 11, 30), attended_half_days=3)
    assert [each.code for each in presence_objections(presence)] == ["presence_above_occupied"]


@pytest.mark.parametrize(
    ("presence", "unit", "limits", "quantity"),
    [
        (NOVEMBER, TariffUnit.MONTH, SOURCE_LIMITS, Quantity(1)),
        (HALF_NOVEMBER, TariffUnit.MONTH, SOURCE_LIMITS, Quantity(17, 30)),
        (HALF_NOVEMBER, TariffUnit.MONTH, replace(SOURCE_LIMITS, partial_month=PartialMonth.WHOLE), Quantity(1)),
        (HALF_NOVEMBER, TariffUnit.PLACE_DAY, SOURCE_LIMITS, Quantity(34, 2)),
        (
            HALF_NOVEMBER,
            TariffUnit.PLACE_DAY,
            replace(SOURCE_LIMITS, place_days=PlaceDayCount.ATTENDED),
            Quantity(37, 2),
        ),
    ],
)
def test_a_month_is_counted_as_the_tariff_and_the_settings_say_row_21(
    presence: PresenceMonth, unit: TariffUnit, limits: object, quantity: Quantity
) -> None:
    assert place_quantity(presence, unit, limits) == quantity  # type: ignore[arg-type]


def test_hours_of_the_office_are_billed_to_the_minute_row_21() -> None:
    (line,) = record_lines(RECORD, BOOK).lines
    assert (line.quantity, line.amount_centimes, line.account) == (Quantity(50, 60), 10_000, None)


def test_hours_of_a_service_with_a_flat_price_are_evidence_only_row_21() -> None:
    computed = record_lines(replace(RECORD, item=BilledItem.CLARIFICATION), BOOK)
    assert (computed.lines, computed.objections) == ((), ())


@pytest.mark.parametrize(
    ("item", "codes"),
    [(BilledItem.FOLLOWUP, ["tariff_not_configured"]), (BilledItem.MEASURE_SUPPORT, ["item_not_on_poias"])],
)
def test_a_service_without_price_or_that_the_canton_does_not_pay_makes_no_line_row_21(
    item: BilledItem, codes: list[str]
) -> None:
    computed = record_lines(replace(RECORD, item=item), BOOK)
    assert [each.code for each in computed.objections] == codes


def test_a_finished_clarification_is_billed_at_its_flat_price_row_21() -> None:
    (line,) = phase_lines(DONE, BOOK).lines
    assert (line.evidence, line.amount_centimes) == (EvidenceKind.PHASE_DONE, 150_000)


def test_a_finished_service_paid_by_the_hour_makes_no_second_line_row_21() -> None:
    assert phase_lines(replace(DONE, item=BilledItem.COACHING), BOOK).lines == ()


def test_a_result_earns_its_tariff_beside_the_flat_price_row_21() -> None:
    book = replace(BOOK, tariffs=(*BOOK.tariffs, BONUS))
    assert len(phase_lines(replace(DONE, outcome="employed"), book).lines) == 2
    assert len(phase_lines(replace(DONE, outcome="left"), book).lines) == 1
    assert [each.code for each in phase_lines(DONE, book).objections] == ["result_not_recorded"]


def test_a_service_paid_by_results_alone_needs_no_flat_price_row_21() -> None:
    book = PriceBook((BONUS,))
    assert len(phase_lines(replace(DONE, outcome="employed"), book).lines) == 1
    assert phase_lines(replace(DONE, outcome="left"), book).lines == ()


def test_two_results_for_the_same_outcome_are_an_error_row_21() -> None:
    book = PriceBook((BONUS, replace(BONUS, tariff_id=UUID(int=6))))
    computed = phase_lines(replace(DONE, outcome="employed"), book)
    assert [each.code for each in computed.objections] == ["tariffs_overlap"]


def test_a_finished_service_without_any_price_is_not_configured_row_21() -> None:
    computed = phase_lines(replace(DONE, item=BilledItem.FOLLOWUP), BOOK)
    assert [each.code for each in computed.objections] == ["tariff_not_configured"]


def test_coordination_is_a_flat_rate_for_a_month_row_21() -> None:
    (line,) = coordination_lines(date(2026, 11, 22), BOOK).lines
    assert (line.evidence_id, line.amount_centimes, line.group) == ("2026-11", 900_000, LineGroup.COORDINATION)
    assert [each.code for each in coordination_lines(date(2026, 11, 1), PriceBook(())).objections] == [
        "tariff_not_configured"
    ]


@pytest.mark.parametrize(
    ("record", "codes"),
    [
        (RECORD, []),
        (replace(RECORD, minutes=0), ["record_minutes_outside"]),
        (replace(RECORD, minutes=1441), ["record_minutes_outside"]),
        (replace(RECORD, on=date(2026, 11, 23)), ["record_in_future", "record_after_mandate"]),
        (replace(RECORD, on=date(2026, 9, 30), minutes=-1), ["record_minutes_outside", "record_before_mandate"]),
    ],
)
def test_a_service_record_has_a_duration_inside_its_mandate_row_21(record: ServiceRecord, codes: list[str]) -> None:
    mandate = Span(date(2026, 10, 1), date(2026, 11, 20))
    assert [each.code for each in record_objections(record, mandate, date(2026, 11, 22))] == codes
