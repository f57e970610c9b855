"""A whole portal for a test: every desk on SQLite, a clock that stands still, and one person per role."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import Blueprint, Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import select

from deploy.house import build
from deploy.identities import provider_id, social_service_id
from deploy.settings import DESKS, Settings
from messaging.clock import Clock
from messaging.database import Database
from messaging.service import Service
from messaging.wiring import Wiring
from portal.accounts.model import Account, Membership, SignedInSession
from portal.app import create_app
from portal.settings import PortalSettings
from schemas.accounts import CANTON_ID, OFFICE_ID, OVERSIGHT_ID, AddAccount, Language
from schemas.actor import HOUSE, Actor, OrganisationKind, Role
from tests.portal.browser import Browser

PASSWORD = "vier grüne Velos am See"
HOME = "tests.household"
"""Under this name an application keeps the household it works for just now."""
SETTINGS = PortalSettings(secret_key="a key for tests only, long enough", counter_seconds=0)
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_PEOPLE = UUID("5f0f9a43-8f0e-4a5c-9d53-b6d0c7a1f001")

Place = tuple[OrganisationKind, UUID]
OFFICE: Place = (OrganisationKind.OFFICE, OFFICE_ID)
SERVICE: Place = (OrganisationKind.SOCIAL_SERVICE, social_service_id("lyss"))
OTHER_SERVICE: Place = (OrganisationKind.SOCIAL_SERVICE, social_service_id("aarberg"))
PROVIDER: Place = (OrganisationKind.PROVIDER, provider_id("suedkurve"))
OTHER_PROVIDER: Place = (OrganisationKind.PROVIDER, provider_id("frac"))
CANTON: Place = (OrganisationKind.CANTON, CANTON_ID)
OVERSIGHT: Place = (OrganisationKind.OVERSIGHT, OVERSIGHT_ID)
HOME_OF: Mapping[Role, Place] = {
    Role.SSIP_COORDINATOR: OFFICE,
    Role.SSIP_HEAD: OFFICE,
    Role.SSIP_ADMIN: OFFICE,
    Role.CASE_WORKER: SERVICE,
    Role.SERVICE_HEAD: SERVICE,
    Role.SECTOR_HEAD: SERVICE,
    Role.ADMIN_ASSISTANT: SERVICE,
    Role.INTAKE1_ADMIN: SERVICE,
    Role.PROVIDER: PROVIDER,
    Role.CANTON_READER: CANTON,
    Role.AUDITOR: OVERSIGHT,
    Role.SEAT_FINANCE: OVERSIGHT,
}
PEOPLE = {role.value: (role, place) for role, place in HOME_OF.items()} | {
    "other_case_worker": (Role.CASE_WORKER, OTHER_SERVICE),
    "other_service_head": (Role.SERVICE_HEAD, OTHER_SERVICE),
    "other_provider": (Role.PROVIDER, OTHER_PROVIDER),
}
"""Sign-in names: one person per role, and the same from elsewhere."""


def account_id(name: str) -> UUID:
    """Return the account of one of ``PEOPLE``."""
    return uuid5(_PEOPLE, name)


def actor(name: str, language: str = "fr") -> Actor:
    """Return one of ``PEOPLE`` as the services know them, for preparing what a page shall show."""
    role, (_, organisation_id) = PEOPLE[name]
    return Actor(account_id(name), role, organisation_id, language)


class Watch:
    """A clock that moves only when told."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        """Let time pass: ``minutes=31``."""
        self.now += timedelta(**span)


def open_desks(folder: Path, clock: Clock, only: Sequence[str] = DESKS) -> dict[str, Service]:
    """Return these services, each on its own file in ``folder``."""
    settings = Settings(data_dir=folder)
    if only == DESKS:
        return build(settings, clock)
    return {name: Service(_wiring(name), Database(settings.database_of(name)), clock) for name in only}


def _wiring(name: str) -> Wiring:
    """Return the wiring of one service without loading the others."""
    module = "portal.accounts.service" if name == "accounts" else f"services.{name}.service"
    found: Wiring = import_module(module).WIRING
    return found


def furnish(folder: Path) -> None:
    """Make tables and people in ``folder``, once; tests work on copies."""
    desks = open_desks(folder, Watch())
    for each in desks.values():
        each.wiring.metadata.create_all(each.database.engine)
    for name, (role, place) in PEOPLE.items():
        desks["accounts"].do(somebody(name, role, place), HOUSE)
    for each in desks.values():
        each.database.close()


def somebody(name: str, role: Role, place: Place) -> AddAccount:
    """Return the command that enters a person with one role and ``PASSWORD``."""
    return AddAccount(
        account_id=account_id(name),
        sign_in_name=name,
        display_name=f"Person {name}",
        email=f"{name}@example.ch",
        language=Language.FR,
        role=role,
        organisation_kind=place[0],
        organisation_id=place[1],
        password=PASSWORD,
        must_change=False,
    )


@dataclass
class Household:
    """The portal under test and what stands behind it."""

    app: Flask
    desks: Mapping[str, Service]
    watch: Watch
    browsers: dict[str, Browser] = field(default_factory=dict)

    def guest(self) -> Browser:
        """Return a browser nobody has signed in with."""
        self._be_at_home()
        return Browser(self.app)

    def as_(self, name: str) -> Browser:
        """Return the browser of one of ``PEOPLE``, signed in; the same one each time."""
        self._be_at_home()
        if name not in self.browsers:
            self.browsers[name] = self.new_session(name)
        return self.browsers[name]

    def new_session(self, name: str) -> Browser:
        """Return a further browser of one of ``PEOPLE``, signed in past the password page, which costs 50 ms."""
        token = secrets.token_urlsafe(16)
        with self.desks["accounts"].database.writing() as session:
            account = session.scalars(select(Account).where(Account.sign_in_name == name)).one()
            membership = session.scalars(select(Membership).where(Membership.account_id == account.id)).first()
            assert membership is not None
            session.add(
                SignedInSession(
                    id=uuid4(),
                    account_id=account.id,
                    membership_id=membership.id,
                    token_hash=sha256(token.encode()).hexdigest(),
                    opened_at=self.watch.now,
                    seen_at=self.watch.now,
                )
            )
        browser = self.guest()
        with browser.client.session_transaction() as cookie:
            cookie["_user_id"] = token
        return browser

    def _be_at_home(self) -> None:
        """Let the application work for these desks; households share it, and another one may have moved in since."""
        if self.app.extensions.get(HOME) is not self:
            self.app.extensions |= {"ssip.desks": dict(self.desks), HOME: self}

    def close(self) -> None:
        """Let go of the databases."""
        for each in self.desks.values():
            each.database.close()


def move_in(
    folder: Path,
    settings: PortalSettings | None = None,
    only: Sequence[str] = DESKS,
    pages: Sequence[Blueprint] = (),
) -> Household:
    """Return a portal on the furnished files in ``folder``, with further ``pages`` if a test brings its own."""
    watch = Watch()
    desks = open_desks(folder, watch, only)
    app = _app(desks, settings or SETTINGS, pages)
    household = Household(app, desks, watch)
    app.extensions[HOME] = household
    return household


def _app(desks: Mapping[str, Service], settings: PortalSettings, pages: Sequence[Blueprint]) -> Flask:
    """Return the application for these desks; the same one again and again, because making one takes longest."""
    key = (tuple(desks), settings, tuple(each.name for each in pages))
    if key not in _APPS:
        app = create_app(desks, settings)
        app.jinja_env.bytecode_cache = _PAGES
        for each in pages:
            app.register_blueprint(each)
        _APPS[key] = (app, app.extensions["ssip.areas"])
    app, found = _APPS[key]
    app.extensions |= {"ssip.desks": dict(desks), "ssip.areas": found}
    return app


class _Kept(BytecodeCache):
    """Compiled pages, shared by every portal of the run; compiling them anew would be most of a test's time."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_PAGES = _Kept()
_APPS: dict[object, tuple[Flask, Any]] = {}
