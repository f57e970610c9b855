"""The geometry of the charts: numbers in, positions out; the templates only draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import floor, log10
from typing import Final

from portal.formats import number

Number = int | float
PALETTE: Final = 6
"""How many series a chart can tell apart: each has its own colour and its own hatching."""


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart: a value, what it is measured against, and words beside it."""

    label: str
    value: Number
    total: Number | None = None
    tone: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Series:
    """One row of values over the same steps."""

    label: str
    values: Sequence[Number | None]


@dataclass(frozen=True)
class DrawnBar:
    """A bar with its widths in percent of the chart and its distance from the top in pixels."""

    bar: Bar
    top: int
    width: float
    track: float


@dataclass(frozen=True)
class Block:
    """One coloured block of a stacked column, in percent from the left and pixels from the top."""

    series: int
    left: float
    width: float
    top: float
    height: float
    label: str


@dataclass(frozen=True)
class Plot:
    """A chart area: grid lines, step labels and what stands in it."""

    height: int
    ticks: list[tuple[float, Number]]
    steps: list[tuple[float, str]]
    blocks: list[Block] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    dots: list[list[tuple[float, float, str]]] = field(default_factory=list)


def _share(value: Number, most: Number) -> float:
    return round(100 * max(value, 0) / most, 2) if most else 0.0


def bars(given: Sequence[Bar], row: int = 36, most: Number | None = None) -> list[DrawnBar]:
    """Return each bar's place; the longest value or total fills the width."""
    top = most or max((max(bar.value, bar.total or 0) for bar in given), default=0)
    return [
        DrawnBar(bar, place * row, _share(bar.value, top), _share(bar.total or 0, top))
        for place, bar in enumerate(given)
    ]


def nice_top(most: Number) -> Number:
    """Return the next round number at or above ``most``: 1, 2, 2.5 or 5 times a power of ten."""
    if most <= 0:
        return 1
    power = 10 ** floor(log10(most))
    for step in (1, 2, 2.5, 5, 10):
        if step * power >= most:
            top = step * power
            return int(top) if float(top).is_integer() else top
    return most


def _ticks(top: Number, height: int) -> list[tuple[float, Number]]:
    parts = int(top) if top in (1, 2) else 4 if top % 4 == 0 else 5
    exact = [n * top / parts for n in range(parts + 1)]
    values: list[Number] = [int(value) if float(value).is_integer() else value for value in exact]
    return [(round(height - height * value / top, 1), value) for value in values]


def _steps(labels: Sequence[str]) -> list[tuple[float, str]]:
    wide = 100 / max(len(labels), 1)
    return [(round((place + 0.5) * wide, 2), label) for place, label in enumerate(labels)]


def stack(labels: Sequence[str], series: Sequence[Series], height: int = 180) -> Plot:
    """Return one column per label with the series on top of each other; a missing value counts as nothing."""
    sums = [sum(row.values[step] or 0 for row in series) for step in range(len(labels))]
    top = nice_top(max(sums, default=0))
    wide = 100 / max(len(labels), 1)
    blocks = []
    for step, label in enumerate(labels):
        floor_at = float(height)
        for place, row in enumerate(series):
            tall = height * (row.values[step] or 0) / top
            floor_at -= tall
            if tall:
                text = f"{label} · {row.label}: {row.values[step]}"
                left = round((step + 0.16) * wide, 2)
                blocks.append(Block(place, left, round(0.68 * wide, 2), round(floor_at, 1), round(tall, 1), text))
    return Plot(height, _ticks(top, height), _steps(labels), blocks=blocks)


def lines(labels: Sequence[str], series: Sequence[Series], height: int = 180) -> Plot:
    """Return one path per series in a 1000 wide box; a missing value interrupts the line."""
    top = nice_top(max((value for row in series for value in row.values if value is not None), default=0))
    steps = _steps(labels)
    paths, dots = [], []
    for row in series:
        places = [
            (left, round(height - height * value / top, 1), f"{label} · {row.label}: {value}")
            for (left, label), value in zip(steps, row.values, strict=True)
            if value is not None
        ]
        dots.append(places)
        paths.append(_path(steps, row.values, top, height))
    return Plot(height, _ticks(top, height), steps, paths=paths, dots=dots)


def _path(steps: Sequence[tuple[float, str]], values: Sequence[Number | None], top: Number, height: int) -> str:
    drawn: list[str] = []
    pen_up = True
    for (left, _), value in zip(steps, values, strict=True):
        if value is None:
            pen_up = True
            continue
        drawn.append(f"{'M' if pen_up else 'L'}{left * 10:.1f} {height - height * value / top:.1f}")
        pen_up = False
    return "".join(drawn)


def spark(values: Sequence[Number], width: int = 96, height: int = 24) -> str:
    """Return the path of a small line without axes."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = (width - 4) / (len(values) - 1)
    points = (
        f"{2 + place * step:.1f} {2 + (height - 4) * (1 - (value - low) / span):.1f}"
        for place, value in enumerate(values)
    )
    return "M" + "L".join(points)


def rows_of(given: Sequence[Bar]) -> list[tuple[str, str, str | None]]:
    """Return the numbers behind a bar chart as table rows."""
    return [
        (bar.label, bar.note or number(bar.value), None if bar.total is None else number(bar.total)) for bar in given
    ]


def columns_of(labels: Sequence[str], series: Sequence[Series]) -> list[list[str | None]]:
    """Return the numbers behind a chart of several series as table rows, one per step."""
    return [
        [label, *(None if row.values[step] is None else number(row.values[step]) for row in series)]
        for step, label in enumerate(labels)
    ]
