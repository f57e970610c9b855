"""The words of mails: no name, no place, only what it is about, a reference and a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from schemas.codes_notifications import AlertKind, LinkPurpose, MailPart, Posture
from schemas.placements import reference_of
from schemas.words import say
from services.notifications.rules.digests import Digest, DigestLine

BASE: Final = "{base}"
"""Stands for the portal's address until the mail is sent."""
LINK: Final = "{link}"
"""Stands for a signed link until the mail is sent; the token is never kept."""
MOST_LINES: Final = 25
NUMBERED: Final = frozenset({AlertKind.INVOICE_ISSUED, AlertKind.INVOICE_CREDITED})
"""What brings the number of a paper along."""
CHOICES: Final = f"{BASE}/preferences"
"""Where everybody chooses what reaches them."""
_SENTENCES: Final = {
    MailPart.HELLO: "mail.hello",
    MailPart.MEETING: "mail.meeting.agenda",
    MailPart.LINK_FOOT: "mail.link.foot",
}


@dataclass(frozen=True)
class Text:
    """Subject and body of a mail."""

    subject: str
    body: str


def digest_text(digest: Digest, mail_id: UUID, language: str, day: date) -> Text:
    """Return the day's digest in ``language``."""
    tasks, news = len(digest.tasks), len(digest.news)
    parts = [say("mail.hello", language)]
    if tasks:
        parts.append(_section("mail.digest.tasks", digest.tasks, mail_id, language))
    if news:
        parts.append(_section("mail.digest.news", digest.news, mail_id, language))
    parts += [say("mail.digest.today", language, url=f"{BASE}/"), _foot(language)]
    subject = say("mail.digest.subject", language, count=tasks or news, day=f"{day:%d.%m.%Y}")
    if not tasks:
        subject = say("mail.digest.subject_news", language, count=news, day=f"{day:%d.%m.%Y}")
    return Text(subject, "\n\n".join(parts) + "\n")


def _section(heading: str, lines: tuple[DigestLine, ...], mail_id: UUID, language: str) -> str:
    shown = [_line(each, mail_id, language) for each in lines[:MOST_LINES]]
    if more := len(lines) - len(shown):
        shown.append(say("mail.digest.more", language, count=more))
    return "\n".join([say(heading, language, count=len(lines)), *shown])


def _line(line: DigestLine, mail_id: UUID, language: str) -> str:
    found = [f"- {_what(line, language)}", f"  {alert_url(line.alert_id, mail_id)}", *_search(line, language, "  ")]
    return "\n".join(found)


def _what(line: DigestLine, language: str) -> str:
    parts = [say(f"alert.title.{line.kind.value}", language), line.number, _reference(line, language)]
    if line.due_on:
        when = "mail.on" if line.posture is Posture.KNOW else "mail.due"
        parts.append(say(when, language, day=f"{line.due_on:%d.%m.%Y}"))
    return " · ".join(each for each in parts if each)


def _reference(line: DigestLine, language: str) -> str:
    """Return by what somebody finds the paper or the kept search again; what they called it may be a person's name."""
    if line.kind in NUMBERED and line.detail:
        return say("mail.paper", language, number=line.detail)
    return say("mail.search", language, reference=reference_of(line.detail)) if _is_found(line) else ""


def _search(line: DigestLine, language: str, indent: str = "") -> list[str]:
    """Return the address of the kept search a place was found for."""
    if not _is_found(line):
        return []
    return [indent + say("mail.open_search", language, url=f"{BASE}/catalogue/searches/{line.detail}")]


def _is_found(line: DigestLine) -> bool:
    return line.kind is AlertKind.PLACE_FOUND and bool(line.detail)


def alert_url(alert_id: UUID, mail_id: UUID) -> str:
    """Return the address a mail gives for an alert; it says which mail led there, so that usefulness is counted."""
    return f"{BASE}/alerts/{alert_id}?mail={mail_id}"


def alert_text(line: DigestLine, mail_id: UUID, language: str) -> Text:
    """Return the mail about one alert at once."""
    told = [_what(line, language), alert_url(line.alert_id, mail_id), *_search(line, language)]
    body = [say("mail.hello", language), *told, _foot(language)]
    return Text(_what(line, language), "\n\n".join(body) + "\n")


def meeting_text(line: DigestLine, mail_id: UUID, language: str, starts_at: datetime) -> Text:
    """Return the mail that invites to a meeting, moves it or calls it off; ``starts_at`` is local."""
    title = say(f"alert.title.{line.kind.value}", language)
    subject = say("mail.meeting.subject", language, title=title, day=f"{starts_at:%d.%m.%Y}", at=f"{starts_at:%H:%M}")
    url = alert_url(line.alert_id, mail_id)
    body = [say("mail.hello", language), subject, say("mail.meeting.agenda", language), url, _foot(language)]
    return Text(subject, "\n\n".join(body) + "\n")


def link_text(line: DigestLine, purpose: LinkPurpose, language: str) -> Text:
    """Return the mail to somebody without an account, with the signed link that does one thing."""
    body = [
        say("mail.hello", language),
        _what(line, language),
        say(f"mail.link.{purpose.value}", language),
        LINK,
        say("mail.link.foot", language),
    ]
    return Text(_what(line, language), "\n\n".join(body) + "\n")


def _foot(language: str) -> str:
    return say("mail.foot", language, url=CHOICES)


def standard(part: MailPart, language: str) -> str:
    """Return a sentence of mails as the house says it."""
    if part is MailPart.FOOT:
        return _foot(language)
    return say(_SENTENCES[part], language)


def in_own_words(text: Text, language: str, own: Mapping[MailPart, str]) -> Text:
    """Return a mail with the sentences the office has worded itself; the address in the foot always stays."""
    body = text.body
    for part, words in own.items():
        said = f"{words}\n{CHOICES}" if part is MailPart.FOOT else words
        body = body.replace(standard(part, language), said, 1)
    return Text(text.subject, body)
