"""A long menu is folded by its groups; what waits is seen though they are closed."""

from __future__ import annotations

import re

from portal.folds import folds
from portal.parts import MenuItem
from tests.portal.household import Household


def opened(html: str) -> list[str]:
    return [name for name, is_open in re.findall(r'data-fold="fold-(\w+)"( open)?>', html) if is_open]


def test_the_group_of_the_page_stands_open_and_where_there_is_none_the_first(portal: Household) -> None:
    coordinator = portal.as_("ssip_coordinator")
    assert opened(coordinator.open("/places").html) == ["matching"]
    assert opened(coordinator.open("/alerts").html) == ["triage"]


def test_groups_stand_as_the_browser_remembers_but_that_of_the_page_is_open(portal: Household) -> None:
    coordinator = portal.as_("ssip_coordinator")
    coordinator.client.set_cookie("folds", "fold-triage:0.fold-matching:1.fold-nobody:1.strange")
    assert opened(coordinator.open("/alerts").html) == ["matching"]
    assert opened(coordinator.open("/mandates").html) == ["triage", "matching"]
    coordinator.client.set_cookie("folds", ";<script>.fold-triage:2.:::")
    assert opened(coordinator.open("/alerts").html) == ["triage"]


def test_a_short_menu_hides_nothing(portal: Household) -> None:
    html = portal.as_("provider").open("/places").html
    assert "data-fold" not in html
    assert html.count('class="menu-group"') > 1


def test_a_closed_group_says_what_waits_behind_its_lines() -> None:
    places = [MenuItem(f"p{each}", "/", "", count=each, urgent=each == 2, group="Places") for each in range(20)]
    alone, folded, single = folds([MenuItem("today", "/", ""), *places, MenuItem("meetings", "/", "", group="Séances")])
    assert (folded.closes, folded.count, folded.urgent) == (True, sum(range(20)), True)
    assert not alone.closes
    assert (single.closes, single.label) == (False, ""), "a heading over one line says the same thing twice"


def test_only_one_line_of_the_menu_is_where_one_is(portal: Household) -> None:
    html = portal.as_("ssip_admin").open("/mails/usefulness").html
    assert re.findall(r'data-line="([a-z-]+)" aria-current="page"', html) == ["usefulness"]
