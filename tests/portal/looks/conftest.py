"""The tab through which these tests look at the portal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.portal.household import Household
from tests.portal.looks.window import Window


@pytest.fixture(scope="module")
def window(browser: Browser, shared_portal: Household) -> Iterator[Window]:
    context = browser.new_context(locale="de-CH", timezone_id="Europe/Zurich", reduced_motion="reduce")
    yield Window(shared_portal, context.new_page())
    context.close()
