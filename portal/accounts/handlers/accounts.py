"""What administrators do with accounts: enter, reset, disable, enable, give and end roles."""

from __future__ import annotations

from uuid import UUID

from messaging.work import Work
from portal.accounts import passwords
from portal.accounts.handlers import found
from portal.accounts.model import Account, Membership
from portal.accounts.rules.membership import email_objections, membership_objections
from portal.accounts.rules.passwords import password_objections
from portal.accounts.rules.signing_in import normalised
from schemas import accounts as said
from schemas.refusal import Refused


def add_account(asked: said.AddAccount, work: Work) -> UUID:
    """Enter somebody with one first role and a one-time password."""
    objections = [
        *membership_objections(asked.role, asked.organisation_kind, work.today, None),
        *email_objections(asked.email),
        *password_objections(asked.password, (asked.sign_in_name,)),
    ]
    if objections:
        raise Refused(*objections)
    row = Account(
        id=asked.account_id,
        sign_in_name=normalised(asked.sign_in_name),
        display_name=asked.display_name,
        email=asked.email,
        language=asked.language,
        password_hash=passwords.hashed(asked.password),
        password_set_at=work.now,
        must_change_password=asked.must_change,
        created_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.session.add(_membership(asked, work))
    work.session.flush()
    found.tell_saved(work, row)
    return row.id


def _membership(asked: said.AddAccount, work: Work) -> Membership:
    work.note("role", None, asked.role.value)
    return Membership(
        account_id=asked.account_id,
        role=asked.role,
        organisation_kind=asked.organisation_kind,
        organisation_id=asked.organisation_id,
        valid_from=work.today,
    )


def reset_password(asked: said.ResetPassword, work: Work) -> UUID:
    """Give a one-time password and sign the person out everywhere."""
    row = found.another(work, asked.account_id, asked.row_version)
    if objections := password_objections(asked.password, (row.sign_in_name,)):
        raise Refused(*objections)
    row.password_hash = passwords.hashed(asked.password)
    row.password_set_at = work.now
    row.must_change_password = True
    found.end_sessions(work, row.id, "password_reset")
    work.tell(said.CredentialChanged(account_id=row.id, how=said.CredentialChange.RESET))
    return row.id


def disable_account(asked: said.DisableAccount, work: Work) -> UUID:
    """Close the account; whoever is signed in with it is out at the next click."""
    row = found.another(work, asked.account_id, asked.row_version)
    work.note("disabled", row.disabled_at is not None, True)
    row.disabled_at = row.disabled_at or work.now
    found.end_sessions(work, row.id, "disabled")
    found.tell_saved(work, row)
    return row.id


def enable_account(asked: said.EnableAccount, work: Work) -> UUID:
    """Open the account again."""
    row = found.another(work, asked.account_id, asked.row_version)
    work.note("disabled", row.disabled_at is not None, False)
    row.disabled_at, row.reopened_at = None, work.now
    found.tell_saved(work, row)
    return row.id


def add_membership(asked: said.AddMembership, work: Work) -> UUID:
    """Let somebody act in a further role."""
    row = found.another(work, asked.account_id)
    days = (asked.valid_from, asked.valid_until)
    if objections := membership_objections(asked.role, asked.organisation_kind, *days):
        raise Refused(*objections)
    work.session.add(
        Membership(
            id=asked.membership_id,
            account_id=row.id,
            role=asked.role,
            organisation_kind=asked.organisation_kind,
            organisation_id=asked.organisation_id,
            valid_from=asked.valid_from,
            valid_until=asked.valid_until,
        )
    )
    work.session.flush()
    work.note("role", None, asked.role.value)
    found.tell_saved(work, row)
    return row.id


def end_membership(asked: said.EndMembership, work: Work) -> UUID:
    """Let a role end on a day; sessions that act in it end with it."""
    row = found.another(work, asked.account_id)
    membership = found.own_membership(work, row.id, asked.membership_id)
    days = (membership.valid_from, asked.valid_until)
    if objections := membership_objections(membership.role, membership.organisation_kind, *days):
        raise Refused(*objections)
    work.note("valid_until", membership.valid_until, asked.valid_until)
    membership.valid_until = asked.valid_until
    work.session.flush()
    found.tell_saved(work, row)
    return row.id


def end_sessions_of(asked: said.EndSessionsOf, work: Work) -> UUID:
    """Sign somebody out everywhere."""
    row = found.account(work, asked.account_id)
    found.end_sessions(work, row.id, "ended_by_admin")
    return row.id
