"""What a webhook may be, what a call says, and how it is signed (the scheme of Standard Webhooks)."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from hmac import new
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from schemas.accounts import OFFICE_ID
from schemas.actor import OFFICE_STAFF, OrganisationKind, Role
from schemas.codes_notifications import AlertKind, Posture
from schemas.refusal import Objection
from services.notifications.rules.channels import OWN_ACCOUNT, kinds_of_role
from services.notifications.rules.letters import BASE
from services.notifications.rules.notice import Audience

ALLOWED: Final = "webhooks_allowed"
"""Names the setting by which the office lets organisations have webhooks; nobody may until it is set."""
SECRET: Final = "whsec_"  # noqa: S105  # how the scheme marks a secret, not one
SECRET_BYTES: Final = (24, 64)
_ROLES: Final = {
    OrganisationKind.SOCIAL_SERVICE: (Role.CASE_WORKER, Role.SECTOR_HEAD, Role.SERVICE_HEAD, Role.ADMIN_ASSISTANT),
    OrganisationKind.PROVIDER: (Role.PROVIDER,),
    OrganisationKind.OFFICE: (Role.SSIP_COORDINATOR, Role.SSIP_HEAD, Role.SSIP_ADMIN),
}
_KIND_OF: Final = {Role.SERVICE_HEAD: OrganisationKind.SOCIAL_SERVICE, Role.PROVIDER: OrganisationKind.PROVIDER}
_NAT64: Final = IPv6Network("64:ff9b::/96")


def organisation_kind(role: Role) -> OrganisationKind:
    """Return the kind of organisation for which somebody in ``role`` keeps the webhook."""
    return _KIND_OF.get(role, OrganisationKind.OFFICE)


def offered(kind: OrganisationKind) -> tuple[AlertKind, ...]:
    """Return the kinds an organisation can be told; what concerns one's own account alone is not among them."""
    found = dict.fromkeys(each for role in _ROLES[kind] for each in kinds_of_role(role))
    return tuple(each for each in found if each not in OWN_ACCOUNT)


def organisation_of(audience: Audience) -> UUID | None:
    """Return the organisation an alert is for; None where it concerns one person's account alone."""
    if audience.organisation_id is not None:
        return audience.organisation_id
    return OFFICE_ID if audience.role in {*OFFICE_STAFF, Role.SSIP_ADMIN} else None


def url_objections(url: str, *, loopback: bool = False) -> tuple[Objection, ...]:
    """Object to an address that is not https, carries a password or fragment, or names an address inside a house.

    ``loopback`` lets tests and demonstrations call their own machine, without TLS too.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return (Objection("webhook_url_malformed", "url"),)
    if not parts.hostname or parts.fragment or not url.isascii() or not url.isprintable() or " " in url:
        return (Objection("webhook_url_malformed", "url"),)
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        return (Objection("webhook_url_not_https", "url"),)
    if parts.username or parts.password:
        return (Objection("webhook_url_with_password", "url"),)
    if _is_inside(parts.hostname, loopback=loopback):
        return (Objection("webhook_url_inside", "url"),)
    return ()


def _is_inside(host: str, *, loopback: bool) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return host in ("localhost",) and not loopback
    return not may_be_called(str(address), loopback=loopback)


def may_be_called(address: str, *, loopback: bool = False) -> bool:
    """Whether a resolved address lies out in the world: not private, link-local, loopback, multicast or reserved.

    An IPv4 address that hides in an IPv6 one is judged by itself.
    """
    found = _unwrapped(ip_address(address.partition("%")[0]))
    if found.is_loopback:
        return loopback
    return found.is_global and not found.is_multicast and not found.is_reserved and not found.is_unspecified


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    hidden = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    return hidden or address


def secret_objections(secret: str) -> tuple[Objection, ...]:
    """Object to a secret that is not ``whsec_`` with 24 to 64 bytes in base64."""
    shortest, longest = SECRET_BYTES
    try:
        is_fine = secret.startswith(SECRET) and shortest <= len(_key(secret)) <= longest
    except (Error, ValueError):
        is_fine = False
    return () if is_fine else (Objection("webhook_secret_malformed", "secret"),)


def kind_objections(kinds: Iterable[AlertKind], organisation: OrganisationKind) -> tuple[Objection, ...]:
    """Object to kinds that cannot concern the organisation."""
    strange = sorted(set(kinds) - set(offered(organisation)))
    return tuple(Objection("preference_not_offered", "kinds", {"kind": each.value}) for each in strange[:1])


def _key(secret: str) -> bytes:
    return b64decode(secret.removeprefix(SECRET), validate=True)


def signature(secret: str, call_id: UUID, timestamp: int, body: bytes) -> str:
    """Return ``v1,`` and the HMAC-SHA256 over ``id.timestamp.body``; ``timestamp`` in seconds since 1970."""
    signed = b".".join((str(call_id).encode(), str(timestamp).encode(), body))
    return "v1," + b64encode(new(_key(secret), signed, sha256).digest()).decode()


@dataclass(frozen=True)
class News:
    """What a call says: never a name, only what it is about, a reference, a day, and where to look."""

    kind: AlertKind
    posture: Posture
    alert_id: UUID
    subject_id: UUID
    mandate_id: UUID | None
    number: str
    due_on: date | None


def body_of(news: News, now: datetime) -> str:
    """Return a call's body."""
    about = {
        "alert_id": str(news.alert_id),
        "posture": news.posture.value,
        "subject_id": str(news.subject_id),
        "mandate_id": str(news.mandate_id) if news.mandate_id else None,
        "number": news.number or None,
        "due_on": news.due_on.isoformat() if news.due_on else None,
        "url": f"{BASE}/alerts/{news.alert_id}",
    }
    return _json(news.kind.value, now, about)


def trial_body(now: datetime) -> str:
    """Return the body of a call that only tries the way."""
    return _json("test", now, {"url": f"{BASE}/webhook"})


def _json(kind: str, now: datetime, about: dict[str, str | None]) -> str:
    return json.dumps({"type": kind, "timestamp": now.isoformat(timespec="seconds"), "data": about})
