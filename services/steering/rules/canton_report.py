"""What the report to the canton shows: part by part and figure by figure, persons only where a contract asks (R-07)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from schemas.codes_reporting import ReportPart
from schemas.codes_steering import Indicator
from services.steering.rules.figures import Figure
from workflow.settings import Setting, SettingKind, Value

WORD: Final = "canton_report"
SOURCE: Final = "R-07, AC-03"
OFF_AT_FIRST: Final = frozenset({ReportPart.PERSONS})
"""What is shown only once somebody has said so; everything else is shown until somebody says otherwise."""
_EMPTY: Final[Mapping[ReportPart, tuple[str, Any]]] = {
    ReportPart.COURSE: ("steps", []),
    ReportPart.UTILISATION: ("offer", {}),
    ReportPart.CLOSINGS: ("closings", []),
    ReportPart.OUTCOMES: ("outcomes", []),
    ReportPart.CONCENTRATION: ("hhi", None),
    ReportPart.PERSONS: ("persons", []),
}
"""Where each part stands in the content of a report, and what stands there when it is not shown."""


def _switch(field: str, member: str, default: int) -> Setting:
    return Setting(
        name=f"{WORD}.{field}",
        group=WORD,
        word=WORD,
        member=member,
        kind=SettingKind.SWITCH,
        default=default,
        highest=1,
        decides="canton",
    )


SETTINGS: Final = (
    *(_switch(each.value, f"code.report_part.{each.value}", each not in OFF_AT_FIRST) for each in ReportPart),
    *(_switch(each.value, f"code.indicator.{each.value}", 1) for each in Indicator),
)


def shown(given: Mapping[str, Value]) -> frozenset[str]:
    """Return the parts and figures that are shown, from what somebody has set."""
    return frozenset(each.name.partition(".")[2] for each in SETTINGS if given.get(each.name, each.default))


def narrowed(content: Mapping[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    """Return the content of a report with nothing but these fields; it says itself which parts it shows."""
    figures = [each for each in content["figures"] if each["indicator"] in fields]
    steps = [
        {**step, "figures": [each for each in step["figures"] if each["indicator"] in fields]}
        for step in content["steps"]
    ]
    has_course = any(step["figures"] for step in steps)
    parts = [each for each in ReportPart if each in fields and (has_course or each is not ReportPart.COURSE)]
    hidden = dict(place for part, place in _EMPTY.items() if part not in parts)
    return {**content, "figures": figures, "steps": steps, **hidden, "parts": [each.value for each in parts]}


def persons(figures: Iterable[Figure]) -> list[UUID]:
    """Return the mandates that ran at the end of a period or were closed in it: whom the report is about."""
    wanted = (Indicator.MANDATES_RUNNING, Indicator.MANDATES_CLOSED)
    return sorted({each for figure in figures if figure.indicator in wanted for each in figure.behind})
