"""One billing service with what it needs to bill: happenings told by letters, tariffs, accounts, addresses, credit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from messaging.database import Database
from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from messaging.service import Service
from schemas import billing as said
from schemas.accounts import CANTON_ID, OFFICE_ID, OVERSIGHT_ID
from schemas.actor import Actor, Role
from schemas.codes import Funding, Phase, PlaceKind
from schemas.codes_billing import BilledItem, BudgetState, PaperKind, PeriodLength, TariffUnit, TariffUse
from schemas.message import Command, Event
from schemas.placements import PersonAssigned, PersonStarted, PresenceContested, PresenceLocked
from schemas.registration import PhaseChanged
from services.billing.queries.papers import PaperCard, PaperFilter, paper_card, papers
from services.billing.service import WIRING
from tests import kept

HEAD = Actor(uuid4(), Role.SSIP_HEAD, OFFICE_ID)
COORDINATOR = Actor(uuid4(), Role.SSIP_COORDINATOR, OFFICE_ID)
FINANCE = Actor(uuid4(), Role.SEAT_FINANCE, OVERSIGHT_ID)
CANTON = Actor(uuid4(), Role.CANTON_READER, CANTON_ID)
AUDITOR = Actor(uuid4(), Role.AUDITOR, OVERSIGHT_ID)
ADMIN = Actor(uuid4(), Role.SSIP_ADMIN, OFFICE_ID)
PROVIDER, OTHER_PROVIDER, SERVICE, OTHER_SERVICE, PLACE = (uuid4() for _ in range(5))
PARTNER = Actor(uuid4(), Role.PROVIDER, PROVIDER)
OTHER_PARTNER = Actor(uuid4(), Role.PROVIDER, OTHER_PROVIDER)
SERVICE_HEAD = Actor(uuid4(), Role.SERVICE_HEAD, SERVICE)
QR_IBAN, IBAN = "CH4431999123000889012", "CH9300762011623852957"
FROM = date(2026, 1, 1)
OCTOBER = date(2026, 10, 1)
ACCOUNTS = {each: f"5790.{3000 + place}.01" for place, each in enumerate(BilledItem)}


class Scene:
    """One service on a database of its own; time stands still until it is moved."""

    def __init__(self, url: str, *, create: bool = True, service: Service | None = None) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        self.service = service or Service(WIRING, Database(url), lambda: self.now)
        if create and service is None:
            kept.tables(WIRING.metadata, self.service.database)

    def do(self, command: Command, actor: Actor = HEAD) -> UUID | None:
        return self.service.do(command, actor)

    def tell(self, *events: Event) -> None:
        box = LetterBox(self.service)
        box.hear([letter_of(each, self.now) for each in events])
        assert box.parking.waiting() == []

    # --- settings ---------------------------------------------------------------------------------------------

    def tariff(self, item: BilledItem, unit: TariffUnit, centimes: int, **changed: Any) -> UUID:
        made: dict[str, Any] = {
            "tariff_id": uuid4(),
            "tariff_use": TariffUse.CANTON,
            "item": item,
            "unit": unit,
            "amount_centimes": centimes,
            "valid_from": FROM,
        }
        answer = self.do(said.SetTariff(**(made | changed)))
        assert answer is not None
        return answer

    def furnish(self) -> Scene:
        """Set everything an invoice and a statement need."""
        self.tariff(BilledItem.PROGRAMME_PLACE, TariffUnit.PLACE_DAY, 5_500)
        self.tariff(BilledItem.PROGRAMME_PLACE, TariffUnit.PLACE_DAY, 4_800, tariff_use=TariffUse.PROVIDER)
        self.tariff(BilledItem.CLARIFICATION, TariffUnit.FLAT, 90_000)
        self.tariff(BilledItem.COACHING, TariffUnit.HOUR, 12_000)
        self.tariff(BilledItem.COORDINATION_FLAT_RATE, TariffUnit.MONTH, 250_000)
        self.tariff(BilledItem.MEASURE_SUPPORT, TariffUnit.HOUR, 11_000, tariff_use=TariffUse.SEPARATE)
        for item, account in ACCOUNTS.items():
            self.do(said.SetAccount(item=item, account=account, valid_from=FROM))
        self.do(said.SetCredit(year=2026, ceiling_centimes=50_000_000, budget=BudgetState.RELEASED))
        self.address(OFFICE_ID, "Ville de Bienne", QR_IBAN)
        self.address(CANTON_ID, "Canton de Berne", "")
        self.address(PROVIDER, "Atelier Südkurve", IBAN)
        self.address(SERVICE, "Service social", "")
        return self

    def address(self, party_id: UUID, name: str, iban: str) -> None:
        self.do(
            said.SetParty(
                party_id=party_id,
                party_name=name,
                street="Rue du Lac",
                house_number="1",
                postal_code="2502",
                town="Bienne",
                iban=iban,
                valid_from=FROM,
            )
        )

    # --- happenings -------------------------------------------------------------------------------------------

    def phase(self, phase: Phase, begun: date, ended: date | None = None, **more: Any) -> UUID:
        mandate_id, success = more.get("mandate_id") or uuid4(), more.get("success", "")
        told: dict[str, Any] = {"mandate_id": mandate_id, "social_service_id": SERVICE}
        self.tell(PhaseChanged(**told, begun=phase, changed_on=begun))
        if ended:
            after = Phase.CLOSING
            self.tell(PhaseChanged(**told, ended=phase, begun=after, changed_on=ended, success=success))
        return mandate_id

    def placed(self, month: date = OCTOBER, **changed: Any) -> dict[str, Any]:
        """Tell a placement that runs since the beginning of ``month``, and return its ids."""
        ids: dict[str, Any] = {
            "placement_id": uuid4(),
            "mandate_id": uuid4(),
            "place_id": PLACE,
            "provider_id": changed.pop("provider_id", PROVIDER),
            "social_service_id": SERVICE,
        }
        term = {"ends_on": date(2027, 10, 31)}
        funding = changed.pop("funding", Funding.POIAS)
        starts = changed.pop("started_on", month)
        self.tell(
            PersonAssigned(
                **ids,
                kind=PlaceKind.PIP,
                funding=funding,
                workload_percent=80,
                starts_on=starts,
                **term,
            ),
            PersonStarted(**ids, started_on=starts, **term),
        )
        return ids

    def locked(self, ids: dict[str, Any] | None = None, month: date = OCTOBER, **changed: Any) -> dict[str, Any]:
        """Tell that a month is locked and return what was told."""
        ids = ids or self.placed(month, provider_id=changed.pop("provider_id", PROVIDER))
        told = {
            **ids,
            "month_id": uuid4(),
            "month": month,
            "kind": PlaceKind.PIP,
            "funding": Funding.POIAS,
            "workload_percent": 80,
            "contracted_half_days": 40,
            "present": 30,
            "justified": 4,
            "unjustified": 2,
            "sick": 3,
            "holiday": 1,
            "locked_on": date(2026, 11, 5),
        } | changed
        self.tell(PresenceLocked(**told))
        return told

    def contested(self, told: dict[str, Any]) -> None:
        names = ("month_id", "placement_id", "mandate_id", "place_id", "provider_id", "social_service_id", "month")
        self.tell(PresenceContested(**{name: told[name] for name in names}))

    # --- papers -----------------------------------------------------------------------------------------------

    def compute(self, kind: PaperKind = PaperKind.INVOICE, month: date = OCTOBER, actor: Actor = COORDINATOR) -> None:
        asked = said.ComputePapers(run_id=uuid4(), paper_kind=kind, length=PeriodLength.MONTH, period_from=month)
        self.do(asked, actor)

    def drafts(self, kind: PaperKind = PaperKind.INVOICE) -> list[PaperCard]:
        found = self.service.ask(papers, HEAD, wanted=PaperFilter(kind=kind)).lines
        return [self.card(each.id) for each in found if each.number is None]

    def draft(self, kind: PaperKind = PaperKind.INVOICE) -> PaperCard:
        (only,) = self.drafts(kind)
        return only

    def card(self, paper_id: UUID, actor: Actor = HEAD) -> PaperCard:
        return self.service.ask(paper_card, actor, paper_id=paper_id)

    def step(self, command: type[Any], paper_id: UUID, actor: Actor = HEAD, **more: Any) -> UUID | None:
        return self.do(command(paper_id=paper_id, row_version=self.card(paper_id).row_version, **more), actor)

    def issued(self, kind: PaperKind = PaperKind.INVOICE, month: date = OCTOBER) -> PaperCard:
        """Compute, check and issue the one paper of a kind."""
        self.compute(kind, month)
        paper_id = self.draft(kind).id
        self.step(said.CheckPaper, paper_id, COORDINATOR)
        self.step(said.IssuePaper, paper_id, HEAD)
        return self.card(paper_id)

    def close(self) -> None:
        self.service.database.close()
