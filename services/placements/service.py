"""The wiring of placements: which function handles which message."""

from __future__ import annotations

from typing import Final

from messaging.wiring import Wiring
from schemas import placements as said
from schemas import registration as told
from schemas import resting as resting_said
from schemas.consistency import CheckPlacements
from services.placements import listeners
from services.placements.consistency import CHECK
from services.placements.handlers import (
    answers,
    capacity,
    place_drafts,
    placements,
    places,
    postponing,
    presence,
    proposing,
    reference,
    reports,
    reservations,
    resting,
    searches,
    ticks,
)
from services.placements.model import BOOKS, LEDGER, Base
from services.placements.permissions import PERMISSIONS
from workflow.closings import listening
from workflow.consistency import checking

WIRING: Final = Wiring(
    name="placements",
    metadata=Base.metadata,
    ledger=LEDGER,
    permissions=PERMISSIONS,
    commands={
        said.RegisterProvider: reference.register_provider,
        said.RegisterOffer: reference.register_offer,
        said.SetPlacementsCode: reference.set_code,
        said.SetPlacementsValue: reference.set_value,
        said.SetPlacementsDeadline: reference.set_deadline,
        said.WithdrawPlacementsValue: reference.withdraw_value,
        said.EndPlacementsCode: reference.end_code,
        said.WithdrawPlacementsCode: reference.withdraw_code,
        said.SetTravelTime: reference.set_travel_time,
        said.SetQuota: reference.set_quota,
        said.PublishPlace: places.publish_place,
        said.SavePlaceDraft: place_drafts.save_place_draft,
        said.DropPlaceDraft: place_drafts.drop_place_draft,
        said.ChangePlace: places.change_place,
        said.CheckPlace: places.check_place,
        said.ConfirmPlace: places.confirm_place,
        said.WithdrawPlace: places.withdraw_place,
        said.RepublishPlace: places.republish_place,
        said.ChangeSeats: capacity.change_seats,
        said.ProposePerson: proposing.propose_person,
        said.AcknowledgeProposal: answers.acknowledge_proposal,
        said.InviteToInterview: answers.invite_to_interview,
        said.ArrangeTrial: answers.arrange_trial,
        said.AcceptProposal: answers.accept_proposal,
        said.DeclineProposal: answers.decline_proposal,
        said.ConfirmDecline: answers.confirm_decline,
        said.OverrideDecline: answers.override_decline,
        said.WithdrawProposal: answers.withdraw_proposal,
        said.StartPlacement: placements.start_placement,
        said.CancelPlacement: placements.cancel_placement,
        said.EndPlacement: placements.end_placement,
        said.SuspendPlacement: resting.suspend_placement,
        said.ResumePlacement: resting.resume_placement,
        said.RequestProlongation: resting.request_prolongation,
        said.DecideProlongation: resting.decide_prolongation,
        said.WriteInterimReport: reports.write_interim_report,
        said.SaveInterimReport: reports.save_interim_report,
        said.ReturnInterimReport: reports.return_interim_report,
        said.AcceptInterimReport: reports.accept_interim_report,
        said.ReceiveReportOtherwise: reports.receive_report_otherwise,
        said.SavePresence: presence.save_presence,
        said.SubmitPresence: presence.submit_presence,
        said.ContestPresence: presence.contest_presence,
        said.LockPresence: presence.lock_presence,
        said.RequestReservation: reservations.request_reservation,
        said.ConfirmReservation: reservations.confirm_reservation,
        said.RefuseReservation: reservations.refuse_reservation,
        said.WithdrawReservation: reservations.withdraw_reservation,
        resting_said.SnoozePlacementsDeadline: postponing.snooze_deadline,
        resting_said.HandOverPlacementsDeadline: postponing.hand_over_deadline,
        said.SaveSearch: searches.save_search,
        said.SetSearchAlert: searches.set_search_alert,
        said.DropSearch: searches.drop_search,
        said.LookAtPlacementsDeadlines: ticks.look_at_deadlines,
        CheckPlacements: checking(lambda: CHECK),
    },
    listeners={
        told.MandateReadyForMatching: listeners.mandate_ready,
        told.MandateClosed: listeners.mandate_closed,
        told.MandateWithdrawn: listeners.mandate_withdrawn,
        told.MandateReopened: listeners.mandate_reopened,
        told.SearchEnded: listeners.search_ended,
        **listening(BOOKS),
    },
    ticks=(said.LookAtPlacementsDeadlines, CheckPlacements),
    guards={
        "seat_held_twice": "seats_taken",
        "one_live_proposal": "person_already_proposed",
        "proposal.live_mandate_id": "person_already_proposed",
        "one_live_placement": "person_already_placed",
        "placement.live_mandate_id": "person_already_placed",
        "one_pending_prolongation": "prolongation_pending",
        "prolongation.pending_placement_id": "prolongation_pending",
        "one_open_reservation": "reservation_open",
        "reservation.open_mandate_id": "reservation_open",
        "one_capacity_a_day": "changed_meanwhile",
        "place_capacity.place_id": "changed_meanwhile",
    },
)
