"""Which desk answers for which settings and code lists: one row a service, so that every page is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from portal.accounts import register as accounts_register
from portal.doors import has_desk, may
from schemas import access, casework, notifications, placements, registration, steering
from schemas.message import Command
from services.casework.queries import register as casework_register
from services.notifications.queries import register as notifications_register
from services.placements.queries import register as placements_register
from services.registration.queries import register as registration_register
from services.steering.queries import closings as steering_closings
from services.steering.queries import register as steering_register


@dataclass(frozen=True)
class SettingsDesk:
    """How one service's settings are read and changed."""

    name: str
    settings: Callable[..., Any]
    preview: Callable[..., Any]
    set_value: type[Command]
    withdraw: type[Command]
    set_deadline: type[Command] | None = None
    of_each: Callable[..., Any] | None = None
    """Returns the setting every social service has for itself, where there is one."""
    moves: Callable[..., Any] | None = None
    """Returns what a setting that moves deadlines would move, where there is one."""


@dataclass(frozen=True)
class CodesDesk:
    """How one service's code lists are read and changed."""

    name: str
    lists: Callable[..., Any]
    uses: Callable[..., Any]
    set_code: type[Command]
    end_code: type[Command]
    withdraw: type[Command]


SETTINGS: Final = (
    SettingsDesk(
        "registration",
        registration_register.dated_settings,
        registration_register.setting_preview,
        registration.SetRegistrationValue,
        registration.WithdrawRegistrationValue,
        registration.SetRegistrationDeadline,
    ),
    SettingsDesk(
        "placements",
        placements_register.dated_settings,
        placements_register.setting_preview,
        placements.SetPlacementsValue,
        placements.WithdrawPlacementsValue,
        placements.SetPlacementsDeadline,
    ),
    SettingsDesk(
        "casework",
        casework_register.dated_settings,
        casework_register.setting_preview,
        casework.SetCaseworkValue,
        casework.WithdrawCaseworkValue,
        casework.SetCaseworkDeadline,
        casework_register.setting_of_each_service,
    ),
    SettingsDesk(
        "notifications",
        notifications_register.dated_settings,
        notifications_register.setting_preview,
        notifications.SetNotificationsValue,
        notifications.WithdrawNotificationsValue,
    ),
    SettingsDesk(
        "steering",
        steering_register.dated_settings,
        steering_register.setting_preview,
        steering.SetSteeringValue,
        steering.WithdrawSteeringValue,
        moves=steering_closings.direction_preview,
    ),
    SettingsDesk(
        "accounts",
        accounts_register.dated_settings,
        accounts_register.setting_preview,
        access.SetAccountsValue,
        access.WithdrawAccountsValue,
    ),
)
CODES: Final = (
    CodesDesk(
        "registration",
        registration_register.code_lists,
        registration_register.code_uses,
        registration.SetRegistrationCode,
        registration.EndRegistrationCode,
        registration.WithdrawRegistrationCode,
    ),
    CodesDesk(
        "placements",
        placements_register.placements_code_lists,
        placements_register.placements_code_uses,
        placements.SetPlacementsCode,
        placements.EndPlacementsCode,
        placements.WithdrawPlacementsCode,
    ),
)


def settings_desks() -> Iterator[SettingsDesk]:
    """Yield the desks that are there and may be asked."""
    yield from (each for each in SETTINGS if has_desk(each.name) and may(each.settings))


def codes_desks() -> Iterator[CodesDesk]:
    """Yield the desks with code lists that are there and may be asked."""
    yield from (each for each in CODES if has_desk(each.name) and may(each.lists))
