"""What has to be settled in a dossier besides its segment: the agreement with the person, the mandate to the office."""

from __future__ import annotations

from datetime import date

from schemas.codes_casework import Segment
from schemas.refusal import Objection
from services.casework.rules.limits import SOURCE


def agreement_findings(*, exists: bool, justification: str = "") -> tuple[Objection, ...]:
    """Find fault with a dossier that has neither an agreement nor the case worker's reason for having none (12.2)."""
    if exists or justification.strip():
        return ()
    return (Objection("agreement_missing_unjustified", "agreement_justification", source=f"{SOURCE} (segment table)"),)


def agreement_objections(starts_on: date, ends_on: date | None) -> tuple[Objection, ...]:
    """Object to an agreement that ends before it starts."""
    if ends_on is None or ends_on >= starts_on:
        return ()
    facts = {"starts_on": starts_on.isoformat()}
    return (Objection("agreement_ends_before_start", "agreement_ends_on", facts),)


def office_mandate_warnings(segment: Segment | None, *, situation_clarified: bool) -> tuple[Objection, ...]:
    """Warn of a mandate to the office from segment A while the situation is not clarified yet (12.2)."""
    if segment is Segment.A and not situation_clarified:
        return (Objection("situation_not_clarified", None, source=f"{SOURCE} (segment table)"),)
    return ()


def segments_objections(*, is_enabled: bool) -> tuple[Objection, ...]:
    """Object where a social service does not work with segments; the concept binds Bienne only (interpretation)."""
    if is_enabled:
        return ()
    return (Objection("segments_not_enabled", None, source=f"{SOURCE} (interpretation)"),)
