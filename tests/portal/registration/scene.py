"""Reference data and people for the pages of registration, entered through the front desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from schemas import registration as said
from schemas.actor import HOUSE
from schemas.codes import Funding, Perimeter, PlaceKind
from schemas.codes_records import SharedWith
from schemas.codes_registration import AppointmentKind
from schemas.message import Event
from schemas.placements import PersonAssigned, PersonEnded, PersonProposed, PersonStarted
from services.registration.queries.duplicates import duplicate_candidates
from services.registration.queries.files import mandate_file
from tests.portal import files
from tests.portal.household import OTHER_SERVICE, PROVIDER, SERVICE, Household, actor
from tests.services.registration.people import LISTS, MEETS_ALL

LYSS, AARBERG, UNMAPPED = 306, 301, 738
FIRST_DAY = date(2018, 1, 1)


def furnish(house: Household, *, lists: bool = True) -> None:
    """Enter two social services with contract and commune, a commune nobody answers for, and the dated lists."""
    desk = house.desks["registration"]
    for number, name, place, code in ((LYSS, "Lyss", SERVICE, "lyss"), (AARBERG, "Aarberg", OTHER_SERVICE, "aarberg")):
        service_id = place[1]
        names = {"name_fr": f"Service social {name}", "name_de": f"Sozialdienst {name}", "town": name}
        desk.do(said.RegisterSocialService(social_service_id=service_id, short_code=code, **names), HOUSE)
        contract = said.SignServiceContract(contract_id=uuid4(), social_service_id=service_id, starts_on=FIRST_DAY)
        desk.do(contract, HOUSE)
        _commune(house, number, name)
        desk.do(said.MapCommune(bfs_no=number, social_service_id=service_id, valid_from=FIRST_DAY), HOUSE)
    _commune(house, UNMAPPED, "Jens")
    if lists:
        enter_lists(house)


def _commune(house: Household, number: int, name: str) -> None:
    town = said.RegisterCommune(bfs_no=number, name=name, perimeter=Perimeter.LYSS, valid_from=FIRST_DAY)
    house.desks["registration"].do(town, HOUSE)


def enter_lists(house: Household) -> None:
    """Fill the dated lists."""
    for of, entries in LISTS.items():
        for rank, entry in enumerate(entries):
            words: dict[str, Any] = {"fr": f"{entry} (fr)", "de": f"{entry} (de)", "valid_from": FIRST_DAY}
            house.desks["registration"].do(said.SetRegistrationCode(of=of, entry=entry, rank=rank, **words), HOUSE)


def submit(house: Household, who: str = "case_worker", **answers: Any) -> UUID:
    """Submit a mandate at the desk; the person meets every criterion unless ``answers`` say otherwise."""
    service = actor(who).organisation_id
    known: dict[str, Any] = {
        "mandate_id": uuid4(),
        "social_service_id": service,
        "family_name": "Muster",
        "given_name": "Nina " + "".join(chr(97 + int(each, 16)) for each in uuid4().hex[:8]),
        "commune_bfs_no": LYSS if service == SERVICE[1] else AARBERG,
        "wished_kind": PlaceKind.PIP,
    }
    found = house.desks["registration"].do(said.SubmitMandate(**(known | MEETS_ALL | answers)), actor(who))
    assert found is not None
    return found


def step(house: Household, kind: Any, mandate_id: UUID, who: str = "ssip_coordinator", **rest: Any) -> None:
    """Take one step at the desk."""
    file = house.desks["registration"].ask(mandate_file, actor(who), mandate_id=mandate_id)
    house.desks["registration"].do(kind(mandate_id=mandate_id, row_version=file.row_version, **rest), actor(who))


def hear(house: Household, told: Event) -> None:
    """Let registration hear a letter of another service."""
    LetterBox(house.desks["registration"]).hear([letter_of(told, house.watch.now)])


def proposed(house: Household, mandate_id: UUID) -> None:
    """Let registration hear that the person was proposed to Südkurve."""
    ids: Mapping[str, UUID] = {"proposal_id": uuid4(), "place_id": uuid4(), "mandate_id": mandate_id}
    places = {"provider_id": PROVIDER[1], "social_service_id": SERVICE[1]}
    hear(house, PersonProposed(**ids, **places, starts_on=date(2026, 12, 1)))


def running(house: Household, **answers: Any) -> UUID:
    """Return a mandate whose placement at Südkurve runs."""
    mandate_id = released(house, **answers)
    proposed(house, mandate_id)
    ids: Mapping[str, UUID] = {"place_id": uuid4(), "mandate_id": mandate_id, "placement_id": uuid4()}
    places = {"provider_id": PROVIDER[1], "social_service_id": SERVICE[1]}
    span = {"starts_on": date(2026, 11, 1), "ends_on": date(2027, 1, 31)}
    assigned = PersonAssigned(**ids, **places, **span, kind=PlaceKind.PIP, funding=Funding.POIAS, workload_percent=80)
    hear(house, assigned)
    hear(house, PersonStarted(**ids, **places, started_on=date(2026, 11, 1), ends_on=date(2027, 1, 31)))
    return mandate_id


def paper(
    house: Household,
    mandate_id: UUID,
    who: str = "ssip_coordinator",
    shared_with: SharedWith = SharedWith.ALL,
    content: bytes = b"",
) -> UUID:
    """Add a paper at the desk."""
    made = said.AddDocument(
        document_id=uuid4(),
        mandate_id=mandate_id,
        content=content or files.pdf(str(uuid4())),
        file_name="Lebenslauf.pdf",
        shared_with=shared_with,
    )
    found = house.desks["registration"].do(made, actor(who))
    assert found is not None
    return found


def written(
    house: Household,
    mandate_id: UUID,
    who: str = "ssip_coordinator",
    shared_with: SharedWith = SharedWith.ALL,
    text: str = "Guten Tag",
) -> UUID:
    """Write a message at the desk."""
    made = said.WriteMessage(message_id=uuid4(), mandate_id=mandate_id, text=text, shared_with=shared_with)
    found = house.desks["registration"].do(made, actor(who))
    assert found is not None
    return found


def released(house: Household, **answers: Any) -> UUID:
    """Return a mandate for which a place is looked for."""
    mandate_id = submit(house, **answers)
    step(house, said.AcknowledgeMandate, mandate_id)
    step(house, said.AdmitMandate, mandate_id)
    closing = {"reason": "done", "potential": "high", "success": "reached", "findings": "Ready for work."}
    step(house, said.RecordClarification, mandate_id, professional_realistic=True, needs_more=False, **closing)
    plan: dict[str, Any] = {"goals": "Work.", "next_steps": "Start.", "workload_percent": 80}
    kinds = (PlaceKind.PIP,)
    step(house, said.RecordIntegrationPlan, mandate_id, kinds=kinds, available_from=date(2026, 12, 1), **plan)
    step(house, said.ReleaseForMatching, mandate_id)
    return mandate_id


def meeting(house: Household, mandate_id: UUID, who: str = "ssip_coordinator", **other: Any) -> UUID:
    """Let somebody propose a first interview for tomorrow."""
    tomorrow = house.watch.now.date() + timedelta(days=1)
    known: dict[str, Any] = {"kind": AppointmentKind.FIRST_INTERVIEW, "meets_on": tomorrow, "place_text": "Lyss"}
    asked = said.ProposeAppointment(appointment_id=uuid4(), mandate_id=mandate_id, **(known | other))
    found = house.desks["registration"].do(asked, actor(who))
    assert found is not None
    return found


def twins(house: Household) -> tuple[UUID, UUID]:
    """Return two records that look like one person; the first mandate is over, so they can be merged."""
    given = "Nina " + "".join(chr(97 + int(each, 16)) for each in uuid4().hex[:8])
    first = submit(house, family_name="Zwilling", given_name=given)
    step(house, said.WithdrawMandate, first, "case_worker", remark="Doppelt.")
    submit(house, family_name="Zwiling", given_name=given)
    for each in house.desks["registration"].ask(duplicate_candidates, actor("ssip_coordinator"), size=1000).lines:
        if {each.one.given_name, each.other.given_name} == {given}:
            return each.one.id, each.other.id
    raise AssertionError("the two records do not look alike")


def heard_placement(house: Household, mandate_id: UUID, *, ended: bool = False) -> None:
    """Let registration hear that the person was placed with Südkurve and, if asked, has left again."""
    proposed(house, mandate_id)
    ids: dict[str, UUID] = {"placement_id": uuid4(), "place_id": uuid4(), "mandate_id": mandate_id}
    ids |= {"provider_id": PROVIDER[1], "social_service_id": SERVICE[1]}
    today = house.watch.now.date()
    days: dict[str, Any] = {"starts_on": today, "ends_on": today + timedelta(days=90)}
    hear(house, PersonAssigned(**ids, **days, kind=PlaceKind.PIP, funding=Funding.POIAS, workload_percent=80))
    hear(house, PersonStarted(**ids, started_on=today, ends_on=days["ends_on"]))
    if ended:
        hear(house, PersonEnded(**ids, ended_on=today, reason="planned"))


def later(house: Household, **span: float) -> None:
    """Let time pass; whoever comes back then signs in anew."""
    house.watch.pass_by(**span)
    house.browsers.clear()
