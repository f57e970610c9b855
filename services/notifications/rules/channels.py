"""Which kinds reach whom in which way: the defaults, what is fixed, and what people may choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from schemas.actor import Role
from schemas.codes_notifications import AlertKind, Channel, Posture
from schemas.refusal import Objection
from services.notifications.rules.catalogue import MANDATORY, NOTICES
from services.notifications.rules.catalogue.meetings import WITH_CALENDAR
from services.notifications.rules.deadlines import STAGES
from services.notifications.rules.notice import Whom

OWN_ACCOUNT: Final = (AlertKind.CREDENTIAL_CHANGED, AlertKind.SIGN_INS_THROTTLED, AlertKind.ACCOUNT_INACTIVE)
"""What concerns one person alone."""
AT_ONCE: Final = frozenset({*OWN_ACCOUNT, *WITH_CALENDAR})
"""What is mailed at once to everybody: the safety of their account, and invitations, which go to their calendar."""
CHOSEN: Final = (Channel.DIGEST, Channel.MAIL, Channel.CALENDAR)
"""The channels people choose; the portal always shows everything, a webhook is an organisation's."""
_SILENT: Final = frozenset(each.kind for each in NOTICES if each.posture is Posture.WAIT)
_DATED: Final = STAGES | {each.kind for each in NOTICES if each.posture is Posture.ACT}
_ROLES: Final[Mapping[Whom, frozenset[Role]]] = {
    Whom.COORDINATOR: frozenset({Role.SSIP_COORDINATOR}),
    Whom.COORDINATORS: frozenset({Role.SSIP_COORDINATOR}),
    Whom.HEAD: frozenset({Role.SSIP_HEAD}),
    Whom.CASE_WORKER: frozenset({Role.CASE_WORKER}),
    Whom.PROVIDER: frozenset({Role.PROVIDER}),
    Whom.SECTOR_HEAD: frozenset({Role.SECTOR_HEAD}),
    Whom.REQUESTER: frozenset({Role.ADMIN_ASSISTANT}),
    Whom.CANTON: frozenset({Role.CANTON_READER}),
    Whom.FINANCE: frozenset({Role.SEAT_FINANCE}),
    Whom.PAPER_PROVIDER: frozenset({Role.PROVIDER}),
    Whom.INVITED: frozenset({Role.SSIP_COORDINATOR, Role.SERVICE_HEAD}),
    Whom.INVITED_HEAD: frozenset({Role.SSIP_HEAD}),
    Whom.REVIEWER: frozenset({Role.SERVICE_HEAD, Role.PROVIDER, Role.SSIP_ADMIN}),
    Whom.PARTNER_SERVICES: frozenset({Role.SERVICE_HEAD}),
    Whom.PARTNER_PROVIDERS: frozenset({Role.PROVIDER}),
    Whom.ADMIN: frozenset({Role.SSIP_ADMIN}),
}
_OF_DEADLINES: Final = (*sorted(STAGES), AlertKind.DEADLINE_EXPIRED)


def kinds_of_role(role: Role) -> tuple[AlertKind, ...]:
    """Return the kinds that can concern somebody in ``role`` and are worth a word outside the portal."""
    own = dict.fromkeys(each.kind for each in NOTICES if _concerns(each.whom, role) and each.kind not in _SILENT)
    return (*own, *_OF_DEADLINES)


def _concerns(whom: Whom, role: Role) -> bool:
    return whom is Whom.ACCOUNT or role in _ROLES[whom]


def is_default(kind: AlertKind, channel: Channel) -> bool:
    """Whether ``kind`` goes this way for somebody who has chosen nothing: a daily digest, not a mail each time."""
    if kind in AT_ONCE:
        return channel in (Channel.PORTAL, Channel.MAIL)
    if channel is Channel.DIGEST:
        return kind not in _SILENT
    if channel is Channel.CALENDAR:
        return kind in _DATED
    return channel is Channel.PORTAL


def wants(kind: AlertKind, channel: Channel, chosen: bool | None) -> bool:
    """Whether ``kind`` goes this way for somebody who has ``chosen`` (None: nothing)."""
    if channel is Channel.PORTAL or (channel is Channel.MAIL and kind in AT_ONCE):
        return True
    return is_default(kind, channel) if chosen is None else chosen


def is_offered(kind: AlertKind, channel: Channel) -> bool:
    """Whether people may choose this way for ``kind``."""
    if kind in AT_ONCE:
        return False
    return channel is not Channel.CALENDAR or kind in _DATED


def preference_objections(role: Role, wanted: Mapping[Channel, frozenset[AlertKind]]) -> tuple[Objection, ...]:
    """Return why a choice cannot stand: a mandatory kind needs the digest or the mail, others only what exists."""
    return tuple(_preference_objections(role, wanted))


def _preference_objections(role: Role, wanted: Mapping[Channel, frozenset[AlertKind]]) -> Iterator[Objection]:
    possible = frozenset(kinds_of_role(role))
    reached = wanted[Channel.DIGEST] | wanted[Channel.MAIL] | AT_ONCE
    for kind in sorted((MANDATORY & possible) - reached):
        yield Objection("preference_mandatory", "digest", {"kind": kind.value})
    for channel, kinds in wanted.items():
        for kind in sorted(kinds - possible):
            yield Objection("preference_not_offered", channel.value, {"kind": kind.value})
