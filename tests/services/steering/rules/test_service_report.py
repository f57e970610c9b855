"""The periodic report of a service, and how long registrations wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from schemas.codes import Phase
from schemas.refusal import Refused
from services.steering.rules.periods import period_of
from services.steering.rules.registration_delay import registration_delay
from services.steering.rules.service_report import (
    OwnUtilisation,
    ReportedMandate,
    service_report,
    service_report_row,
)

SERVICE = UUID(int=1)
MANDATE = ReportedMandate(
    mandate_id=UUID(int=10),
    social_service_id=SERVICE,
    person_name="Exemple, Ada",
    started_on=date(2026, 3, 1),
    phase=Phase.MEASURE,
    measure="Atelier Exemple",
)


def test_a_line_of_the_report_says_who_since_when_and_in_which_measure_rule_35_row_24() -> None:
    row = service_report_row(MANDATE, SERVICE)
    assert (row.person_name, row.started_on, row.phase, row.measure) == (
        "Exemple, Ada",
        date(2026, 3, 1),
        Phase.MEASURE,
        "Atelier Exemple",
    )


def test_a_mandate_of_another_service_stops_the_report_rule_35_row_24() -> None:
    foreign = replace(MANDATE, social_service_id=UUID(int=2))
    with pytest.raises(Refused, match="report_mandate_of_another_service"):
        service_report(SERVICE, period_of(date(2026, 11, 22)), [MANDATE, foreign], OwnUtilisation(None, None))


def test_both_averages_stand_in_the_report_even_when_equal_rule_35_row_24() -> None:
    equal = OwnUtilisation(Decimal("80.0"), Decimal("80.0"))
    early = replace(MANDATE, mandate_id=UUID(int=11), started_on=date(2026, 1, 1))
    report = service_report(SERVICE, period_of(date(2026, 11, 22)), [MANDATE, early], equal)
    assert (report.own_utilisation, report.own_poias_utilisation) == (Decimal("80.0"), Decimal("80.0"))
    assert report.mandates == 2
    assert [row.mandate_id for row in report.rows] == [early.mandate_id, MANDATE.mandate_id]


@pytest.mark.parametrize(
    ("accepted", "today", "alert_days", "days", "is_open", "is_alert"),
    [
        (date(2026, 11, 5), date(2026, 11, 22), None, 3, False, False),
        (date(2026, 11, 5), date(2026, 11, 22), 2, 3, False, True),
        (date(2026, 11, 5), date(2026, 11, 22), 3, 3, False, False),
        (None, date(2026, 11, 22), None, 20, True, False),
        (None, date(2026, 11, 22), 10, 20, True, True),
    ],
)
def test_the_wait_for_acceptance_is_counted_and_alerted_only_by_a_set_limit_rule_55_row_24(
    accepted: date | None, today: date, alert_days: int | None, days: int, is_open: bool, is_alert: bool
) -> None:
    delay = registration_delay(date(2026, 11, 2), accepted, today, alert_days)
    assert (delay.days, delay.is_open, delay.is_alert) == (days, is_open, is_alert)


def test_nobody_is_accepted_before_being_registered() -> None:
    with pytest.raises(ValueError, match="before it was submitted"):
        registration_delay(date(2026, 11, 2), date(2026, 11, 1), date(2026, 11, 22))
