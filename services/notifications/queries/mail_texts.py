"""How the office words its mails: what holds, what is planned, and how a mail reads with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from messaging.work import Reading
from schemas.codes_notifications import AlertKind, LinkPurpose, MailPart, Posture
from services.notifications.model import BOOKS
from services.notifications.rules.digests import DigestLine, digest_of
from services.notifications.rules.letters import (
    CHOICES,
    Text,
    alert_text,
    digest_text,
    in_own_words,
    link_text,
    meeting_text,
    standard,
)
from services.notifications.rules.register import MAIL_TEXTS, TEXT_LISTS
from workflow import dated, registers
from workflow.registers import CodeEntry

NUMBER: Final = "M-2026-0001"
"""The reference a sample mail carries; nobody has it."""
_NOBODY: Final = UUID(int=0)


@dataclass(frozen=True)
class MailTextLine:
    """One sentence of mails: as the house says it, as it reads today, and everything the office has worded.

    The address that ends the foot is not part of it; it always follows.
    """

    part: MailPart
    standard: Mapping[str, str]
    now: Mapping[str, str]
    entries: tuple[CodeEntry, ...]


def own_words_on(asked: Reading) -> dict[str, dict[MailPart, str]]:
    """Return the sentences the office words itself today, by language."""
    found = dated.codes_on(asked.session, BOOKS, MAIL_TEXTS, asked.today)
    return {each: {MailPart(code.code): code.word(each) for code in found} for each in ("fr", "de")}


def mail_texts(reading: Reading) -> tuple[MailTextLine, ...]:
    """Return every sentence that may be worded, with its past and future."""
    (line,) = registers.code_list_lines(reading, BOOKS, TEXT_LISTS)
    return tuple(_line(part, [each for each in line.entries if each.code == part], reading) for part in MailPart)


def _line(part: MailPart, entries: list[CodeEntry], reading: Reading) -> MailTextLine:
    words = {each: standard(part, each).removesuffix(CHOICES).strip() for each in ("fr", "de")}
    holding = next((each for each in entries if each.holds_on(reading.today)), None)
    now = {each: holding.word(each) for each in words} if holding else words
    latest = sorted(entries, key=lambda each: each.valid_from, reverse=True)
    return MailTextLine(part, words, now, tuple(latest))


def mail_samples(reading: Reading, *, language: str, part: MailPart | None = None, words: str = "") -> tuple[Text, ...]:
    """Return how a digest, an alert, an invitation and a signed link read today, or with ``words`` for one sentence."""
    own = own_words_on(reading)[language] | ({part: words} if part and words else {})
    return tuple(in_own_words(each, language, own) for each in _samples(reading, language))


def _samples(reading: Reading, language: str) -> tuple[Text, ...]:
    task = DigestLine(_NOBODY, AlertKind.MANDATE_TO_TRIAGE, Posture.ACT, NUMBER, reading.today + timedelta(days=5))
    asked = DigestLine(_NOBODY, AlertKind.PROPOSAL_TO_ANSWER, Posture.ACT, NUMBER, reading.today + timedelta(days=10))
    meeting = DigestLine(_NOBODY, AlertKind.MEETING_CALLED, Posture.ACT, "", None)
    starts_at = datetime.combine(reading.today + timedelta(days=7), datetime.min.time().replace(hour=9))
    return (
        digest_text(digest_of([task]), _NOBODY, language, reading.today),
        alert_text(task, _NOBODY, language),
        meeting_text(meeting, _NOBODY, language, starts_at),
        link_text(asked, LinkPurpose.ANSWER_PROPOSAL, language),
    )
