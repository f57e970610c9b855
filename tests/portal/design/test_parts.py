"""The macros make sound HTML whatever people have typed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask, g, render_template_string
from flask.testing import FlaskClient
from markupsafe import Markup

from portal import cells, icons, tones
from portal.cells import Column
from portal.design.pages import ERRORS, SCREENS
from portal.parts import FieldView
from portal.rendering import PARTS

PAGES = ["", *SCREENS, *(f"errors/{code}" for code in ERRORS)]
EVIL = '"><script>alert(1)</script>\u202e😀'


class Sound(HTMLParser):
    """Collects ids, references and whatever a strict content policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.wanted: set[str] = set()
        self.refused: list[str] = []
        self.forms = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            self.wanted |= set((found.get(name) or "").split())
        self.refused += [f"{tag} {name}" for name, _ in attrs if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not found.get("src")):
            self.refused.append(tag)
        if tag == "form":
            self.forms += 1
            if self.forms > 1:
                self.refused.append("a form inside a form")

    def handle_endtag(self, tag: str) -> None:
        self.forms -= tag == "form"


@pytest.mark.parametrize("language", ["fr", "de"])
@pytest.mark.parametrize("page", PAGES)
def test_every_design_page_is_sound(ask: FlaskClient, page: str, language: str) -> None:
    answer = ask.get(f"/design/{page}?lang={language}")
    sound = Sound()
    sound.feed(answer.text)
    assert answer.status_code in (200, int(page[-3:]) if page[-3:].isdigit() else 401 if "session" in page else 200)
    assert f'<html lang="{language}">' in answer.text
    assert sound.refused == []
    assert sorted(sound.ids) == sorted(set(sound.ids))
    assert sound.wanted - set(sound.ids) == set()


def test_every_part_can_be_had_by_its_name(preview: Flask) -> None:
    ui: Any = preview.jinja_env.globals["ui"]
    for names in PARTS.values():
        for name in names.split():
            assert callable(getattr(ui, name)), name
    with pytest.raises(AttributeError):
        ui.nothing_of_the_kind  # noqa: B018 - asking is the test


def show(preview: Flask, source: str, **context: object) -> str:
    with preview.test_request_context():
        g.language = "fr"
        return render_template_string(source, **context)


WIDGETS = "text textarea integer percent money date choice radio yesno checkbox multi file"


@pytest.mark.parametrize("widget", WIDGETS.split())
def test_fields_escape_what_was_typed_and_name_their_error(preview: Flask, widget: str) -> None:
    value = [EVIL] if widget == "multi" else EVIL
    view = FieldView("goal", EVIL, widget, value, EVIL, [EVIL], choices=[("a", EVIL, EVIL), ("b", "B")])
    html = show(preview, "{{ ui.field(view) }}", view=view)
    assert "<script>" not in html
    assert 'id="field-goal"' in html
    assert 'id="error-goal"' in html
    if widget not in ("multi", "radio", "yesno"):
        assert 'aria-invalid="true"' in html
    assert "error-goal" in re.findall(r'aria-describedby="([^"]*)"', html)[0]


def test_hidden_fields_carry_their_value(preview: Flask) -> None:
    html = show(preview, "{{ ui.field(view) }}", view=FieldView("row_version", "", "hidden", 3))
    assert html.strip() == '<input type="hidden" name="row_version" value="3">'


def test_what_was_chosen_stays_chosen(preview: Flask) -> None:
    choices = [("1", "Un"), ("2", "Deux")]
    for widget, mark in (("choice", "selected"), ("radio", "checked")):
        html = show(preview, "{{ ui.field(view) }}", view=FieldView("n", "N", widget, 2, choices=choices))
        assert re.findall(rf'value="(\d)" {mark}', html) == ["2"]
    html = show(preview, "{{ ui.field(view) }}", view=FieldView("n", "N", "multi", (1, 2), choices=choices))
    assert html.count(" checked") == 2
    for value, place in ((True, 1), (False, 2), (None, 3)):
        html = show(preview, "{{ ui.field(view) }}", view=FieldView("n", "N", "yesno", value))
        assert [" checked" in part for part in html.split('<div class="option">')[1:]].index(True) == place - 1


def test_a_text_of_several_lines_comes_back_unchanged(preview: Flask) -> None:
    html = show(preview, "{{ ui.field(view) }}", view=FieldView("t", "T", "textarea", "\n un\n deux"))
    assert ">\n\n un\n deux</textarea>" in html


def test_table_bodies_escape_texts_and_keep_markup() -> None:
    body = cells.table_body([Column("A"), Column("B", numeric=True)], [[EVIL, Markup("<b>x</b>")], [None, 0]], ["warn"])
    assert "<script>" not in body
    assert "<b>x</b>" in body
    assert '<tr class="edge-warn">' in body
    assert body.count(cells.EMPTY) == 1
    assert 'class="num"' in body


def test_badges_carry_a_shape_and_a_word() -> None:
    for tone in icons.SHAPES:
        made = cells.badge(tone, EVIL)
        assert "<svg" in made
        assert "<script>" not in made
    assert len({str(icons.shape(tone)) for tone in icons.SHAPES}) == len(icons.SHAPES)
    assert cells.badge("unheard of", "x").count("<svg") == 1


def test_every_tone_has_a_shape_and_unknown_states_are_neutral() -> None:
    assert set(tones.TONES.values()) <= set(icons.SHAPES)
    assert tones.tone_of("nobody thought of this") == "neutral"


def test_an_icon_nobody_has_is_an_error_at_once() -> None:
    with pytest.raises(icons.UnknownIcon):
        icons.icon("../logo")
    assert 'role="img" aria-label="fermé"' in icons.icon("lock", "fermé")
    assert 'aria-hidden="true"' in icons.icon("lock")


def test_an_error_summary_leads_to_the_field(preview: Flask) -> None:
    html = show(preview, "{{ ui.error_summary([('avs', 'a'), (none, 'b')]) }}{{ ui.error_summary({'x': ['c']}) }}")
    assert re.findall(r'href="([^"]*)"', html) == ["#field-avs", "#field-x"]
    assert show(preview, "{{ ui.error_summary([]) }}").strip() == ""


def test_pagination_shows_the_neighbours_and_both_ends(preview: Flask) -> None:
    html = show(preview, "{{ ui.pagination(6, 19, url, total=941) }}", url=lambda page: f"/p{page}")
    assert re.findall(r'href="/p(\d+)"', html) == ["5", "1", "5", "7", "19", "7"]
    assert "251 à 300 sur 941" in html
    assert "0 à 0 sur 0" in show(preview, "{{ ui.pagination(1, 1, none, total=0) }}")
