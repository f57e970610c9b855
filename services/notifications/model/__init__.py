"""The tables of notifications: who can be reached, what everybody was told, and the mails, feeds and links for it."""

from __future__ import annotations

from services.notifications.model.alerts import Alert, DossierDecision, MandateTeam
from services.notifications.model.base import BOOKS, LEDGER, Base
from services.notifications.model.links import CalendarFeed, Link
from services.notifications.model.mails import Mail, MailedAlert
from services.notifications.model.meetings import InvitedMeeting
from services.notifications.model.people import Address, Preference, Recipient
from services.notifications.model.webhooks import Webhook, WebhookCall

__all__ = [
    "BOOKS",
    "LEDGER",
    "Address",
    "Alert",
    "Base",
    "CalendarFeed",
    "DossierDecision",
    "InvitedMeeting",
    "Link",
    "Mail",
    "MailedAlert",
    "MandateTeam",
    "Preference",
    "Recipient",
    "Webhook",
    "WebhookCall",
]
