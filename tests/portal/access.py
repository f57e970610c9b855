"""Who may open what: one hand-written line per page; a page without a line fails the tests.

``"mandates.detail": may(CASE_WORKER, SSIP_COORDINATOR, own="mandate")`` means: these roles get the page of the record
called ``mandate`` in ``tests.portal.samples`` (it belongs to the service of Lyss or to the provider Südkurve), case
workers, heads and providers from elsewhere get ``foreign`` (404), every other role gets ``others`` (403), and nobody
who is not signed in gets anything. For action pages the value is a table: short name of the action -> line.

An area keeps its lines in a file of its own beside this one, ``access_<area>.py`` with ``LINES``, and its sample
records in ``samples_<area>.py`` with ``SAMPLES``; both are found by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path

from schemas.actor import Role

PEOPLE = frozenset(Role) - {Role.SYSTEM}
CASE_WORKER, SERVICE_HEAD, SECTOR_HEAD = Role.CASE_WORKER, Role.SERVICE_HEAD, Role.SECTOR_HEAD
ADMIN_ASSISTANT, INTAKE1_ADMIN, PROVIDER = Role.ADMIN_ASSISTANT, Role.INTAKE1_ADMIN, Role.PROVIDER
SSIP_COORDINATOR, SSIP_HEAD, SSIP_ADMIN = Role.SSIP_COORDINATOR, Role.SSIP_HEAD, Role.SSIP_ADMIN
CANTON_READER, AUDITOR, SEAT_FINANCE = Role.CANTON_READER, Role.AUDITOR, Role.SEAT_FINANCE


@dataclass(frozen=True)
class Line:
    """What people get when they open a page."""

    roles: frozenset[Role]
    status: int = 200
    others: int = 403
    foreign: int = 404
    own: str = ""
    public: bool = False
    elsewhere: bool = False
    """Whether the page may also send people on (303), where they have only one choice or nothing to check yet."""
    given: Mapping[str, str] = field(default_factory=dict)
    """Values for parameters in the address that no sample names."""


def may(*roles: Role, status: int = 200, others: int = 403, foreign: int = 404, own: str = "", **given: str) -> Line:
    """Return the line of a page for these roles."""
    return Line(frozenset(roles), status, others, foreign, own, given=given)


def led_on(*roles: Role) -> Line:
    """Return the line of a page that leads some of these roles on to another one."""
    return Line(frozenset(roles), elsewhere=True)


def everybody(status: int = 200, own: str = "", **given: str) -> Line:
    """Return the line of a page for everybody who is signed in."""
    return Line(PEOPLE, status, own=own, given=given)


def public(status: int = 200, **given: str) -> Line:
    """Return the line of a page that needs no signing in."""
    return Line(PEOPLE, status, public=True, given=given)


Lines = Mapping[str, Line | Mapping[str, Line]]

CORE: Lines = {
    "assets.send": public(edition="any", name="logo.svg"),
    "today.index": everybody(),
    "search.index": everybody(),
    "live.counters": everybody(),
    "language.choose": public(303, code="de"),
    "health.healthz": public(),
    "door.sign_in": public(303),
    "door.sign_out": everybody(),
    "roles.index": everybody(),
    "roles.choose": everybody(),
    "own.settings": everybody(),
    "own.password": everybody(),
    "own.sessions": everybody(),
    "own.end_session": everybody(),
    "access_reviews.index": may(SERVICE_HEAD, PROVIDER, SSIP_HEAD, SSIP_ADMIN),
    "access_reviews.detail": may(SERVICE_HEAD, PROVIDER, SSIP_HEAD, SSIP_ADMIN, status=404),
    "access_reviews.confirm": may(SERVICE_HEAD, PROVIDER, SSIP_HEAD, SSIP_ADMIN),
    "access_reviews.remove": may(SERVICE_HEAD, PROVIDER, SSIP_HEAD, SSIP_ADMIN, status=404),
    "people.index": may(SSIP_ADMIN),
    "people.new": may(SSIP_ADMIN),
    "people.detail": may(SSIP_ADMIN, own="account"),
    "people.reset": may(SSIP_ADMIN, own="account"),
    "people.end_role": may(SSIP_ADMIN, own="account"),
    "people.act": dict.fromkeys(("role", "sessions", "disable", "enable"), may(SSIP_ADMIN, own="account")),
}


def _others() -> dict[str, Line | Mapping[str, Line]]:
    found: dict[str, Line | Mapping[str, Line]] = {}
    for path in sorted(Path(__file__).parent.glob("access_*.py")):
        found |= import_module(f"tests.portal.{path.stem}").LINES
    return found


@cache
def expected() -> Mapping[str, Line | Mapping[str, Line]]:
    """Return the lines of every area."""
    return {**CORE, **_others()}
