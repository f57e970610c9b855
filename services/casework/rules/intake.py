"""How long a dossier may stay in the intakes and when it leaves them with a segment proposal."""

from __future__ import annotations

from datetime import date

from schemas.codes_casework import COUNSELLING, Sector
from schemas.refusal import Objection
from services.casework.rules.limits import SOURCE, SOURCE_LIMITS, SteeringLimits
from workflow.calendar import add_months


def is_segment_needed(sector: Sector, moving_to: Sector | None = None, *, exit_expected: bool = False) -> bool:
    """Whether a dossier of ``sector`` (on its way to ``moving_to``) belongs to a segment.

    ``exit_expected`` says that an exit is in sight within the months a dossier may wait for it in Intake 2; such a
    dossier stays there and gets no segment (S-02).
    """
    if sector in COUNSELLING:
        return True
    return sector is Sector.INTAKE_2 and moving_to in COUNSELLING and not exit_expected


def intake1_limit(entered_on: date, limits: SteeringLimits = SOURCE_LIMITS) -> date:
    """Return the last day an advance file may stay in Intake 1 (S-01)."""
    return add_months(entered_on, limits.intake1_max_months)


def is_intake1_overdue(entered_on: date, day: date, limits: SteeringLimits = SOURCE_LIMITS) -> bool:
    """Whether an advance file is still in Intake 1 after its last day."""
    return day > intake1_limit(entered_on, limits)


def intake2_limit(entered_on: date, limits: SteeringLimits = SOURCE_LIMITS) -> date:
    """Return the day by which the exit that keeps a dossier in Intake 2 should have happened (S-02)."""
    return add_months(entered_on, limits.intake2_exit_months)


def is_intake2_overdue(entered_on: date, day: date, limits: SteeringLimits = SOURCE_LIMITS) -> bool:
    """Whether a dossier without segment waits in Intake 2 for longer than its exit was expected to take."""
    return day > intake2_limit(entered_on, limits)


def sector_move_objections(
    sector: Sector,
    moving_to: Sector,
    *,
    exit_expected: bool,
    has_proposal: bool,
    limits: SteeringLimits = SOURCE_LIMITS,
) -> tuple[Objection, ...]:
    """Object to a move into counselling that the concept does not want, or that comes without a segment proposal."""
    source = f"{SOURCE} (S-02)"
    if moving_to is sector:
        return (Objection("sector_same", "moving_to", {"sector": sector}),)
    if moving_to not in COUNSELLING or sector in COUNSELLING:
        return ()
    if sector is Sector.INTAKE_2 and exit_expected:
        facts = {"months": limits.intake2_exit_months}
        return (Objection("exit_expected_stays_in_intake", "moving_to", facts, source),)
    return () if has_proposal else (Objection("segment_proposal_missing", "proposed_segment", source=source),)
