"""Who may do what with accounts; the desk in the portal checks it before anything else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from messaging.permission import Permissions, allow
from portal.accounts import live, queries, register, reviews, runs, trail, views
from schemas import access
from schemas import accounts as said
from schemas import runs as run_said
from schemas.actor import Actor, Role
from schemas.exports import NoteExport
from schemas.views import DropView, SaveView

PEOPLE: Final = tuple(role for role in Role if role is not Role.SYSTEM)
ADMINS: Final = (Role.SSIP_ADMIN, Role.SYSTEM)

REVIEWERS: Final = (Role.SERVICE_HEAD, Role.PROVIDER, Role.SSIP_HEAD, Role.SSIP_ADMIN)
"""Who answers for the members of an organisation; the administration sees every organisation's review."""


def at_the_door(_: Mapping[str, Any], actor: Actor) -> bool:
    """Only the portal's door; no letter, whoever sent it, signs anybody in."""
    return actor.account_id == said.DOOR_ID


_DOOR: Final = allow(Role.SYSTEM, scope=at_the_door)

PERMISSIONS: Final[Permissions] = {
    said.NoteAttempt: _DOOR,
    said.OpenSession: _DOOR,
    said.NoteSessionsUsed: _DOOR,
    live.session_of: _DOOR,
    live.ended_session: _DOOR,
    said.ChangeOwnDetails: allow(*PEOPLE),
    said.ChooseLanguage: allow(*PEOPLE),
    said.ChangePassword: allow(*PEOPLE),
    said.SwitchMembership: allow(*PEOPLE),
    said.CloseSession: allow(*PEOPLE),
    NoteExport: allow(*PEOPLE),
    run_said.StartRun: allow(*PEOPLE),
    run_said.CancelRun: allow(*PEOPLE),
    run_said.TakeRun: _DOOR,
    run_said.AdvanceRun: _DOOR,
    run_said.KeepPiece: _DOOR,
    run_said.FinishRun: _DOOR,
    run_said.FailRun: _DOOR,
    run_said.GiveBackRun: _DOOR,
    runs.my_runs: allow(*PEOPLE),
    runs.run_file: allow(*PEOPLE, logs="run_id"),
    runs.run_piece: allow(*PEOPLE),
    runs.run_waits: _DOOR,
    runs.run_task: _DOOR,
    queries.my_account: allow(*PEOPLE),
    SaveView: allow(*PEOPLE),
    DropView: allow(*PEOPLE),
    views.my_views: allow(*PEOPLE),
    queries.my_memberships: allow(*PEOPLE),
    queries.my_sessions: allow(*PEOPLE),
    queries.account_names: allow(*PEOPLE, Role.SYSTEM),
    queries.people_of: allow(*PEOPLE, Role.SYSTEM),
    queries.addresses: allow(Role.SYSTEM),
    access.LookAtAccounts: allow(*ADMINS),
    access.SetAccountsValue: allow(*ADMINS, Role.SSIP_HEAD),
    access.WithdrawAccountsValue: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    register.dated_settings: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    register.setting_preview: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    access.ConfirmMember: allow(*REVIEWERS),
    access.RemoveMember: allow(*REVIEWERS),
    reviews.access_reviews: allow(*REVIEWERS),
    reviews.access_review: allow(*REVIEWERS),
    said.AddAccount: allow(*ADMINS),
    said.ResetPassword: allow(*ADMINS),
    said.DisableAccount: allow(*ADMINS),
    said.EnableAccount: allow(*ADMINS),
    said.AddMembership: allow(*ADMINS),
    said.EndMembership: allow(*ADMINS),
    said.EndSessionsOf: allow(*ADMINS),
    trail.audit_trail: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.AUDITOR),
    queries.accounts: allow(*ADMINS),
    queries.account: allow(*ADMINS),
    queries.account_by_name: allow(*ADMINS),
}
