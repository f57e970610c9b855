"""Addresses and pieces that are worked out once are those Flask and the templates would work out each time."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import Flask, g, url_for

from portal import formats
from portal.cells import state_badge
from schemas.codes import PlaceState
from schemas.codes_registration import MandateState
from tests.portal.household import Household


def test_every_address_is_the_one_flask_would_give(portal: Household) -> None:
    app = portal.app
    with app.test_request_context("/", base_url="http://localhost/under"):
        for rule in app.url_map.iter_rules():
            for _ in range(2):
                given = {name: uuid4() for name in rule.arguments} | {"view": UUID(int=7)}
                try:
                    expected = Flask.url_for(app, rule.endpoint, **given)  # type: ignore[arg-type]
                except ValueError:  # a number stands there, no id
                    continue
                assert url_for(rule.endpoint, **given) == expected  # type: ignore[arg-type]


def test_equal_codes_of_two_lists_keep_their_own_words() -> None:
    assert MandateState.WITHDRAWN == PlaceState.WITHDRAWN
    for language in ("fr", "de"):
        for each in (MandateState.WITHDRAWN, PlaceState.WITHDRAWN):
            assert formats.code(each, language) in state_badge(each, language)
    assert state_badge(MandateState.WITHDRAWN, "fr") != state_badge(PlaceState.WITHDRAWN, "fr")


def test_a_kept_piece_is_drawn_anew_for_another_language_and_other_numbers(portal: Household) -> None:
    with portal.app.test_request_context("/"):
        piece = portal.app.jinja_env.globals["piece"]
        drawn = []
        for language in ("fr", "de"):
            g.language = language
            drawn.append(piece("layout/keys.html", language, help_url=""))
            assert piece("layout/keys.html", language, help_url="") == drawn[-1]
        assert drawn[0] != drawn[1]
        assert "/help/x" in piece("layout/keys.html", "fr", help_url="/help/x")
