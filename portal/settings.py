"""What the portal has to be told before it can start; the deployment reads it from the environment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

MEBI: Final = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class PortalSettings:
    """Settings of one portal process.

    ``secret_key`` signs cookies and kept forms; old keys in ``secret_fallbacks`` are still read. ``hosts`` are the
    names the portal answers to. ``proxies`` is how many proxies stand in front and may be believed.
    """

    secret_key: str
    secret_fallbacks: tuple[str, ...] = ()
    https: bool = False
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    proxies: int = 0
    body_limit: int = 12 * MEBI
    form_limit: int = 2 * MEBI
    counter_seconds: int = 10
    """How long the numbers in the menu may be old; one's own acts show at once."""
    long_export: int = 5_000
    """A list of more lines leaves as a file made in the background."""
    clamd: str = ""
    """Where the virus scanner listens (``tcp://host:3310``); empty: uploads are shown as not scanned."""
    sender: str = "portal@localhost"
    """Who the portal's mails come from; calendars take a change only from whoever invited."""
    kept_for: timedelta = timedelta(hours=2)
    """How long a form typed into an ended session can be taken up again."""

    def __post_init__(self) -> None:
        if len(self.secret_key) < 32:
            raise ValueError("the secret key needs at least 32 characters")

    @property
    def cookie_name(self) -> str:
        """The name of the one cookie; over https browsers then refuse it from any other host or path."""
        return "__Host-ssip" if self.https else "ssip"

    def for_flask(self) -> dict[str, Any]:
        """Return these settings in Flask's words."""
        return {
            "SECRET_KEY": self.secret_key,
            "SECRET_KEY_FALLBACKS": list(self.secret_fallbacks),
            "SESSION_COOKIE_NAME": self.cookie_name,
            "SESSION_COOKIE_SECURE": self.https,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_PATH": "/",
            "TRUSTED_HOSTS": list(self.hosts),
            "MAX_CONTENT_LENGTH": self.body_limit,
            "MAX_FORM_MEMORY_SIZE": self.form_limit,
            "MAX_FORM_PARTS": 2000,
            "PREFERRED_URL_SCHEME": "https" if self.https else "http",
            "WTF_CSRF_CHECK_DEFAULT": False,
            "WTF_CSRF_TIME_LIMIT": None,
        }
