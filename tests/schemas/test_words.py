"""How the words are written: a number has its form, and marks stand as each language sets them."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from schemas.words import LANGUAGES, catalogue, say

LOOSE = re.compile(r"\w\((s|e|n|en|r|ne|es)\)|\bPlatz/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_and_many_are_told_apart_as_the_library_of_all_languages_does(language: str) -> None:
    key, rule = "ago.future.days", Locale.parse(f"{language}_CH").plural_form
    for count in (0, 1, 2, 3, 11, 21, 101, 1_000_000, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, -1):
        form = "one" if rule(count) == "one" else "other"
        assert say(key, language, count=count) == catalogue(language)[f"{key}.{form}"].format(count=count)


def test_a_number_has_its_form_and_no_ending_in_brackets() -> None:
    found = [f"{each} {key}" for each in LANGUAGES for key, text in catalogue(each).items() if LOOSE.search(text)]
    assert found == []


def test_german_marks_stand_close_to_their_words_and_french_ones_apart() -> None:
    german = [key for key, text in catalogue("de").items() if re.search(r"«\s|\s»", text)]
    french = [key for key, text in catalogue("fr").items() if re.search(r"«\S|\S»", text)]
    assert (german, french) == ([], [])
