"""What the tests of the administration share: preview, save, and the statements a page takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.journeys.visitor import Page
from tests.portal.browser import Browser
from tests.portal.household import Household


def look(browser: Browser, address: str, **given: Any) -> Page:
    """Fill the form in and press its first button: nothing is saved yet."""
    return browser.fill(address, **given)


def save(browser: Browser, page: Page) -> Page:
    """Press the second button of a preview."""
    form = next(each for each in page.forms if ("action", "save") in each.buttons)
    form.names.add("action")
    return browser.send(page, form, action="save")


@contextmanager
def counted(portal: Household) -> Iterator[list[str]]:
    """Collect the statements every desk is asked meanwhile."""
    said: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        said.append(statement)

    engines = [each.database.engine for each in portal.desks.values()]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield said
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
