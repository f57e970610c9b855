"""The code lists of casework on the wire; texts in words/*/codes_casework.toml."""

from __future__ import annotations

from enum import StrEnum


class Segment(StrEnum):
    """How intensely a dossier is worked on (case-steering concept of Bienne, 2018)."""

    A = "A"
    B = "B"
    C = "C"


class SegmentCriterion(StrEnum):
    """Why a dossier belongs to a segment; never all of one segment's criteria have to be met at once."""

    A_STABILISATION = "a_stabilisation"
    A_UNCLEAR_SITUATION = "a_unclear_situation"
    A_INTENSIVE_COUNSELLING = "a_intensive_counselling"
    B_EXIT_WITH_OTHER_TOPICS = "b_exit_with_other_topics"
    B_SEVERAL_TOPICS = "b_several_topics"
    C_EXIT_BY_WORK = "c_exit_by_work"
    C_EXIT_BY_INSURANCE = "c_exit_by_insurance"
    C_STABLE_WITHOUT_EXIT = "c_stable_without_exit"


class Sector(StrEnum):
    """The sectors of a social service: two intakes and four counselling sectors ("Conseils 1-4")."""

    INTAKE_1 = "intake_1"
    INTAKE_2 = "intake_2"
    COUNSELLING_1 = "counselling_1"
    COUNSELLING_2 = "counselling_2"
    COUNSELLING_3 = "counselling_3"
    COUNSELLING_4 = "counselling_4"


INTAKES = frozenset({Sector.INTAKE_1, Sector.INTAKE_2})
COUNSELLING = frozenset(Sector) - INTAKES


class SegmentState(StrEnum):
    """Where a segment decision stands."""

    REQUESTED = "requested"
    PROPOSED = "proposed"
    AGREED = "agreed"
    TO_DECIDE = "to_decide"
    FOUR_EYES = "four_eyes"
    DECIDED = "decided"
    REVIEW_DUE = "review_due"
    REPLACED = "replaced"
    DECLINED = "declined"
    ENDED = "ended"


class SegmentAction(StrEnum):
    """What a review proposes."""

    KEEP = "keep"
    TRANSFER = "transfer"


class SegmentRoute(StrEnum):
    """Who has to act after somebody asked for a segment."""

    TO_SECTOR_HEAD = "to_sector_head"
    TO_CASE_WORKER = "to_case_worker"


class SegmentProcess(StrEnum):
    """The process of the internal control system a decision belongs to (K.05.01.01.01 and .02)."""

    FIRST_DISTRIBUTION = "first_distribution"
    REDISTRIBUTION = "redistribution"


class ContactKind(StrEnum):
    """How somebody of the service and the person met."""

    INTERVIEW = "interview"
    INTERNAL_NETWORK_TALK = "internal_network_talk"
    EXTERNAL_NETWORK_TALK = "external_network_talk"
    HOME_VISIT = "home_visit"
    SPONTANEOUS_VISIT = "spontaneous_visit"
    PHONE = "phone"
    EMAIL = "email"
    DOCUMENTS_DROPPED = "documents_dropped"


class ContactClass(StrEnum):
    """How a contact counts towards the norms."""

    IN_PERSON = "in_person"
    OTHER = "other"
    NOT_COUNTED = "not_counted"


class NormOutcome(StrEnum):
    """How a figure compares with its guide values, which never block anything."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    NO_DATA = "no_data"


class SemesterKind(StrEnum):
    """How a semester is counted; the concept says only "par semestre"."""

    ROLLING = "rolling"
    CALENDAR = "calendar"


class PortfolioOutcome(StrEnum):
    """What a portfolio check says about one case worker's dossiers."""

    IN_ORDER = "in_order"
    INTERVENTION = "intervention"
    NO_DATA = "no_data"


class QualityOccasion(StrEnum):
    """When the quality of a dossier is looked at (case-steering concept, S-18)."""

    FILE_TRANSFER = "file_transfer"
    SEGMENT_CHANGE = "segment_change"
    PORTFOLIO_CHECK = "portfolio_check"


class DossierFinding(StrEnum):
    """What a head of sector's list says about a dossier; findings inform and never block."""

    INTAKE_OVERDUE = "intake_overdue"
    SEGMENT_MISSING = "segment_missing"
    DECISION_LATE = "decision_late"
    CONTROL_WAITING = "control_waiting"
    REVIEW_OVERDUE = "review_overdue"
    CONTACTS_BELOW = "contacts_below"
    CONTACTS_ABOVE = "contacts_above"
    IN_PERSON_BELOW = "in_person_below"
    AGREEMENT_MISSING = "agreement_missing"
    SITUATION_UNCLEAR = "situation_unclear"
