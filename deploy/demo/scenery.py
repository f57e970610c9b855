"""Everything that stands before the first mandate: accounts, contracts, code lists and places."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any, Final

from deploy.demo.people import PASSWORD, Member, by_name, members
from deploy.demo.records import KINDS as DOCUMENT_KINDS
from deploy.demo.stage import Stage
from deploy.identities import demonstration_id, provider_id
from deploy.reference.loading import SINGLE_PERIMETER, rows_of
from schemas import placements, registration
from schemas.accounts import AddAccount, Language
from schemas.actor import HOUSE, OrganisationKind
from schemas.codes import Funding, PlaceKind
from schemas.notifications import SaveRecipient
from services.placements.queries.places import place_card

LISTS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "closing_reasons": (
        ("demo_step_done", "Étape terminée (démonstration)", "Schritt abgeschlossen (Demonstration)"),
        ("demo_work_found", "Emploi trouvé (démonstration)", "Stelle gefunden (Demonstration)"),
        ("demo_health", "Santé (démonstration)", "Gesundheit (Demonstration)"),
        ("demo_moved", "Déménagement (démonstration)", "Wegzug (Demonstration)"),
    ),
    "outcome_kinds": (
        ("demo_in_work", "En emploi (démonstration)", "In Arbeit (Demonstration)"),
        ("demo_in_training", "En formation (démonstration)", "In Ausbildung (Demonstration)"),
        ("demo_in_measure", "Dans une mesure (démonstration)", "In einer Massnahme (Demonstration)"),
        ("demo_none", "Sans activité (démonstration)", "Ohne Beschäftigung (Demonstration)"),
    ),
    "potential_scale": (
        ("demo_high", "Élevé (démonstration)", "Hoch (Demonstration)"),
        ("demo_medium", "Moyen (démonstration)", "Mittel (Demonstration)"),
        ("demo_low", "Faible (démonstration)", "Tief (Demonstration)"),
    ),
    "success_scale": (
        ("demo_reached", "Atteint (démonstration)", "Erreicht (Demonstration)"),
        ("demo_partly", "Partiellement (démonstration)", "Teilweise (Demonstration)"),
        ("demo_not_reached", "Non atteint (démonstration)", "Nicht erreicht (Demonstration)"),
    ),
    "refusal_reasons": (
        ("criteria_not_met", "Critères non remplis", "Kriterien nicht erfüllt"),
        ("other_offer", "Autre offre plus indiquée", "Anderes Angebot geeigneter"),
    ),
    "document_kinds": DOCUMENT_KINDS,
}
PLACE_LISTS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "fields_of_work": (
        ("workshop", "Atelier", "Werkstatt"),
        ("kitchen", "Cuisine et service", "Küche und Service"),
        ("sales", "Vente et logistique", "Verkauf und Logistik"),
        ("office", "Bureau", "Büro"),
        ("gardening", "Espaces verts", "Grünpflege"),
        ("textile", "Textile", "Textil"),
        ("cleaning", "Nettoyage", "Reinigung"),
    ),
    "end_reasons": (
        ("demo_planned", "Fin prévue (démonstration)", "Geplantes Ende (Demonstration)"),
        ("demo_work_found", "Emploi trouvé (démonstration)", "Stelle gefunden (Demonstration)"),
        ("demo_broken_off", "Interruption (démonstration)", "Abbruch (Demonstration)"),
    ),
    "disclosure_grounds": (
        ("consent", "Consentement de la personne", "Einwilligung der Person"),
        ("legal_duty", "Obligation légale", "Gesetzliche Pflicht"),
    ),
}
TITLES: Final = {
    "workshop": ("Atelier bois et métal", "Werkstatt Holz und Metall"),
    "kitchen": ("Cuisine et service", "Küche und Service"),
    "sales": ("Magasin et logistique", "Laden und Logistik"),
    "office": ("Bureau et réception", "Büro und Empfang"),
    "gardening": ("Jardin et entretien", "Garten und Unterhalt"),
    "textile": ("Couture et textile", "Nähen und Textil"),
    "cleaning": ("Propreté et conciergerie", "Reinigung und Hauswartung"),
}


DECLARED: Final = ("qualification", "counselling", "coaching", "no_competition")


def set_up(stage: Stage) -> None:
    """Enter accounts, contracts, lists and places."""
    for member in members():
        _enter_account(stage, member)
    _enter_contracts(stage)
    _enter_lists(stage)
    stage.deliver()
    for number, row in enumerate(rows_of("providers.csv")):
        _publish(stage, row, Random(number))  # noqa: S311  # invented places, the same every time


def _enter_account(stage: Stage, member: Member) -> None:
    email = f"{member.sign_in_name}@demo.example"
    stage.do(
        AddAccount(
            account_id=member.account_id,
            sign_in_name=member.sign_in_name,
            display_name=member.display_name,
            email=email,
            language=Language(member.language),
            role=member.role,
            organisation_id=member.organisation_id,
            organisation_kind=member.kind,
            password=PASSWORD,
            must_change=False,
        ),
        HOUSE,
    )
    reach: dict[str, Any] = {
        "account_id": member.account_id,
        "role": member.role,
        "organisation_id": member.organisation_id,
    }
    stage.do(SaveRecipient(**reach, language=member.language, email=email))


def _enter_contracts(stage: Stage) -> None:
    for service_id in sorted({each.organisation_id for each in members() if _is_service(each)}, key=str):
        contract: dict[str, Any] = {
            "contract_id": demonstration_id(f"contract:{service_id}"),
            "social_service_id": service_id,
        }
        stage.do(registration.SignServiceContract(**contract, starts_on=SINGLE_PERIMETER))


def _is_service(member: Member) -> bool:
    return member.kind is OrganisationKind.SOCIAL_SERVICE


def _enter_lists(stage: Stage) -> None:
    for kind, lists in ((registration.SetRegistrationCode, LISTS), (placements.SetPlacementsCode, PLACE_LISTS)):
        for of, entries in lists.items():
            for rank, (entry, fr, de) in enumerate(entries):
                words: dict[str, Any] = {"of": of, "entry": entry, "fr": fr, "de": de, "rank": rank}
                stage.do(kind(**words, valid_from=SINGLE_PERIMETER))
    for entry, fr, de in PLACE_LISTS["fields_of_work"]:
        named: dict[str, Any] = {"of": "fields_of_work", "entry": entry, "fr": fr, "de": de}
        stage.do(registration.SetRegistrationCode(**named, valid_from=SINGLE_PERIMETER))


def _publish(stage: Stage, row: dict[str, str], dice: Random) -> None:
    field = dice.choice(list(TITLES))
    owner = next(each for each in members() if each.organisation_id == provider_id(row["short_code"]))
    is_german = owner.language == "de"
    asked: dict[str, Any] = {
        "place_id": demonstration_id(":".join(("place", *row.values()))),
        "provider_id": owner.organisation_id,
        "title": TITLES[field][is_german],
        "kind": PlaceKind(row["kind"]),
        "funding": Funding(row["funding"]),
        "town": row["offer_town"],
        "field_of_work": field,
        "workload_min_percent": dice.choice((20, 50)),
        "workload_max_percent": 100,
        "seats": dice.randrange(2, 6),
        "available_from": date(2024, 1, 1),
        "age_min": int(row["age_min"]) if row["age_min"] else None,
        "age_max": int(row["age_max"]) if row["age_max"] else None,
        "first_labour_market": row["kind"] in ("IP", "PE"),
    }
    declared: dict[str, Any] = dict.fromkeys(DECLARED, True)
    stage.do(placements.PublishPlace(**asked, **declared), owner)
    checked: dict[str, Any] = {"no_competition_checked": True, "consultation_held": row["funding"] == "KIA"}
    seen = stage.ask(place_card, by_name("coordination"), place_id=asked["place_id"])
    stage.do(placements.CheckPlace(place_id=seen.id, row_version=seen.row_version, **checked), by_name("coordination"))
