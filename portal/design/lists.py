"""Invented lists: mandates, tasks, filters, tabs."""

from __future__ import annotations

from datetime import date
from typing import Final

from markupsafe import Markup

from portal.cells import Cell, Column, badge, kind_chip, link, segment_badge
from portal.design.frame import TODAY, Word
from portal.parts import FieldView, FilterChip, Tab, Task

_MANDATES: Final = (
    ("M-2026-0412", "warn", "due_soon", "27.11.2026", "Aebischer, Nadia", "PIP Gad-Stiftung", "Biel/Bienne", "A", 80),
    ("M-2026-0398", "danger", "late", "19.11.2026", "Bürgi, Stefan", "IS Südkurve", "Lyss", "B", 50),
    ("M-2026-0431", "active", "running", "15.12.2026", "da Silva, João", "IP Avenir Biel-Bienne", "Nidau", "A", 100),
    ("M-2026-0377", "active", "running", "31.01.2027", "Favre, Corinne", "PIP CSP Regenove", "La Neuveville", "B", 60),
    ("M-2026-0440", "info", "to_sort", None, "Gerber, Marc", "", "Aarberg", "C", 50),
    ("M-2026-0365", "waiting", "with_provider", "04.12.2026", "Haile, Selam", "IS Syphon", "Brügg", "B", 50),
    ("M-2026-0442", "info", "to_sort", None, "Kocher, Ruth", "", "Ins", "A", 70),
    ("M-2026-0351", "success", "accepted", "02.12.2026", "Šimić, Željka", "IS Passepartout", "Biel/Bienne", "A", 80),
    ("M-2026-0290", "stopped", "withdrawn", None, "von Allmen-Schüpbach, Anna-Katharina", "PIP FRAC", "Büren", "C", 50),
    ("M-2026-0288", "done", "closed", None, "Zürcher, Beat", "PE Südkurve", "Urtenen-Schönbühl", "B", 90),
)


def columns(word: Word) -> list[Column]:
    """Return the headings of the list of mandates."""
    return [
        Column(word("mandate"), "number", sort_url="?sort=number", kind="lead"),
        Column(word("state_of"), "state"),
        Column(word("due"), "due", sort_url="?sort=-due", order="ascending", kind="tight"),
        Column(word("person"), "person", sort_url="?sort=person"),
        Column(word("place"), "place"),
        Column(word("service"), "service", sort_url="?sort=service"),
        Column(word("segment"), "segment", kind="tight"),
        Column(word("rate"), "rate", numeric=True, kind="minor"),
    ]


def rows(word: Word) -> list[list[Cell]]:
    """Return the rows of the list of mandates."""
    return [
        [
            link(f"/design/record?lang={word.language}", number),
            badge(tone, word(f"state.{state}")),
            Markup('<span class="late">{}</span>').format(due) if tone == "danger" else due,
            person,
            _place(word, place),
            service,
            segment_badge(segment),
            f"{rate} %",
        ]
        for number, tone, state, due, person, place, service, segment, rate in _MANDATES
    ]


def _place(word: Word, place: str) -> Markup:
    if not place:
        return Markup('<span class="none">{}</span>').format(word("unassigned"))
    kind, name = place.split(" ", 1)
    return Markup("{} {}").format(kind_chip(kind, word.language), name)


def tones() -> list[str]:
    """Return the edge colour of each row."""
    return [tone if tone in ("warn", "danger") else "" for _, tone, *_ in _MANDATES]


def tasks(word: Word) -> list[Task]:
    """Return what is to be done today, the overdue first."""
    soon = date(2026, 12, 2)
    lines = (
        ("M-2026-0398 · Bürgi, Stefan", "danger", "report_late", word("report_note"), date(2026, 11, 19), "remind"),
        ("M-2026-0365 · Haile, Selam", "waiting", "decline_proposed", word("decline_note"), TODAY, "decide"),
        ("M-2026-0440 · Gerber, Marc", "info", "to_sort", word("registered_by"), date(2026, 11, 26), "sort"),
        (word("joinery"), "warn", "to_confirm", "Gad-Stiftung", date(2026, 11, 27), "ask"),
        ("M-2026-0351 · Šimić, Željka", "neutral", "first_interview", word("agreement_to_sign"), soon, "open"),
    )
    record = f"/design/record?lang={word.language}"
    return [
        Task(title, record, tone, word(state), note, due, action_label=word(action), late=tone == "danger")
        for title, tone, state, note, due, action in lines
    ]


def filters(word: Word) -> list[FieldView]:
    """Return the boxes of the filter bar."""
    states = [("open", word("open_ones")), ("late", word("late"))]
    kinds = [("IP", "IP"), ("PIP", "PIP"), ("IS", "IS")]
    return [
        FieldView("text", word("text"), "search"),
        FieldView("state", word("state_of"), "choice", choices=states),
        FieldView("service", word("service"), "choice", "lyss", choices=[("lyss", "Lyss"), ("ins", "Ins")]),
        FieldView("kind", word("kind"), "choice", "PIP", choices=kinds),
        FieldView("mine", word("mine"), "checkbox"),
    ]


def chips(word: Word) -> list[FilterChip]:
    """Return the filters that are on."""
    return [FilterChip(word("filter_lyss"), "#"), FilterChip("PIP", "#")]


def tabs(word: Word) -> list[Tab]:
    """Return the views of the list."""
    return [
        Tab(word("all"), "#", True, 187),
        Tab(word("to_sort"), "#", False, 2),
        Tab(word("waiting_for_place"), "#", False, 14),
        Tab(word("closed"), "#"),
    ]
