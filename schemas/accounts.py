"""What is said to and by the portal's accounts: who may sign in, as what, and the sessions they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from schemas.actor import Actor, OrganisationKind, Role
from schemas.fields import chosen, day, hidden, line
from schemas.message import Command, Event

SECRET: Final = {"widget": "password", "longest": 1000}
"""A field that people type unseen; ``repr=False`` beside it keeps it out of error reports."""


OFFICE_ID: Final = UUID("00000000-0000-4000-8000-000000000002")
CANTON_ID: Final = UUID("00000000-0000-4000-8000-000000000003")
OVERSIGHT_ID: Final = UUID("00000000-0000-4000-8000-000000000004")
"""Organisations that exist once and stand in no register: the SSIP, the canton, and the city's oversight."""


DOOR_ID: Final = UUID("00000000-0000-4000-8000-000000000005")
DOOR: Final = Actor(account_id=DOOR_ID, role=Role.SYSTEM, organisation_id=DOOR_ID)
"""The portal's own door, which acts for people before anybody knows who they are."""


class Language(StrEnum):
    """The languages the portal speaks."""

    FR = "fr"
    DE = "de"


class CredentialChange(StrEnum):
    """What happened to the means of signing in."""

    CHANGED = "changed"
    RESET = "reset"


# --- accounts ----------------------------------------------------------------------------------------------------


class AddAccount(Command, said="accounts.add_account", about="account_id"):
    """Enter somebody who may sign in; the one-time password has to be changed at the first sign-in."""

    account_id: UUID = hidden()
    sign_in_name: str = line(longest=80)
    display_name: str = line(longest=120)
    email: str = line(longest=200)
    language: Language
    role: Role
    organisation_id: UUID = chosen("organisations")
    organisation_kind: OrganisationKind = hidden()
    password: str = field(repr=False, metadata={"widget": "hidden", "longest": 1000})
    must_change: bool = hidden(default=True)
    """Whether the password is only for the first time; no for demonstration people."""


class ChangeOwnDetails(Command, said="accounts.change_own_details"):
    """Somebody changes their own language or address."""

    row_version: int = hidden()
    email: str = line(longest=200)
    language: Language


class ChooseLanguage(Command, said="accounts.choose_language"):
    """Somebody wants the portal in the other language from now on."""

    language: Language


class ChangePassword(Command, said="accounts.change_password"):
    """Somebody replaces their own password; every other session of theirs ends.

    The old password counts as an attempt to sign in, so that nobody can try passwords here instead.
    """

    attempt_id: UUID = hidden()
    session_id: UUID = hidden()
    old_password: str = field(repr=False, metadata=SECRET)
    new_password: str = field(repr=False, metadata=SECRET)
    new_password_again: str = field(repr=False, metadata=SECRET)


class ResetPassword(Command, said="accounts.reset_password", about="account_id"):
    """An administrator gives a one-time password; every session of the account ends."""

    account_id: UUID = hidden()
    row_version: int = hidden()
    password: str = field(repr=False, metadata={"widget": "hidden", "longest": 1000})


class DisableAccount(Command, said="accounts.disable_account", about="account_id"):
    """Nobody signs in with this account any more; its sessions end at once."""

    account_id: UUID = hidden()
    row_version: int = hidden()


class EnableAccount(Command, said="accounts.enable_account", about="account_id"):
    """The account may sign in again."""

    account_id: UUID = hidden()
    row_version: int = hidden()


class AddMembership(Command, said="accounts.add_membership", about="account_id"):
    """From a day on the account may act in a role for an organisation."""

    account_id: UUID = hidden()
    membership_id: UUID = hidden()
    role: Role
    organisation_id: UUID = chosen("organisations")
    organisation_kind: OrganisationKind = hidden()
    valid_from: date = day()
    valid_until: date | None = day(default=None)


class EndMembership(Command, said="accounts.end_membership", about="account_id"):
    """The account acts in this role until a last day."""

    account_id: UUID = hidden()
    membership_id: UUID = hidden()
    valid_until: date = day()


# --- signing in --------------------------------------------------------------------------------------------------


class NoteAttempt(Command, said="accounts.note_attempt"):
    """Somebody tries to sign in; written down before anything is checked, so that no attempt goes uncounted."""

    sign_in_name: str = field(repr=False, metadata={"longest": 200})
    address: str = hidden()


class OpenSession(Command, said="accounts.open_session"):
    """Check the password of a noted attempt and open a session under the hash of a random token."""

    attempt_id: UUID
    password: str = field(repr=False, metadata=SECRET)
    token_hash: str = hidden()
    device: str = hidden(default="")
    membership_id: UUID | None = None


class SwitchMembership(Command, said="accounts.switch_membership"):
    """Act in another of one's own roles from now on."""

    session_id: UUID
    membership_id: UUID = hidden()


class NoteSessionsUsed(Command, said="accounts.note_sessions_used"):
    """People are still there: one moment of last use for each session named."""

    session_ids: tuple[UUID, ...]
    used_at: tuple[datetime, ...]


class CloseSession(Command, said="accounts.close_session"):
    """Sign out, here or on another device."""

    session_id: UUID = hidden()


class EndSessionsOf(Command, said="accounts.end_sessions_of", about="account_id"):
    """An administrator signs somebody out everywhere."""

    account_id: UUID = hidden()


# --- what has happened -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MembershipCode:
    """One role for one organisation, with the days on which it holds."""

    role: Role
    organisation_kind: OrganisationKind
    organisation_id: UUID
    valid_from: date
    valid_until: date | None = None


class AccountSaved(Event, said="accounts.account_saved", about="account_id"):
    """An account is new or has changed; carries neither name nor address."""

    account_id: UUID
    disabled: bool
    language: Language
    memberships: tuple[MembershipCode, ...]


class CredentialChanged(Event, said="accounts.credential_changed", about="account_id"):
    """The password of an account was changed or reset; the person should hear of it."""

    account_id: UUID
    how: CredentialChange


class SignInsThrottled(Event, said="accounts.sign_ins_throttled", about="account_id"):
    """Somebody has tried too often to sign in with this account."""

    account_id: UUID
    attempts: int
