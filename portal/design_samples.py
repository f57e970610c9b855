"""Invented mandates, people and places for the design pages; nobody here exists."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import urlencode

from markupsafe import Markup, escape

from portal.cells import Cell, Column, badge, kind_chip, link, segment_badge
from portal.charts import Bar, Series
from portal.parts import (
    Action, Answer, Attachment, Entry, FieldView, FilterChip, MenuItem, Rung, Tab, Task, WizardStep,
)  # fmt: skip
from schemas.actor import HOUSE_ID, Actor, Role

NOW: Final = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
TODAY: Final = date(2026, 11, 22)

_MENU: Final = (
    ("today", "house", "À faire", "Pendenzen", 7, True, ""),
    ("list", "collection", "Mandats", "Mandate", 2, False, ""),
    ("record", "kanban", "Clarification", "Abklärung", 0, False, ""),
    ("chart", "grid-3x3-gap", "Places", "Plätze", 0, False, ""),
    ("form", "shuffle", "Attribution", "Zuweisung", 4, False, ""),
    ("waiting", "list", "Listes d’attente", "Wartelisten", 0, False, ""),
    ("placements", "person-check", "Placements", "Vermittlungen", 0, False, ""),
    ("reports", "file-earmark-text", "Rapports", "Berichte", 3, True, ""),
    ("meetings", "calendar3", "Séances de coordination", "Koordinationssitzungen", 0, False, "b"),
    ("providers", "building", "Prestataires", "Anbieter", 0, False, "b"),
    ("billing", "receipt", "Facturation", "Abrechnung", 1, False, "b"),
    ("measures", "signpost-split", "Mesures", "Massnahmen", 0, False, "b"),
    ("figures", "bar-chart", "Statistiques", "Statistik", 0, False, "b"),
)

_PEOPLE: Final = (
    ("M-2026-0412", "warn", 0, "27.11.2026", "Aebischer, Nadia", "PIP", "Gad-Stiftung", "Biel/Bienne", "A", 80),
    ("M-2026-0398", "danger", 1, "19.11.2026", "Bürgi, Stefan", "IS", "Südkurve", "Lyss", "B", 50),
    ("M-2026-0431", "active", 2, "15.12.2026", "da Silva, João", "IP", "Avenir Biel-Bienne", "Nidau", "A", 100),
    ("M-2026-0377", "active", 2, "31.01.2027", "Favre, Corinne", "PIP", "CSP Regenove", "La Neuveville", "B", 60),
    ("M-2026-0440", "info", 3, None, "Gerber, Marc", None, None, "Aarberg", "C", 50),
    ("M-2026-0365", "waiting", 4, "04.12.2026", "Haile, Selam", "IS", "Syphon", "Brügg", "B", 50),
    ("M-2026-0442", "info", 3, None, "Kocher, Ruth", None, None, "Ins", "A", 70),
    ("M-2026-0351", "success", 5, "02.12.2026", "Šimić, Željka", "KIA", "Passepartout", "Biel/Bienne", "A", 80),
    ("M-2026-0290", "stopped", 6, None, "von Allmen-Schüpbach, Anna-Katharina", "PIP", "FRAC", "Büren an der Aare", "C", 50),
    ("M-2026-0288", "done", 7, None, "Zürcher, Beat", "PE", "Südkurve", "Urtenen-Schönbühl", "B", 90),
)  # fmt: skip
_STATES: Final = {
    "fr": ("Échéance proche", "En retard", "En cours", "À trier", "Attend le prestataire", "Accepté", "Retiré", "Clos"),
    "de": ("Frist nahe", "Überfällig", "Läuft", "Zu triagieren", "Wartet auf Anbieter", "Angenommen", "Zurückgezogen", "Abgeschlossen"),
}  # fmt: skip


def _either(language: str, fr: str, de: str) -> str:
    return de if language == "de" else fr


def frame(language: str, place: str) -> dict[str, Any]:
    """Return what the app gives to every page: who is here, the menu, where to go."""
    group = _either(language, "Pilotage", "Steuerung")
    menu = [
        MenuItem(
            key,
            f"/design/{key}?lang={language}",
            _either(language, fr, de),
            icon,
            count,
            key == place,
            group if mark else "",
            urgent,
        )  # fmt: skip
        for key, icon, fr, de, count, urgent, mark in _MENU
    ]
    return {
        "actor": Actor(HOUSE_ID, Role.SSIP_COORDINATOR, HOUSE_ID, language),
        "role_name": _either(language, "Coordination SSIP", "Koordination FAI"),
        "person_name": "Sabine Rossel",
        "organisation_name": _either(language, "SSIP Seeland, Bienne", "FAI Seeland, Biel"),
        "menu": menu,
        "account_menu": [
            MenuItem("account", "#", _either(language, "Mon compte", "Mein Konto"), "person"),
            MenuItem("mails", "#", _either(language, "Courriels et rappels", "E-Mails und Erinnerungen"), "envelope"),
        ],
        "foot_links": [MenuItem("access", "#", _either(language, "Accessibilité", "Barrierefreiheit"))],
        "help_url": "#help",
        "home_url": f"/design/today?lang={language}",
        "search_url": f"/design/list?lang={language}",
        "other_language_url": lambda code: f"?lang={code}",
        "now": NOW,
        "today": TODAY,
        "reference": "7F3A-91C2",
        "minutes": 5,
        "kept": True,
        "versions": _versions(language),
        "retry_url": "/design/errors/409",
        "resend": {"version": 4},
        "leave_url": "#",
        "objections": [_either(language, "Le contrat du service est échu.", "Der Vertrag des Dienstes ist abgelaufen.")],
    }


def _versions(language: str) -> list[tuple[str, str, str]]:
    return [
        (_either(language, "Taux d’occupation", "Beschäftigungsgrad"), "60 %", "80 %"),
        (_either(language, "Libre dès le", "Frei ab"), "01.12.2026", "01.12.2026"),
        (_either(language, "Lieu", "Ort"), "Lyss", "Biel/Bienne"),
    ]


def samples(language: str) -> SimpleNamespace:
    """Return the objects the design pages put into the macros."""
    either = lambda fr, de: _either(language, fr, de)  # noqa: E731 - a shorthand for forty texts
    return SimpleNamespace(
        either=either,
        columns=_columns(language),
        rows=_rows(language),
        few_rows=[[*row[:6], row[7]] for row in _rows(language)[:7]],
        few_columns=[*_columns(language)[:6], _columns(language)[7]],
        tones=[_edge(row[1]) for row in _PEOPLE],
        tasks=_tasks(language),
        rungs=_rungs(language),
        actions=_actions(language),
        entries=_entries(language),
        fields=_fields(language),
        filters=_filters(language),
        chips=[FilterChip(either("Service : Lyss", "Dienst: Lyss"), "#"), FilterChip("PIP", "#")],
        tabs=_tabs(language),
        steps=_steps(language),
        answers=_answers(language),
        facts=_facts(language),
        bars=_bars(),
        months=["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"],
        series=_series(language),
        files=_files(language),
        page_url=lambda number: f"?{urlencode({'lang': language, 'page': number})}",
        quote=Markup("«&nbsp;{}&nbsp;»").format(either("de manière ciblée", "gezielt")),
    )


def _edge(tone: str) -> str:
    return tone if tone in ("warn", "danger") else ""


def _columns(language: str) -> list[Column]:
    return [
        Column(_either(language, "Mandat", "Mandat"), "number", sort_url="?sort=number", kind="lead"),
        Column(_either(language, "État", "Stand"), "state"),
        Column(_either(language, "Échéance", "Frist"), "due", sort_url="?sort=-due", order="ascending", kind="tight"),
        Column(_either(language, "Personne", "Person"), "person", sort_url="?sort=person"),
        Column(_either(language, "Place", "Platz"), "place"),
        Column(_either(language, "Service social", "Sozialdienst"), "service", sort_url="?sort=service"),
        Column(_either(language, "Taux", "Grad"), "rate", numeric=True, kind="minor"),
        Column(_either(language, "Seg.", "Seg."), "segment", kind="tight"),
    ]


def _rows(language: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    none = Markup('<span class="none">{}</span>').format(_either(language, "à attribuer", "offen"))
    for number, tone, state, due, person, kind, place, service, segment, rate in _PEOPLE:
        where = Markup("{} {}").format(kind_chip(kind), place) if kind else none
        day = Markup('<span class="late">{}</span>').format(due) if tone == "danger" else due
        label = _STATES[language][state]
        rows.append([
            link(f"/design/record?lang={language}", number), badge(tone, label), day, person, where, service,
            f"{rate} %", segment_badge(segment),
        ])  # fmt: skip
    return rows


def _tasks(language: str) -> list[Task]:
    either = lambda fr, de: _either(language, fr, de)  # noqa: E731
    return [
        Task("M-2026-0398 · Bürgi, Stefan", "/design/record", "danger", either("Rapport en retard", "Bericht überfällig"),
             either("Rapport intermédiaire · Südkurve · rappelé 2 fois", "Zwischenbericht · Südkurve · 2-mal erinnert"),
             date(2026, 11, 19), action_label=either("Rappeler", "Erinnern"), late=True),
        Task("M-2026-0365 · Haile, Selam", "/design/record", "waiting", either("Refus proposé", "Absage vorgeschlagen"),
             either("Syphon propose de refuser : taux trop bas", "Syphon möchte absagen: Beschäftigungsgrad zu tief"),
             date(2026, 11, 24), action_label=either("Décider", "Entscheiden")),
        Task("M-2026-0440 · Gerber, Marc", "/design/record", "info", either("À trier", "Zu triagieren"),
             either("Inscrit par le service social d’Aarberg", "Angemeldet durch den Sozialdienst Aarberg"),
             date(2026, 11, 26), action_label=either("Trier", "Triagieren")),
        Task(either("Place PIP · menuiserie, Bienne", "Platz PIP · Schreinerei, Biel"), "/design/record", "warn",
             either("À reconfirmer", "Neu zu bestätigen"), "Gad-Stiftung", date(2026, 11, 27),
             action_label=either("Demander", "Anfragen")),
        Task("M-2026-0351 · Šimić, Željka", "/design/record", "neutral", either("Premier entretien", "Erstgespräch"),
             either("Convention de prestations à signer", "Leistungsvereinbarung zu unterschreiben"), date(2026, 12, 2),
             action_label=either("Ouvrir", "Öffnen")),
    ]  # fmt: skip


def _rungs(language: str) -> list[Rung]:
    either = lambda fr, de: _either(language, fr, de)  # noqa: E731
    office = either("SSIP", "FAI")
    return [
        Rung(either("Inscription", "Anmeldung"), "done", "Lyss", done_on=date(2026, 9, 3)),
        Rung(either("Triage", "Triage"), "done", office, done_on=date(2026, 9, 8)),
        Rung(either("Clarification approfondie", "Vertiefte Abklärung"), "skipped", note=either("pas nécessaire", "nicht nötig")),
        Rung(either("Plan d’insertion", "Integrationsplan"), "done", office, done_on=date(2026, 10, 14)),
        Rung(either("Attribution", "Zuweisung"), "now", "S. Rossel", due=date(2026, 11, 19), late=True),
        Rung(either("Mesure", "Massnahme"), "next", either("Prestataire", "Anbieter"), due=date(2026, 12, 1)),
        Rung(either("Rapport final et clôture", "Schlussbericht und Abschluss"), "next", office),
    ]  # fmt: skip


def _actions(language: str) -> list[Action]:
    either = lambda fr, de: _either(language, fr, de)  # noqa: E731
    place = FieldView("place", either("Place", "Platz"), "choice", required=True,
                      choices=[("1", "PIP · Gad-Stiftung, Biel/Bienne"), ("2", "IS · Syphon, Brügg")])  # fmt: skip
    return [
        Action("propose", either("Proposer une place", "Platz vorschlagen"), "primary", icon="send", fields=[place],
               hint=either("Le prestataire a 10 jours ouvrables pour répondre.", "Der Anbieter hat 10 Arbeitstage Zeit.")),
        Action("ask", either("Demander un complément", "Angaben nachfordern"), icon="reply", needs_reason=True),
        Action("coach", either("Commencer un coaching", "Coaching beginnen"), icon="person-plus"),
        Action("wait", either("Mettre en liste d’attente", "Auf die Warteliste setzen"), icon="hourglass-split",
               blocked_because=either("Une proposition est encore ouverte.", "Ein Vorschlag ist noch offen.")),
        Action("close", either("Clore le mandat", "Mandat abschliessen"), "danger", needs_reason=True, icon="x-circle"),
    ]  # fmt: skip


def _entries(language: str) -> list[Entry]:
    either = lambda fr, de: _either(language, fr, de)  # noqa: E731
    return [
        Entry(datetime(2026, 11, 21, 14, 5, tzinfo=UTC), either("Réponse en retard", "Antwort überfällig"), "deadline",
              "", either("Deuxième rappel envoyé à Südkurve.", "Zweite Erinnerung an Südkurve verschickt."), tone="danger"),
        Entry(datetime(2026, 11, 21, 8, 12, tzinfo=UTC), either("Message du service social", "Nachricht des Sozialdienstes"),
              "message", "L. Marti, Lyss", either("La garde des enfants est réglée dès le 1er décembre.",
              "Die Kinderbetreuung ist ab dem 1. Dezember geregelt."), visible_to=either("SSIP et service", "FAI und Dienst")),
        Entry(datetime(2026, 11, 10, 10, 30, tzinfo=UTC), either("Place proposée", "Platz vorgeschlagen"), "decision",
              "S. Rossel", "IS · Südkurve, Lyss", tone="info"),
        Entry(datetime(2026, 10, 14, 13, 45, tzinfo=UTC), either("Plan d’insertion", "Integrationsplan"), "document",
              "S. Rossel", attachments=_files(language)[:1], tone="success"),
        Entry(datetime(2026, 9, 8, 7, 0, tzinfo=UTC), either("Convocation envoyée", "Einladung verschickt"), "mail",
              either("Portail", "Portal")),
        Entry(datetime(2026, 9, 3, 15, 20, tzinfo=UTC), either("Mandat inscrit", "Mandat angemeldet"), "event", "L. Marti, Lyss"),
    ]  # fmt: skip


def _fields(language: str) -> SimpleNamespace:
    either = lambda fr, de: _either(language, fr, de)  # noqa: E731
    kinds = [("IP", "IP"), ("PIP", "PIP"), ("IS", "IS", either("dès 50 % de structure de jour", "ab 50 % Tagesstruktur")), ("PE", "PE")]
    return SimpleNamespace(
        name=FieldView("last_name", either("Nom", "Nachname"), required=True, value="Gerber", autocomplete="off"),
        avs=FieldView("avs", either("Numéro AVS", "AHV-Nummer"), hint=either("13 chiffres, par exemple 756.1234.5678.97",
                      "13 Ziffern, zum Beispiel 756.1234.5678.97"), value="756.12", width="medium", required=True,
                      errors=[either("Le numéro AVS n’a pas 13 chiffres.", "Die AHV-Nummer hat nicht 13 Ziffern.")]),
        born=FieldView("born_on", either("Date de naissance", "Geburtsdatum"), "date", required=True, value="14.03.1989"),
        rate=FieldView("rate", either("Capacité de travail", "Arbeitsfähigkeit"), "percent", value=60, required=True,
                       hint=either("Attestée par un médecin ou estimée avec la personne", "Ärztlich bescheinigt oder mit der Person geschätzt")),
        pay=FieldView("pay", either("Montant par mois", "Betrag pro Monat"), "money", value="1'250.00"),
        service=FieldView("service", either("Service social", "Sozialdienst"), "choice", value="lyss", required=True,
                          choices=[("aarberg", "Aarberg"), ("lyss", "Lyss"), ("urtenen", "Urtenen-Schönbühl")]),
        kind=FieldView("kind", either("Genre de place souhaité", "Gewünschte Art des Platzes"), "radio", "PIP", choices=kinds,
                       required=True),
        child=FieldView("childcare", either("La garde des enfants est-elle réglée ?", "Ist die Kinderbetreuung geregelt?"), "yesno",
                        value=True, required=True),
        tongues=FieldView("tongues", either("Langues parlées", "Gesprochene Sprachen"), "multi", ["fr"],
                          choices=[("fr", either("français", "Französisch")), ("de", either("allemand", "Deutsch")),
                                   ("pt", either("portugais", "Portugiesisch"))]),
        agreed=FieldView("agreed", either("La personne est d’accord avec la transmission.", "Die Person ist mit der Weitergabe einverstanden."),
                         "checkbox", errors=[either("L’accord de la personne est nécessaire.", "Das Einverständnis der Person ist nötig.")],
                         required=True),
        goal=FieldView("goal", either("But de la mesure", "Ziel der Massnahme"), "textarea", max_length=500,
                       value=either("Reprendre un rythme de travail.", "Wieder einen Arbeitsrhythmus finden.")),
        paper=FieldView("paper", either("Document", "Dokument"), "file", hint=either("PDF, PNG, JPEG ou DOCX, au plus 10 Mo",
                        "PDF, PNG, JPEG oder DOCX, höchstens 10 MB"), accept=".pdf,.png,.jpg,.jpeg,.docx"),
        errors=[("avs", either("Le numéro AVS n’a pas 13 chiffres.", "Die AHV-Nummer hat nicht 13 Ziffern.")),
                ("agreed", either("L’accord de la personne est nécessaire.", "Das Einverständnis der Person ist nötig."))],
    )  # fmt: skip


def _filters(language: str) -> list[FieldView]:
    either = lambda fr, de: _either(language, fr, de)  # noqa: E731
    return [
        FieldView("text", either("Texte", "Text"), "search"),
        FieldView("state", either("État", "Stand"), "choice", choices=[("open", either("Ouverts", "Offen")), ("late", either("En retard", "Überfällig"))]),
        FieldView("service", either("Service social", "Sozialdienst"), "choice", "lyss", choices=[("lyss", "Lyss"), ("ins", "Ins")]),
        FieldView("kind", either("Genre", "Art"), "choice", "PIP", choices=[("IP", "IP"), ("PIP", "PIP"), ("IS", "IS")]),
        FieldView("mine", either("Les miens", "Nur meine"), "checkbox"),
    ]  # fmt: skip


def _tabs(language: str) -> list[Tab]:
    return [
        Tab(_either(language, "Tous", "Alle"), "#", True, 187),
        Tab(_either(language, "À trier", "Zu triagieren"), "#", False, 2),
        Tab(_either(language, "En attente de place", "Warten auf einen Platz"), "#", False, 14),
        Tab(_either(language, "Clos", "Abgeschlossen"), "#"),
    ]


def _steps(language: str) -> list[WizardStep]:
    either = lambda fr, de: _either(language, fr, de)  # noqa: E731
    return [
        WizardStep(either("Personne", "Person"), "done", "#"),
        WizardStep(either("Situation", "Situation"), "done", "#"),
        WizardStep(either("Conditions d’admission", "Aufnahmebedingungen"), "now"),
        WizardStep(either("Souhait", "Wunsch")),
        WizardStep(either("Vérifier et envoyer", "Prüfen und senden")),
    ]


def _answers(language: str) -> list[Answer]:
    either = lambda fr, de: _either(language, fr, de)  # noqa: E731
    return [
        Answer(either("Personne", "Person"), "Gerber, Marc", "#", ["14.03.1989"]),
        Answer(either("Capacité de travail", "Arbeitsfähigkeit"), "60 %", "#"),
        Answer(either("Convention signée le", "Vereinbarung unterschrieben am"), None, "#"),
    ]


def _facts(language: str) -> list[tuple[Any, ...]]:
    either = lambda fr, de: _either(language, fr, de)  # noqa: E731
    return [
        (either("Personne", "Person"), "Bürgi, Stefan"),
        (either("Numéro AVS", "AHV-Nummer"), "756.••••.••••.97", either("visible sur demande", "auf Anfrage sichtbar")),
        (either("Service social", "Sozialdienst"), "Lyss"),
        (either("Assistant social", "Sozialarbeiter"), Markup('<a href="#">{}</a>').format(escape("L. Marti"))),
        (either("Capacité de travail", "Arbeitsfähigkeit"), "50 %"),
        (either("Employabilité", "Arbeitsmarktfähigkeit"), "80 %"),
        (either("Langue", "Sprache"), either("allemand, français (A2)", "Deutsch, Französisch (A2)")),
        (either("Permis", "Ausweis"), either("C, jusqu’au 31.08.2028", "C, bis 31.08.2028")),
        (either("Inscrit le", "Angemeldet am"), "03.09.2026"),
        (either("Convention de prestations", "Leistungsvereinbarung"), None),
    ]


def _bars() -> list[Bar]:
    return [
        Bar("Gad-Stiftung", 21, 24), Bar("LBS", 18, 18, "danger"), Bar("FRAC", 7, 12), Bar("Avenir Biel-Bienne", 13, 15),
        Bar("CSP Regenove", 6, 10), Bar("Syphon", 9, 9, "danger"), Bar("Mercato", 5, 8), Bar("Südkurve", 4, 6),
    ]  # fmt: skip


def _series(language: str) -> list[Series]:
    return [
        Series("PIP", [31, 33, 34, 36, 38, 37, 30, 29, 38, 41, 42, None]),
        Series("IS", [22, 22, 25, 24, 26, 27, 24, 23, 27, 28, 31, None]),
        Series("IP", [9, 10, 9, 12, 12, 13, 9, 8, 12, 14, 14, None]),
        Series(_either(language, "Autres", "Andere"), [4, 4, 5, 5, 3, 6, 4, 4, 5, 6, 6, None]),
    ]


def _files(language: str) -> list[Attachment]:
    return [
        Attachment(_either(language, "Plan d’insertion.pdf", "Integrationsplan.pdf"), "#", 245_760),
        Attachment(_either(language, "Convention de prestations.docx", "Leistungsvereinbarung.docx"), "#", 1_468_006),
    ]
