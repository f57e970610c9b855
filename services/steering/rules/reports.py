"""When a report may be begun and published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from schemas.codes_reporting import PaperKind, ReleaseState
from schemas.refusal import NotConfigured, Objection

BLOCKS = ("introduction", "course", "outlook")
"""The texts of a report, in their order."""
CONCEPT = "Concept SSIP, ch. 8"


def preparing_objections(first_on: date, last_on: date) -> tuple[Objection, ...]:
    """Object to a period that ends before it begins."""
    return (Objection("report_days_reversed", "last_on"),) if last_on < first_on else ()


def publishing_objections(
    kind: PaperKind, last_on: date, texts: Mapping[str, str], today: date
) -> tuple[Objection, ...]:
    """Object to a period that is not over, and to an annual report whose text lacks one of the languages."""
    return tuple(_publishing_objections(kind, last_on, texts, today))


def _publishing_objections(
    kind: PaperKind, last_on: date, texts: Mapping[str, str], today: date
) -> Iterator[Objection]:
    if last_on >= today:
        yield Objection("report_period_open", None, {"last_on": last_on.isoformat()}, CONCEPT)
    for block in BLOCKS:
        written = [bool(texts.get(f"{block}_{language}", "").strip()) for language in ("fr", "de")]
        if any(written) and not all(written):
            yield Objection("report_text_one_language", f"{block}_{'de' if written[0] else 'fr'}", {"block": block})
    if kind is PaperKind.ANNUAL and not texts.get("introduction_fr", "").strip():
        yield Objection("report_without_introduction", "introduction_fr")


def changing_objections(state: ReleaseState) -> tuple[Objection, ...]:
    """Object to changing what others have read already."""
    return (Objection("report_published"),) if state is ReleaseState.PUBLISHED else ()


def small_cell_minimum(configured: object) -> int:
    """Return from which count on a number may be published; raise NotConfigured where nobody has set it."""
    if not isinstance(configured, int) or configured < 1:
        raise NotConfigured("small_cell_minimum")
    return configured
