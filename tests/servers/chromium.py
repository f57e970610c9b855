"""Debian's Chromium, driven by Playwright; the browsers Playwright downloads itself are not used.

``chromium-headless-shell`` is the same engine, built from the same source, without the windows, menus and services of
a desktop browser: a page costs about half. Where it is missing, the whole browser shows the same pages.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARGUMENTS = [
    "--no-sandbox",  # tests run as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages live for a second here: compile scripts at once and keep what was compiled for the next page.
    "--js-flags=--always-sparkplug,--no-flush-bytecode",
]


SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """The path of Chromium: SSIP_TEST_CHROMIUM, else what the machine has; None if there is none."""
    given = os.environ.get("SSIP_TEST_CHROMIUM")
    return given or next(filter(None, map(shutil.which, NAMES)), None)


def is_lean() -> bool:
    """Whether the Chromium is chosen already, or the lean one is there."""
    return "SSIP_TEST_CHROMIUM" in os.environ or shutil.which(SHELL) is not None


def is_available() -> bool:
    """Whether there is a Chromium, and what Playwright's own driver needs to run it (a library Debian may lack)."""
    if sys.platform == "linux":
        try:
            ctypes.CDLL("libatomic.so.1")
        except OSError:
            return False
    return executable() is not None


@contextlib.contextmanager
def launched() -> Iterator[Browser]:
    """A running, headless browser, closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()
