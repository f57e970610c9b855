"""One invented mandate: where it stands, what may be done, what happened."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from markupsafe import Markup

from portal.design.frame import Word
from portal.parts import Action, Attachment, Entry, FieldView, Rung


def rungs(word: Word) -> list[Rung]:
    """Return the ladder with one step skipped and one late."""
    office = word("office")
    return [
        Rung(word("registration"), "done", "Lyss", done_on=date(2026, 9, 3)),
        Rung(word("triage"), "done", office, done_on=date(2026, 9, 8)),
        Rung(word("in_depth_clarification"), "skipped", note=word("not_needed")),
        Rung(word("integration_plan"), "done", office, done_on=date(2026, 10, 14)),
        Rung(word("assignment"), "now", "S. Rossel", due=date(2026, 11, 19), late=True),
        Rung(word("measure"), "next", word("provider"), due=date(2026, 12, 1)),
        Rung(word("final_report"), "next", office),
    ]


def actions(word: Word) -> list[Action]:
    """Return one action of each sort."""
    places = [("1", "PIP · Gad-Stiftung, Biel/Bienne"), ("2", "IS · Syphon, Brügg")]
    place = FieldView("place", word("place"), "choice", required=True, choices=places)
    return [
        Action("propose", word("propose_place"), "primary", icon="send", fields=[place], hint=word("ten_days")),
        Action("ask", word("ask_for_more"), icon="reply", needs_reason=True),
        Action("coach", word("begin_coaching"), icon="person-plus"),
        Action(
            "wait", word("put_on_waiting_list"), icon="hourglass-split", blocked_because=word("proposal_open")
        ),
        Action("close", word("close_mandate"), "danger", needs_reason=True, icon="x-circle"),
    ]  # fmt: skip


def _at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def entries(word: Word) -> list[Entry]:
    """Return a timeline with each kind of entry."""
    service = "L. Marti, Lyss"
    return [
        Entry(_at(11, 21, 14, 5), word("answer_late"), "deadline", text=word("second_reminder"), tone="danger"),
        Entry(
            _at(11, 21, 8, 12),
            word("message_of_service"),
            "message",
            service,
            word("childcare_settled"),
            visible_to=word("office_and_service"),
        ),
        Entry(_at(11, 10, 10, 30), word("place_proposed"), "decision", "S. Rossel", "IS · Südkurve, Lyss", tone="info"),
        Entry(
            _at(10, 14, 13, 45),
            word("integration_plan"),
            "document",
            "S. Rossel",
            attachments=files(word)[:1],
            tone="success",
        ),
        Entry(_at(9, 8, 7, 0), word("invitation_sent"), "mail", word("portal")),
        Entry(_at(9, 3, 15, 20), word("mandate_registered"), "event", service),
    ]


def thread(word: Word) -> list[Entry]:
    """Return two messages, one unread."""
    seen = word("office_and_service")
    return [
        Entry(_at(11, 21, 8, 12), "", "message", "L. Marti", word("childcare_settled"), visible_to=seen, unread=True),
        Entry(_at(11, 21, 14, 5), "", "message", "S. Rossel", word("thanks"), mine=True),
    ]


def facts(word: Word) -> list[tuple[Any, ...]]:
    """Return what is known of the person; one fact is missing."""
    return [
        (word("person"), "Bürgi, Stefan"),
        (word("avs"), "756.••••.••••.97", word("on_request")),
        (word("service"), "Lyss"),
        (word("case_worker"), Markup('<a href="#">{}</a>').format("L. Marti")),
        (word("work_capacity"), "50 %"),
        (word("employability"), "80 %"),
        (word("tongue"), word("tongues_of_person")),
        (word("permit"), word("permit_c")),
        (word("registered_on"), "03.09.2026"),
        (word("client_agreement"), None),
    ]


def files(word: Word) -> list[Attachment]:
    """Return two documents."""
    return [
        Attachment(word("integration_plan_file"), "#", 245_760),
        Attachment(word("client_agreement_file"), "#", 1_468_006),
    ]
