"""The code lists of notifications: kinds of alert, postures, lanes, channels; texts in words/*/notifications.toml."""

from __future__ import annotations

from enum import StrEnum


class Posture(StrEnum):
    """What an alert wants of the person who sees it."""

    ACT = "act"
    WAIT = "wait"
    KNOW = "know"


class Lane(StrEnum):
    """Where an alert stands on the page of the day."""

    ACT_NOW = "act_now"
    WAITING = "waiting"
    COMING = "coming"
    NEWS = "news"
    LATER = "later"


class Channel(StrEnum):
    """The ways news reaches a person; the portal itself is always one of them."""

    PORTAL = "portal"
    MAIL = "mail"
    DIGEST = "digest"
    CALENDAR = "calendar"
    WEBHOOK = "webhook"


class RecordKind(StrEnum):
    """What kind of record an alert is about, so that the portal finds its page."""

    MANDATE = "mandate"
    APPOINTMENT = "appointment"
    REORIENTATION = "reorientation"
    PROPOSAL = "proposal"
    RESERVATION = "reservation"
    PLACEMENT = "placement"
    PROLONGATION = "prolongation"
    PLACE = "place"
    REPORT = "report"
    PRESENCE = "presence"
    DOSSIER = "dossier"
    PAPER = "paper"
    CREDIT = "credit"
    MEETING = "meeting"
    PUBLISHED_REPORT = "published_report"
    CONSISTENCY = "consistency"
    ACCESS_REVIEW = "access_review"
    THREAD = "thread"
    DOCUMENTS = "documents"
    ACCOUNT = "account"
    WEBHOOK = "webhook"
    OTHER = "other"


class AlertKind(StrEnum):
    """Everything somebody is told about."""

    MANDATE_TO_TRIAGE = "mandate_to_triage"
    TRIAGE_AWAITED = "triage_awaited"
    EXCEPTION_TO_DECIDE = "exception_to_decide"
    EXCEPTION_AWAITED = "exception_awaited"
    EXCEPTION_GRANTED = "exception_granted"
    EXCEPTION_DENIED = "exception_denied"
    INFORMATION_TO_GIVE = "information_to_give"
    INFORMATION_AWAITED = "information_awaited"
    MANDATE_ADMITTED = "mandate_admitted"
    MANDATE_REFUSED = "mandate_refused"
    MANDATE_WITHDRAWN = "mandate_withdrawn"
    MANDATE_EXPIRED = "mandate_expired"
    MANDATE_CLOSED = "mandate_closed"
    MANDATE_REOPENED = "mandate_reopened"
    REORIENTATION_TO_DECIDE = "reorientation_to_decide"
    REORIENTATION_AWAITED = "reorientation_awaited"
    REORIENTATION_DECIDED = "reorientation_decided"
    MANDATE_TRANSFERRED = "mandate_transferred"
    MESSAGE_WRITTEN = "message_written"
    PERSON_MENTIONED = "person_mentioned"
    DOCUMENT_ADDED = "document_added"
    APPOINTMENT_CHANGED = "appointment_changed"
    PLACE_TO_FIND = "place_to_find"
    PROPOSAL_TO_ANSWER = "proposal_to_answer"
    ANSWER_AWAITED = "answer_awaited"
    PERSON_PROPOSED = "person_proposed"
    PROPOSAL_ACCEPTED = "proposal_accepted"
    DECLINE_TO_DECIDE = "decline_to_decide"
    DECLINE_AWAITED = "decline_awaited"
    DECLINE_CONFIRMED = "decline_confirmed"
    DECLINE_OVERRIDDEN = "decline_overridden"
    PROPOSAL_OVER = "proposal_over"
    START_TO_RECORD = "start_to_record"
    PERSON_STARTED = "person_started"
    PLACEMENT_CANCELLED = "placement_cancelled"
    PLACEMENT_SUSPENDED = "placement_suspended"
    PLACEMENT_RESUMED = "placement_resumed"
    PROLONGATION_TO_DECIDE = "prolongation_to_decide"
    PROLONGATION_AWAITED = "prolongation_awaited"
    PROLONGATION_GRANTED = "prolongation_granted"
    PROLONGATION_DENIED = "prolongation_denied"
    PERSON_ENDED = "person_ended"
    REPORT_TO_WRITE = "report_to_write"
    REPORT_TO_CHECK = "report_to_check"
    REPORT_TO_CORRECT = "report_to_correct"
    REPORT_RECEIVED = "report_received"
    REPORT_ACCEPTED = "report_accepted"
    PRESENCE_TO_FILL = "presence_to_fill"
    PRESENCE_TO_LOCK = "presence_to_lock"
    PRESENCE_TO_CORRECT = "presence_to_correct"
    RESERVATION_TO_DECIDE = "reservation_to_decide"
    RESERVATION_AWAITED = "reservation_awaited"
    RESERVATION_CONFIRMED = "reservation_confirmed"
    RESERVATION_REFUSED = "reservation_refused"
    PLACE_TO_CONFIRM = "place_to_confirm"
    PLACE_FOUND = "place_found"
    PLACE_OVER_OCCUPIED = "place_over_occupied"
    FINAL_REPORT_TO_WRITE = "final_report_to_write"
    FINAL_REPORT_TO_READ = "final_report_to_read"
    READING_AWAITED = "reading_awaited"
    MANDATE_TO_CLOSE = "mandate_to_close"
    SEGMENT_TO_AGREE = "segment_to_agree"
    DOSSIER_TO_TRANSFER = "dossier_to_transfer"
    SEGMENT_TO_CONTROL = "segment_to_control"
    SEGMENT_TO_CORRECT = "segment_to_correct"
    SEGMENT_REQUEST_TO_ANSWER = "segment_request_to_answer"
    SEGMENT_REQUEST_GRANTED = "segment_request_granted"
    SEGMENT_REQUEST_DENIED = "segment_request_denied"
    SEGMENT_DECIDED = "segment_decided"
    SEGMENT_TO_REVIEW = "segment_to_review"
    DOSSIER_RECEIVED = "dossier_received"
    CONTACT_NORM_MISSED = "contact_norm_missed"
    PORTFOLIO_TO_DISCUSS = "portfolio_to_discuss"
    REPORT_PUBLISHED = "report_published"
    MEETING_CALLED = "meeting_called"
    MEETING_MOVED = "meeting_moved"
    MEETING_CANCELLED = "meeting_cancelled"
    INVARIANTS_BROKEN = "invariants_broken"
    ACCESS_TO_REVIEW = "access_to_review"
    ACCOUNT_INACTIVE = "account_inactive"
    CREDENTIAL_CHANGED = "credential_changed"
    SIGN_INS_THROTTLED = "sign_ins_throttled"
    WEBHOOK_BROKEN = "webhook_broken"
    DEADLINE_NEAR = "deadline_near"
    DEADLINE_DUE = "deadline_due"
    INVOICE_TO_CHECK = "invoice_to_check"
    INVOICE_TO_RELEASE = "invoice_to_release"
    INVOICE_ISSUED = "invoice_issued"
    INVOICE_CREDITED = "invoice_credited"
    CREDIT_NEARLY_USED = "credit_nearly_used"
    DEADLINE_MISSED = "deadline_missed"
    DEADLINE_EXPIRED = "deadline_expired"


class AlertEnd(StrEnum):
    """How an alert ended."""

    DONE = "done"
    REPLACED = "replaced"
    OVER = "over"
    SEEN = "seen"
    DISMISSED = "dismissed"
    FADED = "faded"


class MailKind(StrEnum):
    """What a mail is for."""

    DIGEST = "digest"
    ALERT = "alert"


class MailState(StrEnum):
    """How far a mail has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class MailOutcome(StrEnum):
    """What the mail server said about one mail."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"


class WebhookState(StrEnum):
    """Whether an organisation's webhook is called; broken is what the house has switched off."""

    ON = "on"
    OFF = "off"
    BROKEN = "broken"


class LinkPurpose(StrEnum):
    """The one thing a signed link lets somebody do without an account."""

    ANSWER_PROPOSAL = "answer_proposal"
    WRITE_REPORT = "write_report"
    FILL_PRESENCE = "fill_presence"


class LinkState(StrEnum):
    """Whether a signed link still opens anything."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


class MailPart(StrEnum):
    """The sentences of mails the office may word itself; what a mail is about is never one of them."""

    HELLO = "hello"
    FOOT = "foot"
    MEETING = "meeting"
    LINK_FOOT = "link_foot"
