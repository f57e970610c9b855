"""What can be set in notifications: when digests go out, and how long a signed link opens."""

from __future__ import annotations

from typing import Final

from services.notifications.rules.digests import PRACTICE_HOUR
from services.notifications.rules.links import PRACTICE_DAYS
from services.notifications.rules.webhooks import ALLOWED
from workflow.settings import CodeList, Setting, SettingKind, Unit

REGISTER: Final[tuple[Setting, ...]] = (
    Setting(name="digest_hour", group="mails", default=PRACTICE_HOUR, highest=23, unit=Unit.HOUR),
    Setting(name="link_days", group="mails", default=PRACTICE_DAYS, lowest=1, highest=90, unit=Unit.DAYS),
    Setting(name=ALLOWED, group="mails", kind=SettingKind.SWITCH, highest=1),
)

MAIL_TEXTS: Final = "mail_texts"
TEXT_LISTS: Final = (CodeList(of=MAIL_TEXTS, group="mails"),)
"""The sentences of mails the office has worded; not a list anybody has to fill, so it stands on a page of its own."""
