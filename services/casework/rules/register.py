"""What can be set in casework: norms of the segments, limits of the sectors, deadlines, and who works with segments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.codes_casework import Segment
from services.casework.rules.dossier_course import DOSSIER
from services.casework.rules.limits import SOURCE, SOURCE_LIMITS
from services.casework.rules.segment_course import FINAL_DECISION, REVIEW, SEGMENT
from workflow.settings import Setting, SettingKind, Unit, deadline_setting

_OF_SEGMENT: Final = (
    ("seg_limit_months", "limit_months", Unit.MONTHS, 120),
    ("seg_contacts_min", "contacts_min", Unit.PIECES, 60),
    ("seg_contacts_max", "contacts_max", Unit.PIECES, 60),
    ("seg_contact_months", "contact_months", Unit.MONTHS, 60),
    ("in_person_min", "in_person_min_percent", Unit.PERCENT, 100),
    ("portfolio_min", "share_min_percent", Unit.PERCENT, 100),
    ("portfolio_max", "share_max_percent", Unit.PERCENT, 100),
    ("portfolio_guide", "share_guide_percent", Unit.PERCENT, 100),
)
_OF_ALL: Final = (
    ("in_person_min.intake_2", "intake2_in_person_min_percent", Unit.PERCENT, 100),
    ("intake1_max_months", "intake1_max_months", Unit.MONTHS, 24),
    ("intake2_exit_months", "intake2_exit_months", Unit.MONTHS, 24),
    ("final_decision_months", "final_decision_months", Unit.MONTHS, 24),
)
_DECIDES: Final = "service_head"


def _of_segments() -> Iterator[Setting]:
    for segment in Segment:
        norm = SOURCE_LIMITS.norm(segment)
        for word, field, unit, highest in _OF_SEGMENT:
            default: int | None = getattr(norm, field)
            if default is None:
                continue  # the concept limits no share on this side
            yield Setting(
                name=f"{word}.{segment.value}",
                word=word,
                member=segment.value,
                group="segments",
                default=default,
                lowest=1 if unit is Unit.MONTHS else 0,
                highest=highest,
                unit=unit,
                source=SOURCE,
                decides=_DECIDES,
            )


def _of_all() -> Iterator[Setting]:
    for name, field, unit, highest in _OF_ALL:
        default: int = getattr(SOURCE_LIMITS, field)
        word = name.replace(".", "_")
        yield Setting(
            name=name,
            word=word,
            group="segments",
            default=default,
            highest=highest,
            unit=unit,
            source=SOURCE,
            decides=_DECIDES,
        )


def _switch(name: str, *, default: bool) -> Setting:
    kind = SettingKind.SWITCH
    return Setting(name=name, group="segments", kind=kind, default=int(default), highest=1, decides=_DECIDES)


REGISTER: Final[tuple[Setting, ...]] = (
    Setting(
        name="segments_enabled",
        group="switches",
        kind=SettingKind.SWITCH,
        default=0,
        highest=1,
        decides=_DECIDES,
        of_each="social_service",
    ),
    *_of_segments(),
    *_of_all(),
    _switch("network_counts_as_in_person", default=True),
    _switch("semester_by_calendar", default=False),
    Setting(
        name="portfolio_check_months",
        group="segments",
        default=3,
        lowest=1,
        highest=24,
        unit=Unit.MONTHS,
        source=SOURCE,
        decides=_DECIDES,
    ),
    *(
        deadline_setting(each, "segments")
        for each in {timer.kind: timer for timer in (*DOSSIER.timers, *SEGMENT.timers, FINAL_DECISION, REVIEW)}.values()
    ),
)
