"""Somebody who walks a page with Tab and Enter, and says where they lost sight of the focus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

STEPS = 140
"""More Tab stops than any page may need between its heading and its last control."""
HERE = """(wanted) => {
  const here = document.activeElement;
  if (!here || !here.closest("main")) return null;
  const lines = [null, "::before", "::after"].map((part) => getComputedStyle(here, part));
  const ring = lines.some((line) => line.outlineStyle !== "none" && parseFloat(line.outlineWidth) >= 2);
  const box = here.getBoundingClientRect();
  const across = box.left + Math.min(box.width / 2, 200);
  const clear = [box.top + Math.min(box.height / 2, 12), box.top + box.height / 2].some((down) => {
    const top = document.elementFromPoint(across, down);
    return top && (here.contains(top) || top.contains(here) || top.closest("label")?.control === here);
  });
  return {
    name: here.outerHTML.slice(0, 110),
    lost: !here.matches(":focus-visible") || !ring ? "no ring" : clear ? "" : "out of sight",
    folded: here.matches(".action-panel summary") && !here.parentElement.open,
    met: Object.keys(wanted).filter((key) => here.matches(wanted[key])),
  };
}"""


@dataclass
class Walker:
    """One walk after another through the pages in ``tab``."""

    tab: Page
    lost: list[str] = field(default_factory=list)
    """Where the ring around the focus was not to be seen."""

    def walk(self, wanted: Mapping[str, str]) -> set[str]:
        """Go over the link to the content and on with Tab; return which of the selectors one comes to."""
        self.tab.keyboard.press("Tab")
        self.tab.keyboard.press("Enter")
        # The browser follows the link in its own time: a Tab pressed before that would be taken back by it.
        expect(self.tab.locator("#main")).to_be_focused()
        met = set[str]()
        for here in self._stops(wanted):
            met |= set(here["met"])
            if met >= set(wanted):
                break
        return met

    def _stops(self, wanted: Mapping[str, str]) -> Iterator[dict[str, list[str]]]:
        for _ in range(STEPS):
            self.tab.keyboard.press("Tab")
            here = self.tab.evaluate(HERE, wanted)
            if here is None:
                return
            if here["lost"]:
                self.lost.append(f"{here['lost']}: {here['name']}")
            if here["folded"]:
                self.tab.keyboard.press("Enter")
            yield here
