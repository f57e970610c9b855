"""A report as it is shown: the figures frozen on publication, or those of today for a draft."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from portal import formats
from portal.charts import Bar, Series
from portal.doors import ask, language, may, say
from portal.pages.reports import cells, offer
from schemas.codes_reporting import PaperKind, ReportPart
from schemas.codes_steering import Indicator, IndicatorUnit
from services.registration.queries.names import names_for_canton, person_names
from services.steering.queries import figures
from services.steering.queries.periods import Period
from services.steering.queries.reports import ReportLine, canton_fields, narrowed, persons

Content = Mapping[str, Any]


def content_of(report: ReportLine) -> Content:
    """Return the figures of a report; a draft's are counted now, with every number, for the office alone."""
    if report.content is not None:
        return report.content
    period = Period(report.first_on, report.last_on)
    found = ask(figures.figures_of, period=period, social_service_id=None)
    content = {
        "figures": [_plain(each) for each in found.figures],
        "steps": [
            {"label": each.period.first.isoformat(), "figures": [_plain(one) for one in each.figures]}
            for each in found.steps
        ],
        "closings": [vars(each) for each in found.closings],
        "outcomes": [vars(each) for each in found.outcomes],
        "hhi": None if found.spread.hhi is None else str(found.spread.hhi),
        "offer": json.loads(offer_of(period)),
        "persons": [str(each) for each in persons(found.figures)],
    }
    return narrowed(content, ask(canton_fields)) if report.kind is PaperKind.CANTON else content


def has(content: Content, part: ReportPart) -> bool:
    """Whether a report shows a part; one published before parts were configured shows all but persons."""
    parts = content.get("parts")
    return part is not ReportPart.PERSONS if parts is None else part.value in parts


def person_rows(report: ReportLine, content: Content) -> list[list[str]]:
    """Return number and name of the persons a report to the canton is about, as far as the reader may know them."""
    if not has(content, ReportPart.PERSONS) or report.kind is not PaperKind.CANTON:
        return []
    if may(names_for_canton):
        asked: Any = names_for_canton
    elif may(canton_fields) and may(person_names):
        asked = person_names
    else:
        return []
    found = ask(asked, mandate_ids=tuple(UUID(each) for each in content["persons"]))
    return sorted([each.number, each.name] for each in found.values())


def _plain(each: Any) -> dict[str, Any]:
    value = None if each.value is None else str(each.value)
    told = {"indicator": each.indicator.value, "unit": each.unit.value, "value": value}
    return {**told, "is_small": False, "is_configured": each.is_configured}


def offer_of(period: Period) -> str:
    """Return the use of places by office and provider as JSON, for publishing; no person and no service in it."""
    lines = [each for each in offer.lines(period) if each.viewpoint in ("office", "provider")]
    return json.dumps({each.label: each.percent for each in lines}, ensure_ascii=False)


def figure_rows(content: Content) -> list[list[str]]:
    """Return indicator, value, unit and formula of each figure."""
    return [
        [
            formats.code(Indicator(each["indicator"]), language()),
            figure_value(each),
            cells.unit_word(IndicatorUnit(each["unit"])),
            say(f"formula.{each['indicator']}"),
        ]
        for each in content["figures"]
    ]


def figure_value(each: Mapping[str, Any]) -> str:
    """Return one figure in words."""
    unit = IndicatorUnit(each["unit"])
    return cells.value_of(each["value"], unit, is_configured=each["is_configured"], is_small=each["is_small"])


def labels(content: Content) -> list[str]:
    """Return the steps of the course over time."""
    return [f"{date.fromisoformat(each['label']):%m.%Y}" for each in content["steps"]]


def series(content: Content) -> list[Series]:
    """Return the course over time; what is too small to be published interrupts the line."""
    steps = content["steps"]
    codes = [each["indicator"] for each in steps[0]["figures"]] if steps else []
    return [
        Series(formats.code(Indicator(code), language()), [_number(each["figures"][place]) for each in steps])
        for place, code in enumerate(codes)
    ]


def _number(each: Mapping[str, Any]) -> int | None:
    return None if each["value"] is None else int(float(each["value"]))


def use_bars(content: Content) -> list[Bar]:
    """Return the use of places as bars."""
    return [Bar(label, value or 0, 100, note=cells.percent(value)) for label, value in content["offer"].items()]


def closing_rows(content: Content) -> list[list[str]]:
    """Return the closings in words."""
    return [
        [
            cells.code_word("closing_reasons", each["reason"]),
            cells.code_word("potential_scale", each["potential"]),
            cells.code_word("success_scale", each["success"]),
            _count(each["count"]),
        ]
        for each in content["closings"]
    ]


def outcome_rows(content: Content) -> list[list[str]]:
    """Return the outcomes in words."""
    return [
        [str(each["month"]), cells.code_word("outcome_kinds", each["outcome"]), _count(each["count"])]
        for each in content["outcomes"]
    ]


def _count(count: int | None) -> str:
    return say("figures.too_small") if count is None else formats.number(count)
