"""What billing shows at the head of the canton's Today: what it was invoiced this year, and how much of its credit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from flask import url_for

from portal import formats
from portal.areas import Figure
from portal.doors import actor, ask, may, say, today
from schemas.actor import Role
from schemas.codes_billing import CreditState
from services.billing.queries.papers import PaperCut, PaperFilter, papers
from services.billing.queries.reference import credit_this_year

_TONES: Final = {CreditState.EXCEEDED: "danger", CreditState.NEARLY_USED: "warn"}


def numbers() -> Iterator[Figure]:
    """Yield the sum of this year's papers as their list shows it, and the use of the credit once there is a ceiling."""
    if actor().role is not Role.CANTON_READER or not may(papers):
        return
    year = today().year
    found, url = ask(papers, wanted=PaperFilter(year=year), cut=PaperCut(0, 1)), url_for("papers.index", year=year)
    hint = say("today.figure.papers", count=found.total)
    yield Figure(say("today.figure.invoiced", year=year), formats.money(found.sum_centimes), url, hint, rank=30)
    credit = ask(credit_this_year)
    if credit.ceiling_centimes:
        share = formats.percent(100 * credit.used_centimes / credit.ceiling_centimes, 0)
        hint = say("today.figure.credit_of", ceiling=formats.money(credit.ceiling_centimes))
        yield Figure(say("today.figure.credit", year=year), share, url, hint, _TONES.get(credit.state, ""), 40)
