"""Reports in the demonstration: the quarters and the year the canton reads, and a draft nobody has published yet."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from deploy.demo.people import by_name
from deploy.demo.stage import Stage
from deploy.identities import demonstration_id
from schemas.codes_reporting import PaperKind
from schemas.codes_steering import PeriodKind
from schemas.reporting import PrepareReport, PublishReport, WriteReport
from schemas.steering import SetSteeringValue
from services.placements.queries.registers import providers
from services.placements.queries.utilisation import Period as Days
from services.placements.queries.utilisation import Viewpoint, utilisation_by
from services.steering.queries.periods import Period, previous_period
from services.steering.queries.reports import report

QUARTERS: Final = 3
DEMONSTRATION_SMALL: Final = 5
"""No source says from how many people on a number is published; this one is the demonstration's."""
DAYS_LATER: Final = 20
"""So many days after its period a report is published."""
_WORDS: Final = {
    "introduction_fr": "Démonstration : ce rapport porte sur des personnes inventées.",
    "introduction_de": "Demonstration: Dieser Bericht handelt von erfundenen Personen.",
    "outlook_fr": "Démonstration : les places de perspective d’insertion restent les plus demandées.",
    "outlook_de": "Demonstration: Plätze mit Perspektive bleiben am stärksten gefragt.",
}


def tell(stage: Stage, today: date) -> None:
    """Publish the last year and the last quarters, and begin the report of this year."""
    year = previous_period(today, PeriodKind.YEAR)
    quarters = [previous_period(today, PeriodKind.QUARTER)]
    while len(quarters) < QUARTERS:
        quarters.insert(0, previous_period(quarters[0].first, PeriodKind.QUARTER))
    begins = _published_on(year, today)
    stage.morning_of(begins)
    small = SetSteeringValue(name="small_cell_minimum", value=DEMONSTRATION_SMALL, valid_from=begins)
    stage.do(small, by_name("direction"))
    _publish(stage, PaperKind.ANNUAL, year, today)
    for quarter in quarters:
        _publish(stage, PaperKind.CANTON, quarter, today)
    stage.morning_of(today)
    _prepare(stage, PaperKind.CANTON, Period(date(today.year, 1, 1), date(today.year, 12, 31)))


def _published_on(period: Period, today: date) -> date:
    return min(today, period.last + timedelta(days=DAYS_LATER))


def _prepare(stage: Stage, kind: PaperKind, period: Period) -> UUID:
    made = demonstration_id(f"report:{kind}:{period.first}:{period.last}")
    begun = PrepareReport(report_id=made, kind=kind, first_on=period.first, last_on=period.last)
    stage.do(begun, by_name("coordination"))
    return made


def _publish(stage: Stage, kind: PaperKind, period: Period, today: date) -> None:
    stage.morning_of(_published_on(period, today))
    made, writer, head = _prepare(stage, kind, period), by_name("coordination"), by_name("direction")
    version = stage.ask(report, head, report_id=made).row_version
    stage.do(WriteReport(report_id=made, row_version=version, **_WORDS), writer)
    version = stage.ask(report, head, report_id=made).row_version
    stage.do(PublishReport(report_id=made, row_version=version, offer=_offer(stage, period)), head)


def _offer(stage: Stage, period: Period) -> str:
    head, days = by_name("direction"), Days(first=period.first, last=period.last)
    names = {each.id: each.name for each in stage.ask(providers, head)}
    whole = stage.ask(utilisation_by, head, viewpoint=Viewpoint.OFFICE, period=days)
    parts = stage.ask(utilisation_by, head, viewpoint=Viewpoint.PROVIDER, period=days)
    told = {names[each.about_id] if each.about_id else "SSIP": each.percent for each in (*whole, *parts)}
    return json.dumps(told, ensure_ascii=False)
