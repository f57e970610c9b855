"""The wiring of registration: which function handles which message."""

from __future__ import annotations

from typing import Final

from messaging.wiring import Wiring
from schemas import placements as told
from schemas import registration as said
from services.registration import listeners
from services.registration.handlers import drafts, path, reference, submission, ticks, triage
from services.registration.model import LEDGER, Base
from services.registration.permissions import PERMISSIONS

WIRING: Final = Wiring(
    name="registration",
    metadata=Base.metadata,
    ledger=LEDGER,
    permissions=PERMISSIONS,
    commands={
        said.RegisterSocialService: reference.register_social_service,
        said.RegisterCommune: reference.register_commune,
        said.MapCommune: reference.map_commune,
        said.SignServiceContract: reference.sign_service_contract,
        said.SetRegistrationCode: reference.set_code,
        said.SetRegistrationValue: reference.set_value,
        said.SaveMandateDraft: drafts.save_mandate_draft,
        said.DropMandateDraft: drafts.drop_mandate_draft,
        said.SubmitMandate: submission.submit_mandate,
        said.AcknowledgeMandate: triage.acknowledge_mandate,
        said.RequestInformation: triage.request_information,
        said.AnswerInformation: triage.answer_information,
        said.GrantException: triage.grant_exception,
        said.RecordConsultation: triage.record_consultation,
        said.AdmitMandate: triage.admit_mandate,
        said.RefuseMandate: triage.refuse_mandate,
        said.WithdrawMandate: triage.withdraw_mandate,
        said.RecordClarification: path.record_clarification,
        said.RecordInDepthClarification: path.record_in_depth_clarification,
        said.RecordIntegrationPlan: path.record_integration_plan,
        said.ReleaseForMatching: path.release_for_matching,
        said.WriteFinalReport: path.write_final_report,
        said.ReadFinalReport: path.read_final_report,
        said.CloseMandate: path.close_mandate,
        said.ReopenMandate: path.reopen_mandate,
        said.LookAtRegistrationDeadlines: ticks.look_at_deadlines,
    },
    listeners={
        told.PersonProposed: listeners.person_proposed,
        told.ProposalAccepted: listeners.proposal_accepted,
        told.ProposalDeclined: listeners.proposal_declined,
        told.DeclineDecided: listeners.decline_decided,
        told.ProposalEnded: listeners.proposal_ended,
        told.PersonAssigned: listeners.person_assigned,
        told.PersonStarted: listeners.person_started,
        told.PersonEnded: listeners.person_ended,
        told.InterimReportReceived: listeners.interim_report_received,
        told.PlacementCancelled: listeners.placement_cancelled,
        told.PlacementSuspended: listeners.placement_suspended,
        told.PlacementResumed: listeners.placement_resumed,
        told.ProlongationDecided: listeners.prolongation_decided,
    },
    ticks=(said.LookAtRegistrationDeadlines,),
    guards={
        "one_active_mandate": "person_has_active_mandate",
        "mandate.active_person_id": "person_has_active_mandate",
        "one_person": "person_registered_meanwhile",
        "person.name_key": "person_registered_meanwhile",
    },
)
