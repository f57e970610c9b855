"""What casework brings: dossiers, control list, portfolios; shown only where the service works with segments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask import url_for

from portal import found as found_here
from portal.areas import Area, Hit, MenuEntry
from portal.doors import ask, may
from portal.pages.casework import common, control, file, portfolios, tasks
from services.casework.queries.control import control_list
from services.casework.queries.dossiers import dossiers, find_dossiers
from services.casework.queries.portfolios import portfolios as portfolio_lines


def _search(text: str) -> Iterable[Hit]:
    if not may(find_dossiers) or not common.is_enabled():
        return []
    named = {each.mandate_id: each.name for each in found_here.mandates(text)}
    found = ask(find_dossiers, text=text, mandate_ids=tuple(named))
    people = common.people(each.mandate_id for each in found)
    return [
        Hit(
            common.title(each.number, common.person(each.mandate_id, people)),
            url_for("dossiers.detail", dossier_id=each.id),
            "dossier",
            f"{each.number}, {common.words(each.sector)}",
        )
        for each in found
    ]


AREA: Final = Area(
    blueprints=[file.ACTIONS.blueprint, control.blueprint, portfolios.blueprint],
    also_needs=("registration",),
    menu=[
        MenuEntry(
            "dossiers",
            "dossiers.index",
            dossiers,
            icon="journal-text",
            group="casework",
            rank=400,
            count=tasks.count,
            when=common.is_enabled,
        ),
        MenuEntry(
            "dossier_control",
            "dossier_control.index",
            control_list,
            icon="clipboard-check",
            group="casework",
            rank=410,
            when=common.is_enabled,
        ),
        MenuEntry(
            "portfolios",
            "portfolios.index",
            portfolio_lines,
            icon="bar-chart",
            group="casework",
            rank=420,
            when=common.is_enabled,
        ),
    ],
    today=tasks.lines,
    search=_search,
)
