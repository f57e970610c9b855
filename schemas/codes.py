"""The code lists the services share on the wire: acronyms or plain keys; texts in words/*/codes.toml."""

from __future__ import annotations

from enum import StrEnum


class PlaceKind(StrEnum):
    """What a place is for (Concept SSIP, ch. 6); the acronyms are never expanded in code."""

    IP = "IP"
    PIP = "PIP"
    IS = "IS"
    PE = "PE"


class Funding(StrEnum):
    """Who pays for a place (Concept SSIP, ch. 6)."""

    POIAS = "POIAS"
    KIA = "KIA"
    COMMUNAL = "communal"


class OwnService(StrEnum):
    """What the office does itself (Concept SSIP, ch. 3, "EPSM"); a service, never a place."""

    CLARIFICATION = "clarification"
    IN_DEPTH_CLARIFICATION = "in_depth_clarification"
    PLACEMENT = "placement"
    COACHING = "coaching"
    INDIVIDUAL_MODULE = "individual_module"
    FOLLOWUP = "followup"
    APPLICATION_WORKSHOP = "application_workshop"
    COORDINATION = "coordination"


class PermitCategory(StrEnum):
    """Residence permits by the base categories of eCH-0006."""

    A = "A"
    B = "B"
    C = "C"
    CI = "Ci"
    F = "F"
    G = "G"
    L = "L"
    N = "N"
    S = "S"
    NOTIFICATION = "notification"
    DIPLOMAT = "diplomat"
    INTERNATIONAL_OFFICIAL = "international_official"
    NOT_ASSIGNED = "not_assigned"


class Perimeter(StrEnum):
    """The historic perimeter of a commune, kept after Seeland became one (Concept SSIP, ch. 4)."""

    LYSS = "lyss"
    BIENNE = "bienne"


class Eligibility(StrEnum):
    """How an admission check ends."""

    ELIGIBLE = "eligible"
    ELIGIBLE_WITH_EXCEPTION = "eligible_with_exception"
    NOT_ELIGIBLE = "not_eligible"
    INCOMPLETE = "incomplete"


class Criterion(StrEnum):
    """What an admission check looks at (Concept SSIP, ch. 3)."""

    GENERAL_AGE = "general_age"
    IP_AGE = "ip_age"
    EMPLOYABILITY = "employability"
    POTENTIAL = "potential"
    MOTIVATION = "motivation"
    LANGUAGE = "language"
    MOTIVATION_FOR_CHANGE = "motivation_for_change"
    DAY_STRUCTURE = "day_structure"
    WORK_CAPACITY = "work_capacity"
    ACCIDENT_INSURANCE = "accident_insurance"
    PERMIT = "permit"
    CHILDCARE = "childcare"
    HOUSING = "housing"
    HEALTH = "health"
    ADDICTION = "addiction"
    SELF_EMPLOYMENT = "self_employment"
    SCHOOLING = "schooling"
    PE_PREPARATION = "pe_preparation"


class CriterionOutcome(StrEnum):
    """How one criterion of an admission check ends."""

    MET = "met"
    WARNED = "warned"
    EXCEPTION_NEEDED = "exception_needed"
    MISSING = "missing"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class AdmissionException(StrEnum):
    """The criteria somebody may lift for one person (Concept SSIP, ch. 3)."""

    IP_AGE = "ip_age"
    EMPLOYABILITY = "employability"
    WORK_CAPACITY = "work_capacity"


class ExceptionState(StrEnum):
    """Where the asked exceptions of one admission stand."""

    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"


class Phase(StrEnum):
    """The steps of the royal path (Concept SSIP, ch. 7)."""

    REGISTRATION = "registration"
    CLARIFICATION = "clarification"
    IN_DEPTH_CLARIFICATION = "in_depth_clarification"
    EVALUATION_PLAN = "evaluation_plan"
    ASSIGNMENT = "assignment"
    COACHING = "coaching"
    MEASURE = "measure"
    FOLLOWUP = "followup"
    FINAL_REPORT = "final_report"
    CLOSING = "closing"


class PhaseOwner(StrEnum):
    """Who is responsible for a phase (Concept SSIP, ch. 7)."""

    OFFICE = "office"
    SOCIAL_SERVICE = "social_service"


class TriageRoute(StrEnum):
    """Where a clarification leads (Concept SSIP, ch. 3)."""

    IP_PIP = "ip_pip"
    IN_DEPTH_CLARIFICATION = "in_depth_clarification"
    IS = "is"
    COACHING_OR_RETURN = "coaching_or_return"


class FinalReportPart(StrEnum):
    """The five mandatory parts of a final report (Concept SSIP, ch. 3)."""

    COURSE = "course"
    CONCLUSIONS = "conclusions"
    CHANCES = "chances"
    POTENTIAL = "potential"
    RECOMMENDATION = "recommendation"


class CantonRequirement(StrEnum):
    """What every place must offer before it is published (Concept SSIP, ch. 6)."""

    QUALIFICATION = "qualification"
    COUNSELLING = "counselling"
    COACHING = "coaching"
    NO_COMPETITION = "no_competition"


class Suitability(StrEnum):
    """Whom a place suits, for the diversity of the offer (Concept SSIP, ch. 6)."""

    ALL = "all"
    WOMEN = "women"
    MEN = "men"


class PlaceState(StrEnum):
    """Where a place stands; stale places are "to confirm" and leave matching."""

    DRAFT = "draft"
    PUBLISHED = "published"
    TO_CONFIRM = "to_confirm"
    WITHDRAWN = "withdrawn"


class DeclineSide(StrEnum):
    """Whose reason a decline is."""

    PERSON = "person"
    PROVIDER = "provider"
    CAPACITY = "capacity"
    SYSTEM = "system"


class DeclineReason(StrEnum):
    """Why a proposal did not become a placement; what each one does next stands in the placements' rules."""

    NOT_INTERESTED = "not_interested"
    NOT_REACHABLE = "not_reachable"
    NOT_AVAILABLE_NOW = "not_available_now"
    TRAVEL_TOO_LONG = "travel_too_long"
    FOUND_WORK = "found_work"
    PROFILE_NOT_FITTING = "profile_not_fitting"
    REQUIREMENTS_MISSING = "requirements_missing"
    INTERVIEW_NEGATIVE = "interview_negative"
    TRIAL_NEGATIVE = "trial_negative"
    DID_NOT_COME = "did_not_come"
    SEAT_TAKEN = "seat_taken"
    PLACE_PAUSED = "place_paused"
    SEAT_FREE_LATER = "seat_free_later"
    NO_ANSWER = "no_answer"
    PLACED_ELSEWHERE = "placed_elsewhere"
    SENT_IN_ERROR = "sent_in_error"
    CONSENT_WITHDRAWN = "consent_withdrawn"


class DeclineEffect(StrEnum):
    """What a decline does to the person's search."""

    NO_EFFECT = "no_effect"
    PARK = "park"
    RETRIAGE = "retriage"


class AnswerStage(StrEnum):
    """How long a proposal has been waiting for the provider's answer."""

    WAITING = "waiting"
    REMIND = "remind"
    ESCALATE = "escalate"
    EXPIRED = "expired"


class PresenceCode(StrEnum):
    """What one half-day in a presence month was."""

    PRESENT = "present"
    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"
    SICK = "sick"
    HOLIDAY = "holiday"


class HalfDay(StrEnum):
    """The half of a day a presence mark is for."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class ReportKind(StrEnum):
    """The two reports of the portal; the review meeting of the social service is neither."""

    INTERIM = "interim"
    FINAL = "final"


class ReviewCount(StrEnum):
    """Whether a service held as many interim reviews as the concept expects (ch. 3: about 2 to 3 a year)."""

    NOT_YET_DUE = "not_yet_due"
    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


class Visibility(StrEnum):
    """How much of one record somebody may see (Concept SSIP, ch. 8)."""

    NONE = "none"
    LIMITED = "limited"
    READ_ONLY = "read_only"
    FULL = "full"


class UtilisationScope(StrEnum):
    """Which own places an average is taken over (Concept SSIP, ch. 8)."""

    ALL = "all"
    POIAS = "poias"


class MatchReason(StrEnum):
    """Why two person records may be one and the same person."""

    SAME_AVS = "same_avs"
    DIFFERENT_AVS = "different_avs"
    SAME_NAME = "same_name"
    SIMILAR_NAME = "similar_name"
    SAME_BIRTH = "same_birth"
    SIMILAR_BIRTH = "similar_birth"
