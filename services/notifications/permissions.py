"""Who may ask and do what here: everybody their own alerts and choices, the portal's door and the mailer the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from messaging.permission import Permissions, allow, own
from schemas import notifications as said
from schemas import webhooks as hooked
from schemas.actor import OFFICE_STAFF, Actor, Role
from schemas.consistency import CheckNotifications
from services.notifications.queries import (
    alerts,
    audit,
    feeds,
    links,
    mail_texts,
    mails,
    preferences,
    register,
    usefulness,
    webhooks,
)

PEOPLE: Final = tuple(each for each in Role if each is not Role.SYSTEM)
"""Everybody who signs in; what they see is narrowed to their own in the queries and handlers."""
ADMINS: Final = (Role.SSIP_ADMIN, Role.SYSTEM)
ANSWERING: Final = allow(Role.SERVICE_HEAD, Role.PROVIDER, Role.SSIP_ADMIN)
"""Who answers for an organisation's webhook; everybody finds only their own."""
OFFICE: Final = tuple(sorted(OFFICE_STAFF))


def oneself(asked: Mapping[str, Any], actor: Actor) -> bool:
    """Only one's own account in the role of now; the administrators and the house may enter anybody."""
    if actor.role in ADMINS or not asked:
        return True
    mine = (actor.account_id, actor.role, actor.organisation_id)
    return (asked["account_id"], asked["role"], asked["organisation_id"]) == mine and not asked["by_link"]


PERMISSIONS: Final[Permissions] = {
    audit.audit_trail: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.AUDITOR),
    said.SaveRecipient: allow(*PEOPLE, Role.SYSTEM, scope=oneself),
    said.SaveAddress: allow(*PEOPLE),
    said.SavePreferences: allow(*PEOPLE),
    said.SetNotificationsValue: allow(*ADMINS, Role.SSIP_HEAD),
    said.WithdrawNotificationsValue: allow(*ADMINS, Role.SSIP_HEAD),
    said.SetMailText: allow(*ADMINS, Role.SSIP_HEAD),
    said.WithdrawMailText: allow(*ADMINS, Role.SSIP_HEAD),
    mail_texts.mail_texts: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    mail_texts.mail_samples: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    register.dated_settings: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    register.setting_preview: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    said.MarkAlertSeen: allow(*PEOPLE),
    said.DismissAlert: allow(*PEOPLE),
    said.SnoozeAlert: allow(*PEOPLE),
    said.LookAtNotificationsDeadlines: allow(*ADMINS),
    CheckNotifications: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    said.BuildDigests: allow(*ADMINS),
    said.NoteMailServer: allow(Role.SYSTEM),
    said.ClaimMails: allow(Role.SYSTEM),
    said.SettleMail: allow(Role.SYSTEM),
    said.ReturnMails: allow(Role.SYSTEM),
    said.RetryMail: allow(Role.SSIP_ADMIN),
    hooked.SaveWebhook: ANSWERING,
    hooked.RenewWebhookSecret: ANSWERING,
    hooked.SwitchWebhook: ANSWERING,
    hooked.TryWebhook: ANSWERING,
    hooked.RetryWebhookCall: ANSWERING,
    hooked.ClaimWebhookCalls: allow(Role.SYSTEM),
    hooked.SettleWebhookCall: allow(Role.SYSTEM),
    webhooks.my_webhook: ANSWERING,
    webhooks.webhook_calls: ANSWERING,
    webhooks.calls_due: allow(Role.SYSTEM),
    webhooks.claimed_calls: allow(Role.SYSTEM),
    said.OpenCalendarFeed: allow(*PEOPLE),
    said.CloseCalendarFeed: allow(*PEOPLE),
    said.IssueLink: allow(*OFFICE, Role.PROVIDER, Role.SYSTEM, scope=own("organisation_id")),
    said.RenewLink: allow(*OFFICE),
    said.RevokeLink: allow(*OFFICE),
    said.AskForLink: allow(Role.SYSTEM),
    said.RedeemLink: allow(Role.SYSTEM),
    alerts.my_alerts: allow(*PEOPLE),
    alerts.alert_counts: allow(*PEOPLE),
    alerts.alert: allow(*PEOPLE),
    preferences.my_preferences: allow(*PEOPLE),
    preferences.my_address: allow(*PEOPLE),
    mails.claimed_mails: allow(Role.SYSTEM),
    mails.mails: allow(Role.SSIP_ADMIN),
    mails.mail_counts: allow(*ADMINS),
    mails.mails_waiting: allow(*ADMINS, Role.SSIP_HEAD, Role.AUDITOR),
    mails.mail_server_noted: allow(Role.SYSTEM),
    usefulness.usefulness: allow(*OFFICE, Role.SSIP_ADMIN),
    links.link_behind: allow(Role.SYSTEM),
    links.links_about: allow(*OFFICE),
    feeds.calendar_behind: allow(Role.SYSTEM),
}
