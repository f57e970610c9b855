"""The wiring of notifications: message type -> handler."""

from __future__ import annotations

from typing import Final

from messaging.wiring import Wiring
from schemas import notifications as said
from schemas import webhooks as hooked
from schemas.consistency import CheckNotifications
from services.notifications.consistency import CHECK
from services.notifications.handlers import alerts, digests, links, mail_texts, mails, recipients, webhooks
from services.notifications.listeners import LISTENERS
from services.notifications.model import LEDGER, Base
from services.notifications.permissions import PERMISSIONS
from workflow.consistency import checking

WIRING: Final = Wiring(
    name="notifications",
    metadata=Base.metadata,
    ledger=LEDGER,
    permissions=PERMISSIONS,
    commands={
        said.SaveRecipient: recipients.save_recipient,
        said.SaveAddress: recipients.save_address,
        said.SavePreferences: recipients.save_preferences,
        said.SetNotificationsValue: recipients.set_value,
        said.WithdrawNotificationsValue: recipients.withdraw_value,
        said.SetMailText: mail_texts.set_mail_text,
        said.WithdrawMailText: mail_texts.withdraw_mail_text,
        said.MarkAlertSeen: alerts.mark_alert_seen,
        said.DismissAlert: alerts.dismiss_alert,
        said.SnoozeAlert: alerts.snooze_alert,
        said.LookAtNotificationsDeadlines: alerts.look_at_deadlines,
        CheckNotifications: checking(lambda: CHECK),
        said.BuildDigests: digests.build_digests,
        said.NoteMailServer: mails.note_mail_server,
        said.ClaimMails: mails.claim_mails,
        said.SettleMail: mails.settle_mail,
        said.ReturnMails: mails.return_mails,
        said.RetryMail: mails.retry_mail,
        hooked.SaveWebhook: webhooks.save_webhook,
        hooked.RenewWebhookSecret: webhooks.renew_webhook_secret,
        hooked.SwitchWebhook: webhooks.switch_webhook,
        hooked.TryWebhook: webhooks.try_webhook,
        hooked.RetryWebhookCall: webhooks.retry_webhook_call,
        hooked.ClaimWebhookCalls: webhooks.claim_webhook_calls,
        hooked.SettleWebhookCall: webhooks.settle_webhook_call,
        said.OpenCalendarFeed: links.open_calendar_feed,
        said.CloseCalendarFeed: links.close_calendar_feed,
        said.IssueLink: links.issue_link,
        said.RenewLink: links.renew_link,
        said.RevokeLink: links.revoke_link,
        said.AskForLink: links.ask_for_link,
        said.RedeemLink: links.redeem_link,
    },
    listeners=LISTENERS,
    ticks=(said.LookAtNotificationsDeadlines, said.BuildDigests, CheckNotifications),
    guards={"one_recipient": "changed_meanwhile", "one_open_alert": "changed_meanwhile"},
)
