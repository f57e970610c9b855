"""What everybody may do with their own account and sessions."""

from __future__ import annotations

from uuid import UUID

from messaging.work import Work
from portal.accounts import passwords
from portal.accounts.handlers import found
from portal.accounts.handlers.signing_in import attempt_of
from portal.accounts.model import Account
from portal.accounts.rules.membership import email_objections, is_current
from portal.accounts.rules.passwords import password_objections
from schemas import accounts as said
from schemas.refusal import NotFound, Objection, Refused


def change_own_details(asked: said.ChangeOwnDetails, work: Work) -> UUID:
    """Change one's language and address."""
    row = found.account(work, work.actor.account_id, asked.row_version)
    if objections := email_objections(asked.email):
        raise Refused(*objections)
    row.email, row.language = asked.email, asked.language
    found.tell_saved(work, row)
    return row.id


def choose_language(asked: said.ChooseLanguage, work: Work) -> UUID:
    """Have the portal, and its mails, in this language."""
    row = found.account(work, work.actor.account_id)
    if row.language is not asked.language:
        work.note("language", row.language.value, asked.language.value)
        row.language = asked.language
        found.tell_saved(work, row)
    return row.id


def change_password(asked: said.ChangePassword, work: Work) -> UUID:
    """Replace one's password; the session at hand stays, every other ends."""
    row = found.account(work, work.actor.account_id)
    session = found.own_session(work, asked.session_id)
    attempt = attempt_of(work, asked.attempt_id)
    if not passwords.is_right(row.password_hash, asked.old_password):
        raise Refused(Objection("password_wrong", "old_password"))
    if objections := _new_password_objections(asked, row):
        raise Refused(*objections)
    attempt.outcome = "done"
    row.password_hash = passwords.hashed(asked.new_password)
    row.password_set_at = work.now
    row.must_change_password = False
    found.end_sessions(work, row.id, "password_changed", but=(session.id,))
    work.tell(said.CredentialChanged(account_id=row.id, how=said.CredentialChange.CHANGED))
    return row.id


def _new_password_objections(asked: said.ChangePassword, row: Account) -> list[Objection]:
    own_words = (row.sign_in_name, *row.display_name.split())
    objections = password_objections(asked.new_password, own_words, "new_password")
    if asked.new_password != asked.new_password_again:
        objections.append(Objection("passwords_differ", "new_password_again"))
    if not objections and asked.new_password == asked.old_password:
        objections.append(Objection("password_unchanged", "new_password"))
    return objections


def switch_membership(asked: said.SwitchMembership, work: Work) -> UUID:
    """Act in another of one's own roles."""
    session = found.own_session(work, asked.session_id)
    membership = found.own_membership(work, work.actor.account_id, asked.membership_id)
    if not is_current(membership.valid_from, membership.valid_until, work.today):
        raise NotFound("membership")
    work.note("membership", session.membership_id, membership.id)
    session.membership_id = membership.id
    return session.id


def close_session(asked: said.CloseSession, work: Work) -> UUID:
    """End a session of one's own."""
    session = found.own_session(work, asked.session_id)
    session.ended_at, session.ended_how = work.now, "signed_out"
    return session.id
