"""The one timeline of a mandate: what it mixes, for whom, and narrowed by kind."""

from __future__ import annotations

import re

from schemas.codes_records import SharedWith
from tests.portal.household import Household
from tests.portal.registration.scene import paper, running, written


def days(html: str) -> list[str]:
    return re.findall(r'<time datetime="([^"]+)"', html)


def test_row_19_the_timeline_mixes_events_messages_and_papers_newest_first(house: Household) -> None:
    mandate_id = running(house)
    house.watch.pass_by(minutes=5)
    paper(house, mandate_id)
    house.watch.pass_by(minutes=5)
    written(house, mandate_id, text="Ein Wort dazu")
    page = house.as_("case_worker").open(f"/mandates/{mandate_id}/timeline")
    for words in ("Personne admise", "Document ajouté : Lebenslauf.pdf", "Ein Wort dazu"):
        assert words in page.text
    assert days(page.html) == sorted(days(page.html), reverse=True)
    assert page.text.index("Ein Wort dazu") < page.text.index("Lebenslauf.pdf") < page.text.index("Personne admise")


def test_row_19_the_timeline_is_narrowed_by_kind(house: Household) -> None:
    mandate_id = running(house)
    paper(house, mandate_id)
    written(house, mandate_id, text="Ein Wort dazu")
    page = house.as_("case_worker").open(f"/mandates/{mandate_id}/timeline?kind=document")
    assert "Lebenslauf.pdf" in page.text
    assert "Ein Wort dazu" not in page.text
    assert "Personne admise" not in page.text
    every = house.as_("case_worker").open(f"/mandates/{mandate_id}/timeline?kind=nonsense")
    assert "Ein Wort dazu" in every.text


def test_row_19_the_timeline_shows_nobody_more_than_is_shared(house: Household) -> None:
    mandate_id = running(house)
    for shared_with in SharedWith:
        written(house, mandate_id, shared_with=shared_with, text=f"Wort für {shared_with.value}")
        paper(house, mandate_id, shared_with=shared_with)
    seen = {who: house.as_(who).open(f"/mandates/{mandate_id}/timeline") for who in ("case_worker", "provider")}
    assert {each for each in ("office", "service", "all") if f"Wort für {each}" in seen["provider"].text} == {"all"}
    assert seen["provider"].text.count("Lebenslauf.pdf") == 1
    assert "Wort für office" not in seen["case_worker"].text
    assert seen["case_worker"].text.count("Lebenslauf.pdf") == 2
    assert house.as_("other_provider").open(f"/mandates/{mandate_id}/timeline").status == 404
