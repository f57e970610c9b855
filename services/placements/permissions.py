"""Who may say what to placements; checked in the one choke point behind both doors."""

from __future__ import annotations

from typing import Final

from messaging.permission import Permissions, allow, own
from schemas import placements as said
from schemas import resting
from schemas.actor import OFFICE_STAFF, READERS, SERVICE_STAFF, Role
from schemas.consistency import CheckPlacements
from services.placements.queries import (
    audit,
    catalogue,
    closings,
    ended,
    figures,
    fit,
    ladders,
    own_places,
    place_drafts,
    places,
    plan,
    presence,
    proposals,
    quota_effect,
    quota_lines,
    quota_years,
    register,
    registers,
    reports,
    reservations,
    seats,
    seekers,
    timeline,
    utilisation,
    waiting,
)
from services.placements.queries import placements as placed

_SETTERS = (Role.SSIP_ADMIN, Role.SSIP_HEAD)
_REFERENCE = allow(*_SETTERS, Role.SYSTEM)
_SETTINGS = allow(*_SETTERS)
_OFFICE = allow(*OFFICE_STAFF)
_PROVIDER = allow(Role.PROVIDER)
_OFFER = allow(Role.PROVIDER, *OFFICE_STAFF)
_SERVICE = allow(Role.CASE_WORKER, Role.SERVICE_HEAD)
_PERSONAL = (*OFFICE_STAFF, *SERVICE_STAFF, Role.INTAKE1_ADMIN, Role.PROVIDER, Role.AUDITOR)
_SEARCHERS = (*OFFICE_STAFF, *SERVICE_STAFF, Role.INTAKE1_ADMIN, Role.AUDITOR)
_KEEPERS = allow(*OFFICE_STAFF, *SERVICE_STAFF, Role.INTAKE1_ADMIN)
_READ = allow(*_PERSONAL)
_STEERING = allow(*OFFICE_STAFF, *READERS)
_EVERYBODY = allow(*Role)

_SAID: Final[Permissions] = {
    said.RegisterProvider: _REFERENCE,
    said.RegisterOffer: _REFERENCE,
    said.SetPlacementsCode: _REFERENCE,
    said.SetPlacementsValue: _REFERENCE,
    said.SetPlacementsDeadline: _REFERENCE,
    said.WithdrawPlacementsValue: _REFERENCE,
    said.EndPlacementsCode: _REFERENCE,
    said.WithdrawPlacementsCode: _REFERENCE,
    said.SetTravelTime: _REFERENCE,
    said.SetQuota: _REFERENCE,
    said.PublishPlace: allow(Role.PROVIDER, *OFFICE_STAFF, scope=own("provider_id")),
    said.SavePlaceDraft: allow(Role.PROVIDER, *OFFICE_STAFF, scope=own("provider_id")),
    said.DropPlaceDraft: _OFFER,
    said.ChangePlace: _OFFER,
    said.ConfirmPlace: _OFFER,
    said.WithdrawPlace: _OFFER,
    said.RepublishPlace: _OFFER,
    said.ChangeSeats: _OFFER,
    said.CheckPlace: _OFFICE,
    said.ProposePerson: _OFFICE,
    said.AcknowledgeProposal: _PROVIDER,
    said.InviteToInterview: _PROVIDER,
    said.ArrangeTrial: _PROVIDER,
    said.AcceptProposal: _PROVIDER,
    said.DeclineProposal: _PROVIDER,
    said.ConfirmDecline: _OFFICE,
    said.OverrideDecline: _OFFICE,
    said.WithdrawProposal: _OFFICE,
    said.StartPlacement: _OFFER,
    said.CancelPlacement: _OFFER,
    said.SuspendPlacement: _OFFER,
    said.ResumePlacement: _OFFER,
    said.RequestProlongation: allow(Role.PROVIDER, Role.CASE_WORKER, Role.SERVICE_HEAD, *OFFICE_STAFF),
    said.DecideProlongation: _OFFICE,
    said.EndPlacement: _OFFER,
    said.WriteInterimReport: _PROVIDER,
    said.SaveInterimReport: _PROVIDER,
    said.ReturnInterimReport: _OFFICE,
    said.AcceptInterimReport: _OFFICE,
    said.ReceiveReportOtherwise: _OFFICE,
    said.SavePresence: _PROVIDER,
    said.SubmitPresence: _PROVIDER,
    said.ContestPresence: _OFFICE,
    said.LockPresence: _OFFICE,
    said.RequestReservation: _SERVICE,
    said.ConfirmReservation: _OFFICE,
    said.RefuseReservation: _OFFICE,
    said.WithdrawReservation: _SERVICE,
    resting.SnoozePlacementsDeadline: allow(*OFFICE_STAFF, *SERVICE_STAFF, Role.PROVIDER),
    resting.HandOverPlacementsDeadline: allow(*OFFICE_STAFF, *SERVICE_STAFF, Role.PROVIDER),
    said.SaveSearch: _KEEPERS,
    said.SetSearchAlert: _KEEPERS,
    said.DropSearch: _KEEPERS,
    said.LookAtPlacementsDeadlines: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    CheckPlacements: allow(Role.SYSTEM, Role.SSIP_ADMIN),
}

_ASKED: Final[Permissions] = {
    audit.audit_trail: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.AUDITOR),
    closings.placements_moves: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    register.dated_settings: _SETTINGS,
    register.setting_preview: _SETTINGS,
    register.placements_code_lists: _SETTINGS,
    quota_lines.quota_lines: _SETTINGS,
    quota_lines.quota_effects: _SETTINGS,
    register.placements_code_uses: _SETTINGS,
    registers.providers: _EVERYBODY,
    registers.placements_codes: _EVERYBODY,
    registers.placements_deadlines: _READ,
    registers.placements_docket: _READ,
    registers.placements_pressing: _READ,
    registers.placements_deadline: _READ,
    ladders.record_ladder: _EVERYBODY,
    place_drafts.my_place_drafts: _OFFER,
    place_drafts.place_draft: _OFFER,
    places.places: _EVERYBODY,
    places.find_places: _EVERYBODY,
    places.place_card: _EVERYBODY,
    places.place_whereabouts: _EVERYBODY,
    places.place_titles: _EVERYBODY,
    catalogue.catalogue: allow(*_SEARCHERS),
    catalogue.my_searches: _KEEPERS,
    seats.seat_calendar: _EVERYBODY,
    seats.seat_calculation: allow(*_PERSONAL, *READERS, Role.SSIP_ADMIN),
    seekers.seekers: allow(*_SEARCHERS),
    seekers.seeker: allow(*_SEARCHERS),
    fit.fitting_places: allow(*_SEARCHERS),
    fit.fitting_people: _OFFICE,
    plan.assignment_plan: _OFFICE,
    plan.planned_pair: _OFFICE,
    proposals.proposals: _READ,
    proposals.live_proposals: _READ,
    proposals.proposal_card: allow(*_PERSONAL, logs="proposal_id"),
    ended.ended_proposal: allow(Role.PROVIDER),
    placed.placements: _READ,
    placed.placement_card: allow(*_PERSONAL, logs="placement_id"),
    reports.reports: _READ,
    reports.report_card: allow(*_PERSONAL, logs="report_id"),
    presence.presence_months: _READ,
    presence.presence_sheet: allow(*_PERSONAL, logs="month_id"),
    waiting.waiting_list: allow(*_SEARCHERS),
    waiting.waiting_history: allow(*_SEARCHERS),
    waiting.waiting_log: allow(*_SEARCHERS),
    figures.used_places: _STEERING,
    figures.answers_of: _STEERING,
    reservations.reservations: allow(*_SEARCHERS),
    reservations.quota_uses: allow(*_SEARCHERS, *READERS),
    quota_years.quota_year: allow(*_SEARCHERS),
    quota_effect.reservation_quota: allow(*_SEARCHERS),
    quota_effect.prolongation_quota: allow(*_SEARCHERS),
    register.services_assign: allow(*_SEARCHERS),
    own_places.own_uses: _OFFICE,
    own_places.own_use: allow(*OFFICE_STAFF, *SERVICE_STAFF, scope=own("social_service_id")),
    own_places.measures_on: allow(*OFFICE_STAFF, *SERVICE_STAFF, scope=own("social_service_id")),
    utilisation.utilisation_by: allow(*_PERSONAL, *READERS),
    figures.concentration: _STEERING,
    figures.seats_today: _EVERYBODY,
    figures.diversity: _STEERING,
    figures.duplicate_hints: _STEERING,
    figures.stale_offers: allow(*OFFICE_STAFF, *READERS, Role.PROVIDER),
    figures.response_times: allow(*OFFICE_STAFF, *READERS, Role.PROVIDER),
    timeline.mandate_events: allow(*_PERSONAL, Role.SYSTEM),
}

PERMISSIONS: Final[Permissions] = {**_SAID, **_ASKED}
