"""Entering social services, communes, contracts, dated lists and values."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import Perimeter
from schemas.fields import chosen, code, day, line
from schemas.message import Command, Event


class RegisterSocialService(Command, said="registration.register_social_service", about="social_service_id"):
    """Enter one of the affiliated social services."""

    social_service_id: UUID
    short_code: str = code()
    name_fr: str = line()
    name_de: str = line()
    town: str = line()


class RegisterCommune(Command, said="registration.register_commune"):
    """Enter a commune of the perimeter with its number of the Federal Statistical Office."""

    bfs_no: int
    name: str = line()
    perimeter: Perimeter
    valid_from: date = day()


class MapCommune(Command, said="registration.map_commune"):
    """Say which social service answers for a commune from a day on."""

    bfs_no: int
    social_service_id: UUID = chosen("social_services")
    valid_from: date = day()


class WithdrawCommuneMap(Command, said="registration.withdraw_commune_map"):
    """Take back a change of the map of communes that does not hold yet."""

    bfs_no: int
    valid_from: date = day()


class SignServiceContract(Command, said="registration.sign_service_contract", about="social_service_id"):
    """Enter the framework contract of a social service with Bienne."""

    contract_id: UUID
    social_service_id: UUID
    starts_on: date = day()
    ends_on: date | None = day(default=None)


class SetRegistrationCode(Command, said="registration.set_code"):
    """Put an entry on a dated code list (closing reasons, potential, success, refusal reasons ...)."""

    of: str = code()
    entry: str = code()
    fr: str = line()
    de: str = line()
    valid_from: date = day()
    rank: int = 0


class SetRegistrationValue(Command, said="registration.set_value"):
    """Set a dated value (age limits, days of a deadline ...); None takes it back to "not configured"."""

    name: str = code()
    value: int | None = None
    valid_from: date = day()


class WithdrawRegistrationValue(Command, said="registration.withdraw_value"):
    """Take back a value that does not hold yet."""

    name: str = code()
    valid_from: date = day()


class SetRegistrationDeadline(Command, said="registration.set_deadline"):
    """Replace the counts of a deadline's stages from a day on, in the order of its timer."""

    kind: str = code()
    counts: tuple[int, ...]
    valid_from: date = day()


class EndRegistrationCode(Command, said="registration.end_code"):
    """Take an entry off a code list after a day; records that carry it keep it."""

    of: str = code()
    entry: str = code()
    last_day: date = day()


class WithdrawRegistrationCode(Command, said="registration.withdraw_code"):
    """Take back an entry of a code list that does not hold yet."""

    of: str = code()
    entry: str = code()
    valid_from: date = day()


class SocialServiceRegistered(Event, said="registration.social_service_registered", about="social_service_id"):
    social_service_id: UUID
    short_code: str = code()


class ServiceContractSigned(Event, said="registration.service_contract_signed", about="social_service_id"):
    """A social service's framework contract is entered or has another end."""

    contract_id: UUID
    social_service_id: UUID
    starts_on: date
    ends_on: date | None = None
