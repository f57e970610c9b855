"""One frozen Settings from ``SSIP_*`` variables; the defaults are the embedded mode."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SERVICES: Final = ("registration", "placements", "casework", "billing", "notifications", "steering")
DESKS: Final = ("accounts", *SERVICES)
_PREFIX: Final = "SSIP_"
_SHORTEST_SECRET: Final = 32
_TESTS_OWN: Final = frozenset({"SSIP_CRASH_AT", "SSIP_CRASH_AFTER"})


class SettingsWrong(ValueError):
    """A variable is unknown or malformed; the message says which and what is expected."""


@dataclass(frozen=True)
class Settings:
    """How this installation runs.

    ``database_url`` may contain ``{service}``; empty means one SQLite file per service in ``data_dir``.
    ``broker_url`` empty means the embedded transport; several nodes are separated by ``;``.
    """

    data_dir: Path = Path("data")
    database_url: str = ""
    broker_url: str = ""
    broker_ca_file: str = ""
    broker_certificate_file: str = ""
    broker_key_file: str = ""
    broker_signed: str = "no"
    """``yes`` where every service has an account of its own on the broker, which then signs its letters."""
    base_url: str = ""
    """Where people reach the portal; empty means host and port."""
    host: str = "127.0.0.1"
    port: int = 8000
    secret_key_file: str = ""
    secret_key: str = ""
    smtp_url: str = ""
    mail_from: str = "portal@localhost"
    clamd_url: str = ""
    """Where a virus scanner (clamd) listens for uploads; empty means they are shown as not scanned."""
    log_level: str = "info"
    pool_size: int = 5
    proxies: int = 0
    """How many proxies stand in front of the portal and may be believed."""
    overrides: Mapping[str, str] = ()  # type: ignore[assignment]
    """Database URLs of single services, from ``SSIP_DATABASE_URL_<SERVICE>``."""

    @property
    def is_embedded(self) -> bool:
        """Whether letters travel without a broker."""
        return not self.broker_url

    def database_of(self, service: str) -> str:
        """Return the database URL of one service."""
        if found := dict(self.overrides).get(service):
            return found
        if self.database_url:
            return self.database_url.replace("{service}", service)
        return f"sqlite:///{self.data_dir / service}.sqlite"

    @property
    def address(self) -> str:
        """Return the address people reach the portal at."""
        return self.base_url or f"http://{self.host}:{self.port}"

    def at(self, **given: object) -> Settings:
        """Return these settings with ``given`` values where they are not None."""
        return replace(self, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]

    def secret(self) -> str:
        """Return the key that signs forms; made once and kept beside the data in the embedded mode."""
        if self.secret_key_file:
            return Path(self.secret_key_file).read_text(encoding="utf-8").strip()
        return self.secret_key or _kept_secret(self.data_dir / "secret_key")


def _kept_secret(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def from_environment(environment: Mapping[str, str] | None = None, **given: object) -> Settings:
    """Return the settings of ``environment`` (default: the process's); ``given`` values win, None is ignored.

    Raises SettingsWrong with one line that says which variable is wrong and what it should be.
    """
    variables = os.environ if environment is None else environment
    known = {each.name for each in fields(Settings)} - {"overrides"}
    values: dict[str, object] = {}
    overrides: dict[str, str] = {}
    for name, value in variables.items():
        if not name.startswith(_PREFIX) or name in _TESTS_OWN or name.startswith("SSIP_TEST_"):
            continue
        key = name.removeprefix(_PREFIX).lower()
        service = key.removeprefix("database_url_")
        if key.startswith("database_url_") and service in DESKS:
            overrides[service] = value
        elif key in known:
            values[key] = _read(name, key, value)
        else:
            raise SettingsWrong(f"{name} is not a setting of the portal; known are {_known_names(known)}")
    values |= {key: value for key, value in given.items() if value is not None}
    settings = Settings(**values, overrides=overrides)  # type: ignore[arg-type]
    _check(settings)
    return settings


def _known_names(known: set[str]) -> str:
    return ", ".join(sorted(f"{_PREFIX}{each.upper()}" for each in known))


def _read(name: str, key: str, value: str) -> object:
    if key in ("port", "pool_size", "proxies"):
        if not value.isdecimal():
            raise SettingsWrong(f"{name} must be a whole number, not {value!r}")
        return int(value)
    return Path(value) if key == "data_dir" else value


def _check(settings: Settings) -> None:
    for service in DESKS:
        try:
            make_url(settings.database_of(service))
        except ArgumentError as error:
            raise SettingsWrong(f"the database URL of {service} is malformed: {error}") from error
    if settings.broker_url and not settings.broker_url.startswith(("amqp://", "amqps://")):
        raise SettingsWrong("SSIP_BROKER_URL must start with amqp:// or amqps://")
    if not settings.is_embedded and settings.database_of("registration").startswith("sqlite"):
        raise SettingsWrong("with a broker the services need PostgreSQL: set SSIP_DATABASE_URL")
    if settings.clamd_url and not settings.clamd_url.startswith(("tcp://", "unix:///")):
        raise SettingsWrong("SSIP_CLAMD_URL must start with tcp:// or unix:///")
    if not settings.address.startswith(("http://", "https://")):
        raise SettingsWrong("SSIP_BASE_URL must start with http:// or https://")
    if settings.secret_key and len(settings.secret_key) < _SHORTEST_SECRET:
        raise SettingsWrong(f"SSIP_SECRET_KEY must have at least {_SHORTEST_SECRET} characters")
