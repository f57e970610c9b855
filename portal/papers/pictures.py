"""Charts for paper: the geometry of the screen's charts as SVG text in our own type and ink."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from portal.charts import Bar, Series, bars, lines
from portal.formats import number

WIDE: Final = 640
_COLOURS: Final = ("#0b5d73", "#9a5b00", "#6b3fa0", "#2f6b2f", "#a3263b", "#51626c")
_DASHES: Final = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 2")
_TYPE: Final = 'font-family="Liberation Sans" font-size="11" fill="#1b2a33"'


def lines_svg(labels: Sequence[str], series: Sequence[Series]) -> str:
    """Return a line chart with its legend; every line has its own colour and its own dashes."""
    plot = lines(labels, series)
    left, width, top = 36, WIDE - 48, 14
    drawn = [_grid(left, width, top + at, number(value)) for at, value in plot.ticks]
    every = (len(plot.steps) - 1) // 12 + 1
    for at, label in plot.steps[::every]:
        x = left + width * at / 100
        drawn.append(
            f'<text x="{x:.1f}" y="{top + plot.height + 16}" text-anchor="middle" {_TYPE}>{escape(label)}</text>'
        )
    for place, path in enumerate(plot.paths):
        moved = f"translate({left} {top}) scale({width / 1000:.4f} 1)"
        drawn.append(f'<path d="{path}" transform="{moved}" fill="none" {_stroke(place)}/>')
    foot = top + plot.height + 36
    for place, each in enumerate(series):
        x, y = left + (place % 2) * width / 2, foot + (place // 2) * 16
        drawn.append(f'<line x1="{x}" y1="{y - 4}" x2="{x + 26}" y2="{y - 4}" {_stroke(place)}/>')
        drawn.append(f'<text x="{x + 32}" y="{y}" {_TYPE}>{escape(each.label)}</text>')
    return _framed(foot + 16 * ((len(series) + 1) // 2), drawn)


def bars_svg(given: Sequence[Bar]) -> str:
    """Return a bar chart with label and value above each bar."""
    drawn: list[str] = []
    for each in bars(given, row=30):
        drawn.append(f'<text x="0" y="{each.top + 12}" {_TYPE}>{escape(each.bar.label)}</text>')
        value = escape(each.bar.note or number(each.bar.value))
        drawn.append(f'<text x="{WIDE}" y="{each.top + 12}" text-anchor="end" {_TYPE}>{value}</text>')
        drawn.append(_bar(each.top + 17, each.track, "#e1e7ea"))
        drawn.append(_bar(each.top + 17, each.width, _COLOURS[0]))
    return _framed(30 * len(given) + 2, drawn)


def _bar(top: int, percent: float, colour: str) -> str:
    return f'<rect x="0" y="{top}" width="{WIDE * percent / 100:.1f}" height="7" fill="{colour}"/>'


def _grid(left: float, width: float, at: float, label: str) -> str:
    line = f'<line x1="{left}" y1="{at:.1f}" x2="{left + width}" y2="{at:.1f}" stroke="#b9c4ca" stroke-width="0.7"/>'
    return f'{line}<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end" {_TYPE}>{label}</text>'


def _stroke(place: int) -> str:
    dash = _DASHES[place % len(_DASHES)]
    return f'stroke="{_COLOURS[place % len(_COLOURS)]}" stroke-width="2"' + (
        f' stroke-dasharray="{dash}"' if dash else ""
    )


def _framed(height: float, drawn: Sequence[str]) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height}">{"".join(drawn)}</svg>'
