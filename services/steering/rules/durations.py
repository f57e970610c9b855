"""How long things take, in calendar days: one function each, counted in the period in which they ended."""

from __future__ import annotations

from uuid import UUID

from schemas.codes_steering import Indicator
from services.steering.rules.counted import Facts
from services.steering.rules.figures import Figure, IndicatorLimits, mean_days
from services.steering.rules.periods import Period


def registration_delay(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    """Return the days from submission to admission (IB-02)."""
    days = {
        each.mandate_id: (each.admitted_on - each.submitted_on).days
        for each in facts.mandates
        if each.admitted_on is not None and each.admitted_on in period
    }
    return mean_days(Indicator.REGISTRATION_DELAY, days)


def placement_length(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    """Return the days from the first to the last day of a stay."""
    days = {
        each.placement_id: (each.ended_on - each.started_on).days + 1
        for each in facts.placements
        if each.ended_on is not None and each.ended_on in period
    }
    return mean_days(Indicator.PLACEMENT_LENGTH, days)


def mandate_length(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    """Return the days from admission to closing."""
    days = {
        each.mandate_id: (each.closed_on - each.admitted_on).days
        for each in facts.mandates
        if each.closed_on is not None and each.admitted_on is not None and each.closed_on in period
    }
    return mean_days(Indicator.MANDATE_LENGTH, days)


def assignment_delay(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    """Return the days from the beginning of the assignment phase to the first day at a place, a mandate once."""
    looked = {each.mandate_id: each.assignment_on for each in facts.mandates if each.assignment_on is not None}
    days: dict[UUID, int] = {}
    for each in sorted(facts.placements, key=lambda one: one.started_on):
        since = looked.get(each.mandate_id) if each.mandate_id else None
        if since is not None and each.mandate_id and each.started_on >= since and each.mandate_id not in days:
            looked.pop(each.mandate_id)
            if each.started_on in period:
                days[each.mandate_id] = (each.started_on - since).days
    return mean_days(Indicator.ASSIGNMENT_DELAY, days)


def response_time(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    """Return the days providers took to answer proposals."""
    days = {
        each.proposal_id: (each.answered_on - each.proposed_on).days
        for each in facts.proposals
        if each.answered_on is not None and each.answered_on in period
    }
    return mean_days(Indicator.RESPONSE_TIME, days)


def report_delay(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    """Return how many days after their due day the reports came that came late."""
    days = {
        each.report_id: (each.received_on - each.due_on).days
        for each in facts.reports
        if each.received_on is not None and each.received_on > each.due_on and each.received_on in period
    }
    return mean_days(Indicator.REPORT_DELAY, days)
