"""Words of numbers take the form of their language."""

from __future__ import annotations

import pytest
from babel import Locale

from schemas.words import LANGUAGES, catalogue, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_and_many_are_told_apart_as_the_library_of_all_languages_does(language: str) -> None:
    key, rule = "ago.future.days", Locale.parse(f"{language}_CH").plural_form
    for count in (0, 1, 2, 3, 11, 21, 101, 1_000_000, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, -1):
        form = "one" if rule(count) == "one" else "other"
        assert say(key, language, count=count) == catalogue(language)[f"{key}.{form}"].format(count=count)
