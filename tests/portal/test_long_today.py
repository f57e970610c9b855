"""Today of an office with hundreds of mandates: few lines, exact numbers, and the same few statements."""

from __future__ import annotations

import re

import pytest

from portal.pages.core.today import FEW
from schemas.actor import Actor
from services.registration.queries.codes import SOON, deadlines
from tests.portal.admin.counter import counted
from tests.portal.household import Household, actor
from tests.portal.registration.scene import furnish, later, released, submit
from workflow.due import Deadline
from workflow.pressing import MOST

MANY = 300


def _due(house: Household, who: Actor) -> list[Deadline]:
    """Return what the page has to count, read from the whole register."""
    until, every = house.watch.now.date() + SOON, house.desks["registration"].ask(deadlines, who)
    return [each for each in every if _is_mine(each, who) and each.due_on <= until]


def _is_mine(deadline: Deadline, who: Actor) -> bool:
    if deadline.owner_account_id is not None:
        return deadline.owner_account_id == who.account_id
    return deadline.owner_role == who.role.value


def _shown(html: str) -> int:
    return html.count('<li class="task')


def _folded(html: str) -> int:
    return sum(int(each) for each in re.findall(r"Afficher les (\d+) autres", html))


def _lines(html: str) -> list[str]:
    return re.findall(r'<li class="task.*?</li>', html, re.DOTALL)


def _tabs(html: str) -> list[int]:
    return [
        int(each) for each in re.findall(r'href="/[^"]*"[^>]*>[^<]+<span class="count">(\d+)</span></a></li>', html)
    ]


@pytest.mark.slow
def test_row_17_three_hundred_mandates_show_the_most_urgent_lines_and_count_all(portal: Household) -> None:
    furnish(portal)
    released(portal)
    for _ in range(FEW):
        submit(portal)
    browser = portal.as_("ssip_coordinator")
    browser.open("/")
    with counted(portal) as few:
        short = browser.open("/")
    assert "les plus urgentes" not in short.text, "a short day shows every line"
    for _ in range(MANY - FEW):
        submit(portal)
    with counted(portal) as many:
        browser.open("/")
    assert len(many) == len(few)
    later(portal, days=40)
    page, mine = portal.as_("ssip_coordinator").open("/"), _due(portal, actor("ssip_coordinator"))
    late = sum(each.due_on < portal.watch.now.date() for each in mine)
    assert f"dont {late} en retard" in page.text
    assert f"{MOST + 1} lignes sur {MANY + 1} sont affichées" in page.text
    assert re.search(rf'class="figure-value">{len(mine)}<', page.html)
    assert "Ouvrir toutes les échéances" in page.text
    assert _tabs(page.html)[-3:] == [MANY + 1, MANY, 1]
    assert (_shown(page.html), _folded(page.html)) == (FEW, MOST + 1 - FEW)
    whole = portal.as_("ssip_coordinator").open(page.link("Ouvrir la liste entière")).html
    assert (_shown(whole), _folded(whole)) == (MOST + 1, MOST + 1 - FEW), "one click shows what was folded"
    assert _lines(whole)[:FEW] == _lines(page.html), "and what stood open stays where it was"
