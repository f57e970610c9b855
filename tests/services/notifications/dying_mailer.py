"""A mailer in a process of its own, for the tests that kill it: database, port of the mail server, instant."""

from __future__ import annotations

import sys
from datetime import datetime

from messaging.database import Database
from messaging.service import Service
from services.notifications.mailer import Mailer, MailSettings
from services.notifications.service import WIRING
from services.notifications.smtp import SmtpServer


def main(url: str, port: str, now: str) -> None:
    """Send what waits, once."""
    moment = datetime.fromisoformat(now)
    service = Service(WIRING, Database(url), lambda: moment)
    Mailer(
        service, MailSettings(SmtpServer("127.0.0.1", int(port)), "portal@ssip.example", "https://p.example")
    ).send_some()


if __name__ == "__main__":
    main(*sys.argv[1:])
