"""The wiring of casework: which function handles which message."""

from __future__ import annotations

from typing import Final

from messaging.wiring import Wiring
from schemas import casework as said
from schemas import resting as resting_said
from schemas.consistency import CheckCasework
from services.casework.consistency import CHECK
from services.casework.handlers import changes, contacts, decisions, dossiers, portfolio, reference, resting, ticks
from services.casework.listeners import LISTENERS
from services.casework.model import LEDGER, Base
from services.casework.permissions import PERMISSIONS
from workflow.consistency import checking

WIRING: Final = Wiring(
    name="casework",
    metadata=Base.metadata,
    ledger=LEDGER,
    permissions=PERMISSIONS,
    commands={
        said.SetCaseworkValue: reference.set_value,
        said.SetCaseworkDeadline: reference.set_deadline,
        said.WithdrawCaseworkValue: reference.withdraw_value,
        said.OpenDossier: dossiers.open_dossier,
        said.MoveDossier: dossiers.move_dossier,
        said.HandOverDossier: dossiers.hand_over_dossier,
        said.EstimateExit: dossiers.estimate_exit,
        said.LinkMandate: dossiers.link_mandate,
        said.CloseDossier: dossiers.close_dossier,
        said.RecordContact: contacts.record_contact,
        said.StrikeContact: contacts.strike_contact,
        said.ConcludeAgreement: contacts.conclude_agreement,
        said.JustifyNoAgreement: contacts.justify_no_agreement,
        said.ProposeSegment: decisions.propose_segment,
        said.AgreeToSegment: decisions.agree_to_segment,
        said.DecideSegment: decisions.decide_segment,
        said.GiveBackSegment: decisions.give_back_segment,
        said.ExecuteSegment: decisions.execute_segment,
        said.RequestSegmentChange: changes.request_segment_change,
        said.AnswerSegmentRequest: changes.answer_segment_request,
        said.ChangeSegment: changes.change_segment,
        said.ProposeReview: changes.propose_review,
        said.RecordPortfolioCheck: portfolio.record_portfolio_check,
        resting_said.SnoozeCaseworkDeadline: resting.snooze_deadline,
        resting_said.HandOverCaseworkDeadline: resting.hand_over_deadline,
        said.LookAtCaseworkDeadlines: ticks.look_at_deadlines,
        CheckCasework: checking(lambda: CHECK),
    },
    listeners=LISTENERS,
    ticks=(said.LookAtCaseworkDeadlines, CheckCasework),
    guards={
        "dossier_number_once": "dossier_number_taken",
        "dossier.social_service_id, dossier.number": "dossier_number_taken",
        "one_decision_under_way": "segment_decision_under_way",
        "segment_decision.under_way_id": "segment_decision_under_way",
        "one_segment_in_force": "segment_changed_meanwhile",
        "segment_decision.in_force_id": "segment_changed_meanwhile",
    },
)
