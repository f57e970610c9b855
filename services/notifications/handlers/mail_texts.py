"""Wording the sentences of mails anew, from a day on."""

from __future__ import annotations

from messaging.work import Work
from schemas.codes_notifications import MailPart
from schemas.notifications import SetMailText, WithdrawMailText
from services.notifications.model import BOOKS
from services.notifications.rules.register import MAIL_TEXTS, TEXT_LISTS
from workflow import registers
from workflow.dated import Code


def set_mail_text(asked: SetMailText, work: Work) -> None:
    """Let a wording hold from its day on; mails written before keep theirs."""
    entry = Code(MAIL_TEXTS, asked.part.value, asked.fr.strip(), asked.de.strip())
    rank = list(MailPart).index(asked.part)
    registers.enter_code(work, BOOKS, TEXT_LISTS, entry, (asked.valid_from, rank))


def withdraw_mail_text(asked: WithdrawMailText, work: Work) -> None:
    """Take back a wording that does not hold yet; the one before it holds on."""
    registers.withdraw_code(work, BOOKS, MAIL_TEXTS, asked.part.value, asked.valid_from)
