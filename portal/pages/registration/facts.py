"""What is known about a mandate, as pairs of label and value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from portal import formats
from portal.doors import language, say
from portal.form_plans import Plan, plans_of
from portal.pages.registration import names
from portal.pages.registration.wizard_plan import STEPS
from schemas.codes import PermitCategory
from schemas.registration import SubmitMandate
from services.registration.queries.file_lines import MandateFile, PhaseLine

Fact = tuple[str, Any] | tuple[str, Any, str]
GROUPS: Final = ("permit", "work", "conditions")
"""The steps of the wizard whose answers the file repeats; the rest stands among the facts."""


def person(file: MandateFile) -> list[Fact]:
    """Return who it is about and since when; a provider sees only what the placement needs."""
    placed = [
        (say("registration.place"), names.provider(file.provider_id)),
        (say("registration.placed_from"), formats.day(file.placed_from)),
        (say("registration.placed_until"), formats.day(file.placed_until)),
    ]
    if file.birth_on is None:
        return [*placed]
    known: list[Fact] = [
        (say("field.birth_on"), formats.day(file.birth_on)),
        (say("field.commune_bfs_no"), file.commune),
        (say("registration.service"), names.service(file.social_service_id)),
        (say("registration.kind"), formats.code(file.wished_kind, language())),
        (say("registration.submitted_on"), formats.day(file.submitted_on)),
        (say("registration.admitted_on"), formats.day(file.admitted_on)),
        (say("registration.check_until"), formats.day(file.check_valid_until)),
        (say("registration.eligible_for"), ", ".join(each.value for each in file.eligible_kinds)),
    ]
    if file.provider_id:
        known += placed
    if file.closed_on:
        known.append((say("registration.ended_on"), formats.day(file.closed_on)))
    return known


def answers(file: MandateFile) -> list[tuple[str, list[Fact]]]:
    """Return what was answered at registration, by step of the wizard."""
    if file.answers is None:
        return []
    plans = {each.name: each for each in plans_of(SubmitMandate)}
    return [
        (say(f"registration.step.{step.key}"), list(_answered(step.fields, plans, file.answers)))
        for step in STEPS
        if step.key in GROUPS
    ]


def _answered(fields: Sequence[str], plans: dict[str, Plan], given: dict[str, Any]) -> Iterable[Fact]:
    for name in fields:
        value = given.get(name)
        if value is not None and not (name == "mother_child_project" and not value):
            yield plans[name].label(language()), in_words(name, value)


def in_words(name: str, value: Any) -> str:
    """Return one stored answer in words."""
    if isinstance(value, bool):
        return say("form.yes" if value else "form.no")
    if name.endswith("_percent"):
        return formats.percent(value)
    if name == "permit_category":
        return formats.code(PermitCategory(value), language())
    return formats.day(value) if name.endswith(("_on", "_until")) else str(value)


def phases(lines: tuple[PhaseLine, ...]) -> list[list[str]]:
    """Return the phases as they went, with the outcome of each (R-05)."""
    return [
        [
            formats.code(each.phase, language()),
            formats.day(each.begun_on),
            formats.day(each.ended_on) or say("registration.running"),
            names.word("closing_reasons", each.reason),
            names.word("potential_scale", each.potential),
            names.word("success_scale", each.success),
        ]
        for each in lines
    ]
