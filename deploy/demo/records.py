"""Papers and messages of some invented mandates, so that their pages show what daily work looks like."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any, Final
from uuid import UUID

from PIL import Image
from pypdf import PdfWriter

from deploy.demo.people import Member, by_name, members
from deploy.demo.stage import Stage
from deploy.identities import demonstration_id
from schemas.codes import PlaceKind
from schemas.codes_records import SharedWith
from schemas.codes_registration import MandateState
from schemas.placements import SaveSearch
from schemas.refusal import NotFound
from schemas.registration import AddDocument, MarkThreadRead, WriteMessage
from services.registration.queries.lists import MandateFilter, MandateLine, mandates

KINDS: Final = (
    ("demo_cv", "Curriculum vitae (démonstration)", "Lebenslauf (Demonstration)"),
    ("demo_certificate", "Certificat ou attestation (démonstration)", "Zeugnis oder Bestätigung (Demonstration)"),
    ("demo_agreement", "Convention (démonstration)", "Vereinbarung (Demonstration)"),
    ("demo_other", "Autre (démonstration)", "Anderes (Demonstration)"),
)
EARLY, RUNNING = "early", "running"
MOST: Final = 12
"""Mandates of each kind that get papers and messages; more would only make the demonstration slower."""


@dataclass(frozen=True)
class Line:
    """One message of a small talk: days ago, who of the mandate writes, to whom, and what in both languages."""

    days: int
    who: str
    shared_with: SharedWith
    fr: str
    de: str
    named: bool = False


TALKS: Final[dict[str, tuple[tuple[Line, ...], ...]]] = {
    EARLY: (
        (
            Line(
                9,
                "office",
                SharedWith.SERVICE,
                "Le permis arrive à échéance cette année. La demande de renouvellement est-elle déposée ?",
                "Der Ausweis läuft dieses Jahr ab. Ist die Verlängerung beantragt?",
            ),
            Line(
                8,
                "service",
                SharedWith.SERVICE,
                "Oui, déposée. J’ajoute la confirmation dès qu’elle est là.",
                "Ja, eingereicht. Ich lege die Bestätigung ab, sobald sie da ist.",
            ),
            Line(
                2,
                "office",
                SharedWith.SERVICE,
                "Merci. Le premier entretien peut avoir lieu sans elle.",
                "Danke. Das Erstgespräch kann auch ohne sie stattfinden.",
                True,
            ),
        ),
        (
            Line(
                5,
                "office",
                SharedWith.OFFICE,
                "À discuter à la séance d’équipe : genre de place.",
                "Für die Teamsitzung: Art des Platzes.",
            ),
            Line(
                1,
                "service",
                SharedWith.SERVICE,
                "La personne peut commencer à 60 % au lieu de 80 %.",
                "Die Person kann mit 60 % statt 80 % beginnen.",
            ),
        ),
    ),
    RUNNING: (
        (
            Line(
                6,
                "provider",
                SharedWith.ALL,
                "Le début se passe bien. Une question d’horaire : le mercredi après-midi est-il libre ?",
                "Der Einstieg läuft gut. Eine Frage zum Plan: ist der Mittwochnachmittag frei?",
            ),
            Line(
                5,
                "service",
                SharedWith.ALL,
                "Le mercredi, la garde des enfants n’est assurée que le matin.",
                "Am Mittwoch ist die Kinderbetreuung nur am Morgen geregelt.",
            ),
            Line(
                1,
                "provider",
                SharedWith.ALL,
                "Compris, nous adaptons le plan de travail.",
                "Verstanden, wir passen den Arbeitsplan an.",
            ),
        ),
        (
            Line(
                3,
                "office",
                SharedWith.ALL,
                "Le bilan intermédiaire est proposé pour la semaine prochaine.",
                "Die Standortbestimmung ist für nächste Woche vorgeschlagen.",
            ),
            Line(
                3,
                "office",
                SharedWith.SERVICE,
                "Avant le bilan, un téléphone à deux serait utile.",
                "Vor der Standortbestimmung wäre ein Telefon zu zweit nützlich.",
                True,
            ),
        ),
    ),
}
PAPERS: Final = (
    ("service", "demo_cv", "Curriculum-vitae.pdf", "Lebenslauf.pdf", SharedWith.ALL),
    ("service", "demo_certificate", "Attestation-de-cours.png", "Kursbestaetigung.png", SharedWith.SERVICE),
    ("office", "demo_other", "Notes-de-triage.pdf", "Triage-Notizen.pdf", SharedWith.OFFICE),
)
SEARCHES: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    ("coordination", "PIP à Bienne", {"kind": PlaceKind.PIP, "town": "Biel/Bienne"}),
    ("coordination", "Cuisine, 60 %", {"field_of_work": "kitchen", "workload_percent": 60}),
    ("as.lyss", "Lyss", {"town": "Lyss"}),
)
"""Searches of the catalogue that invented people keep."""
AGREEMENT: Final = ("office", "demo_agreement", "Convention.pdf", "Vereinbarung.pdf", SharedWith.ALL)


def tell(stage: Stage, today: date) -> None:
    """Put papers and messages into a few mandates, spread over the last ten days."""
    deeds = sorted(_deeds(stage, today), key=lambda each: (each[0], str(each[1].subject)))
    for day, command, who in deeds:
        if stage.today != day:
            stage.morning_of(day)
        stage.a_little_later()
        with suppress(NotFound):  # The provider's placement had not begun yet on that day.
            stage.do(command, who)
    stage.morning_of(today)
    for keeper, name, wanted in SEARCHES:
        search_id = demonstration_id(f"search:{keeper}:{name}")
        stage.do(SaveSearch(search_id=search_id, name=name, alert=True, **wanted), by_name(keeper))
    stage.deliver()


def _deeds(stage: Stage, today: date) -> Iterator[tuple[date, Any, Member]]:
    wanted = ((RUNNING, MandateState.PLACED), (EARLY, MandateState.TRIAGE), (EARLY, MandateState.CLARIFICATION))
    for talk, state in wanted:
        found = stage.ask(mandates, by_name("coordination"), narrowed=MandateFilter(state=state.value))
        for number, line in enumerate(found.lines[:MOST]):
            people = _people(line)
            yield from _papers(line, people, number, talk, today)
            yield from _messages(line, people, TALKS[talk][number % 2], today)
            if number % 3 == 0:
                yield today, MarkThreadRead(mandate_id=line.id), people["service"]


def _people(line: MandateLine) -> dict[str, Member]:
    by_account = {each.account_id: each for each in members()}
    found = {"office": by_account[line.coordinator_id or by_name("coordination").account_id]}
    found["service"] = by_account[line.case_worker_id]
    for each in members():
        if each.organisation_id == line.provider_id:
            found["provider"] = each
    return found


def _messages(
    line: MandateLine, people: dict[str, Member], talk: tuple[Line, ...], today: date
) -> Iterator[tuple[date, Any, Member]]:
    for number, each in enumerate(talk):
        who = people[each.who]
        named = (people["service"].account_id,) if each.named else ()
        yield (
            today - timedelta(days=each.days),
            WriteMessage(
                message_id=demonstration_id(f"message:{line.id}:{number}"),
                mandate_id=line.id,
                text=each.de if who.language == "de" else each.fr,
                shared_with=each.shared_with,
                mentions=named,
            ),
            who,
        )


def _papers(
    line: MandateLine, people: dict[str, Member], number: int, talk: str, today: date
) -> Iterator[tuple[date, Any, Member]]:
    papers = (*PAPERS[: 1 + number % 3], *((AGREEMENT,) if talk == RUNNING else ()))
    for place, (side, kind, fr, de, shared_with) in enumerate(papers):
        who = people[side]
        name = de if who.language == "de" else fr
        yield (
            today - timedelta(days=9 - place),
            AddDocument(
                document_id=demonstration_id(f"document:{line.id}:{name}"),
                mandate_id=line.id,
                content=_content(name, line.id),
                file_name=name,
                kind=kind,
                shared_with=shared_with,
            ),
            who,
        )


def _content(name: str, mandate_id: UUID) -> bytes:
    """Return a tiny real file that differs from mandate to mandate."""
    made = BytesIO()
    if name.endswith(".png"):
        Image.new("RGB", (16, 16), (mandate_id.int % 200, 120, 140)).save(made, "PNG")
        return made.getvalue()
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.add_metadata({"/Title": f"{name} {mandate_id}"})
    writer.write(made)
    return made.getvalue()
