"""The tables of registration; persons' names live here and nowhere else. Nothing here decides."""

from services.registration.model.appointments import Appointment, OutcomeRecord
from services.registration.model.documents import Document, DocumentContent
from services.registration.model.drafts import MandateDraft
from services.registration.model.ground import BOOKS, LEDGER, Base
from services.registration.model.mandates import Mandate, NumberSeries, Person, PhaseRecord
from services.registration.model.messages import Message, MessageMention, ThreadRead
from services.registration.model.papers import FinalReport, GrantedException, IntegrationPlan
from services.registration.model.people import PersonLikeness, PersonMerge, PersonsApart
from services.registration.model.reference import Commune, CommuneMap, ServiceContract, SocialService
from services.registration.model.team import Reorientation, TeamMember

__all__ = [
    "BOOKS",
    "LEDGER",
    "Appointment",
    "Base",
    "Commune",
    "CommuneMap",
    "Document",
    "DocumentContent",
    "FinalReport",
    "GrantedException",
    "IntegrationPlan",
    "Mandate",
    "MandateDraft",
    "Message",
    "MessageMention",
    "NumberSeries",
    "OutcomeRecord",
    "Person",
    "PersonLikeness",
    "PersonMerge",
    "PersonsApart",
    "PhaseRecord",
    "Reorientation",
    "ServiceContract",
    "SocialService",
    "TeamMember",
    "ThreadRead",
]
