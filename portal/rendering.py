"""What every template can use: words, filters for days and amounts, pictures, badges and the parts of a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from flask import Flask, g
from markupsafe import Markup

from portal import assets, cells, charts, folds, formats, icons, pieces, tones
from schemas import words

PARTS: Final = {
    "actions": "act action_panel bulk_bar button post_button",
    "badges": "badge state_badge kind_chip segment_badge count tag",
    "charts": "chart_bars chart_stacked chart_lines meter spark",
    "feedback": "notice error_summary empty_state toast progress",
    "fields": "text textarea number percent date select radios yesno checkbox checkboxes file hidden "
    "field form form_open form_close",
    "lists": "filter_bar pagination pager export_links tabs saved_views column_choice",
    "listing": "listing list_head list_body",
    "records": "ladder timeline facts thread wizard_steps check_answers documents",
    "structure": "page_head card figure_card figures why dialog task_list person",
    "tables": "table plain_table row_check",
}
"""Every macro by its file under ``templates/parts``; a page writes ``{{ ui.notice(...) }}`` without importing."""

LanguageOf = Callable[[], str]


class Parts:
    """Hands out the macros by name, so that pages need no import lines."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._home = {name: f"parts/{file}.html" for file, names in PARTS.items() for name in names.split()}

    def __getattr__(self, name: str) -> Any:
        home = self._home.get(name)
        if home is None:
            raise AttributeError(name)
        found = getattr(self._app.jinja_env.get_template(home).module, name)
        if not self._app.jinja_env.auto_reload:
            vars(self)[name] = found
        return found


def request_language() -> str:
    """Return the language of this request; the app puts it into ``g.language`` before anything is shown."""
    return str(g.get("language", words.FALLBACK))


def install(app: Flask, language_of: LanguageOf = request_language) -> None:
    """Teach the templates of ``app`` our words and signs; call once, before the first request."""
    app.register_blueprint(assets.blueprint)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(_filters(language_of))
    app.jinja_env.globals.update(_globals(language_of), ui=Parts(app))
    pieces.install(app)
    app.context_processor(lambda: {"language": language_of()})


def _filters(language_of: LanguageOf) -> dict[str, Callable[..., object]]:
    def code(member: Enum | None) -> str:
        return formats.code(member, language_of())

    def ago(value: datetime | None, now: datetime) -> str:
        return formats.ago(value, now, language_of())

    def due(value: date | None, today: date) -> str:
        return formats.due(value, today, language_of())

    def long_day(value: date | None) -> str:
        return formats.long_day(value, language_of())

    def size(count: int | None) -> str:
        return formats.size(count, language_of())

    return {
        "ago": ago, "as_left": folds.left, "clock": formats.clock, "code": code, "day": formats.day, "due": due,
        "folds": folds.folds,
        "initials": formats.initials, "long_day": long_day, "moment": formats.moment, "money": formats.money,
        "number": formats.number, "percent": formats.percent, "signed": formats.signed, "size": size,
        "whole": cells.in_one_piece,
    }  # fmt: skip


def _globals(language_of: LanguageOf) -> dict[str, object]:
    def say(key: str, **facts: object) -> str:
        return words.say(key, language_of(), **facts)

    def state_badge(state: Enum, tone: str = "", label: str = "") -> Markup:
        return cells.badge(tone or tones.tone_of(state), label or formats.code(state, language_of()))

    def kind_chip(kind: str) -> Markup:
        return cells.kind_chip(kind, language_of())

    def segment_badge(letter: str) -> Markup:
        return cells.segment_badge(str(letter), say("part.segment"))

    return {
        "say": say,
        "knows": lambda key: words.is_known(key, language_of()),
        "current_language": language_of,
        "icon": icons.icon,
        "shape": icons.shape,
        "shapes": icons.shapes,
        "asset": assets.asset,
        "badge": cells.badge,
        "state_badge": state_badge,
        "kind_chip": kind_chip,
        "segment_badge": segment_badge,
        "table_body": cells.table_body,
        "pages_near": cells.pages_near,
        "bar_geometry": charts.bars,
        "stack_geometry": charts.stack,
        "line_geometry": charts.lines,
        "spark_geometry": charts.spark,
        "rows_of": charts.rows_of,
        "columns_of": charts.columns_of,
    }
