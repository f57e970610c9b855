"""The numbers dossiers are steered by: values of the case-steering concept as defaults, all of them editable."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.codes_casework import Segment, SemesterKind

SOURCE = "Case-steering concept Bienne 2018"
"""The document behind every rule of this service (S004, version 2.0 of 20.09.2018)."""


@dataclass(frozen=True, kw_only=True)
class SegmentNorm:
    """What one segment asks for: contacts per ``contact_months``, review after ``limit_months``, portfolio share.

    Percentages are whole numbers; a share of None is not limited on that side.
    """

    segment: Segment
    limit_months: int
    contacts_min: int
    contacts_max: int
    contact_months: int
    in_person_min_percent: int
    share_min_percent: int | None = None
    share_max_percent: int | None = None
    share_guide_percent: int | None = None


NORM_A = SegmentNorm(
    segment=Segment.A,
    limit_months=6,
    contacts_min=4,
    contacts_max=6,
    contact_months=6,
    in_person_min_percent=80,
    share_min_percent=10,
)
NORM_B = SegmentNorm(
    segment=Segment.B,
    limit_months=24,
    contacts_min=3,
    contacts_max=5,
    contact_months=12,
    in_person_min_percent=80,
    share_guide_percent=50,
)
NORM_C = SegmentNorm(
    segment=Segment.C,
    limit_months=36,
    contacts_min=1,
    contacts_max=3,
    contact_months=12,
    in_person_min_percent=100,
    share_max_percent=40,
)


@dataclass(frozen=True, kw_only=True)
class SteeringLimits:
    """Limits of the case-steering concept; what is a reading of it says so."""

    a: SegmentNorm = NORM_A
    b: SegmentNorm = NORM_B
    c: SegmentNorm = NORM_C
    intake2_in_person_min_percent: int = 80
    intake1_max_months: int = 3
    intake2_exit_months: int = 6
    final_decision_months: int = 3
    review_warning_days: tuple[int, ...] = (60, 30, 7)
    network_counts_as_in_person: bool = True
    """Network talks, home and spontaneous visits count as in person (interpretation, S-13)."""
    semester: SemesterKind = SemesterKind.ROLLING
    """A semester is the last six months since entry into A (interpretation, S-14)."""

    def norm(self, segment: Segment) -> SegmentNorm:
        """Return the norm of ``segment``."""
        return {Segment.A: self.a, Segment.B: self.b, Segment.C: self.c}[segment]


SOURCE_LIMITS = SteeringLimits()
