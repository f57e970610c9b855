"""The code lists of billing on the wire; texts in words/*/codes_billing.toml."""

from __future__ import annotations

from enum import StrEnum


class BilledItem(StrEnum):
    """What a line or a cost statement can be about; the office's own services carry the values of ``OwnService``."""

    CLARIFICATION = "clarification"
    IN_DEPTH_CLARIFICATION = "in_depth_clarification"
    PLACEMENT = "placement"
    FOLLOWUP = "followup"
    INDIVIDUAL_MODULE = "individual_module"
    COACHING = "coaching"
    APPLICATION_WORKSHOP = "application_workshop"
    COORDINATION_FLAT_RATE = "coordination_flat_rate"
    PROGRAMME_PLACE = "programme_place"
    MEASURE_SUPPORT = "measure_support"
    INTERIM_REVIEW = "interim_review"
    CASE_COORDINATION = "case_coordination"
    INFRASTRUCTURE = "infrastructure"


class LineGroup(StrEnum):
    """How an invoice is divided: the office's own services (EPSM) stand apart (Concept SSIP, ch. 5)."""

    OWN_SERVICES = "own_services"
    COORDINATION = "coordination"
    PLACES = "places"


class TariffUnit(StrEnum):
    """What a tariff is paid per."""

    PLACE_DAY = "place_day"
    MONTH = "month"
    FLAT = "flat"
    HOUR = "hour"


class TariffBasis(StrEnum):
    """Whether a tariff pays for what is offered or for what is reached (IP-BE, results-based financing)."""

    STRUCTURE = "structure"
    RESULT = "result"


class PartialMonth(StrEnum):
    """How a month counts in which a placement began or ended; no source says it."""

    BY_DAYS = "by_days"
    WHOLE = "whole"


class PlaceDayCount(StrEnum):
    """Which days of a presence month a price per place-day is paid for; no source says it."""

    OCCUPIED = "occupied"
    ATTENDED = "attended"


class EvidenceKind(StrEnum):
    """What a line can be opened to."""

    PRESENCE_MONTH = "presence_month"
    SERVICE_RECORD = "service_record"
    PHASE_DONE = "phase_done"
    PERIOD = "period"


class InvoiceState(StrEnum):
    """Where an invoice stands."""

    DRAFT = "draft"
    CHECKED = "checked"
    ISSUED = "issued"
    CREDITED = "credited"


class PartyKind(StrEnum):
    """Who may owe whom (Concept SSIP, ch. 5)."""

    SEAT_COMMUNE = "seat_commune"
    AFFILIATED_COMMUNE = "affiliated_commune"
    CANTON = "canton"
    PROVIDER = "provider"


class Payer(StrEnum):
    """Who bears a service the POIAS credit does not cover, and the credit itself, which may not."""

    COMMUNE = "commune"
    BURDEN_SHARING = "burden_sharing"
    POIAS_CREDIT = "poias_credit"


class BudgetState(StrEnum):
    """Whether the cantonal parliament has released the funds of a year (Concept SSIP, ch. 5)."""

    PLANNED = "planned"
    RELEASED = "released"


class CreditState(StrEnum):
    """How far a year's credit is used."""

    NOT_CONFIGURED = "not_configured"
    AVAILABLE = "available"
    NEARLY_USED = "nearly_used"
    EXCEEDED = "exceeded"


class CostCategory(StrEnum):
    """Where the office's own costs arise, for the full-cost check (Concept SSIP, ch. 5)."""

    RECEPTION = "reception"
    ADMINISTRATION = "administration"
    ADMIN_PE = "admin_pe"
    OWN_SERVICES = "own_services"
    COORDINATION = "coordination"
    PROGRAMME_PLACES = "programme_places"
    INFRASTRUCTURE = "infrastructure"


class VatMode(StrEnum):
    """How value added tax applies; social-aid services are exempt by default (VAT act, art. 21)."""

    EXEMPT = "exempt"
    TAXED = "taxed"


class PaperKind(StrEnum):
    """What may leave the house: invoices, a calculation that is no invoice, and what takes lines back."""

    INVOICE = "invoice"
    PROVIDER_STATEMENT = "provider_statement"
    COST_STATEMENT = "cost_statement"
    CREDIT_NOTE = "credit_note"


class TariffUse(StrEnum):
    """On which paper a tariff prices something: what the canton pays, what a provider gets, what is separate (F-04)."""

    CANTON = "canton"
    PROVIDER = "provider"
    SEPARATE = "separate"


class PeriodLength(StrEnum):
    """How much time a paper covers."""

    MONTH = "month"
    QUARTER = "quarter"


class DifferenceKind(StrEnum):
    """Where billing and the providers' presence do not agree."""

    NOT_LOCKED = "not_locked"
    UNPRICED = "unpriced"
    NOT_BILLED = "not_billed"
    CONTESTED_BEFORE_ISSUE = "contested_before_issue"
    CONTESTED_AFTER_ISSUE = "contested_after_issue"
    CHANGED_SINCE = "changed_since"
    ONLY_CANTON = "only_canton"
    ONLY_PROVIDER = "only_provider"
