"""The pages of the wizard that registers somebody: which questions stand together, and which a kind of place needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from schemas.codes import PlaceKind


@dataclass(frozen=True)
class WizardPage:
    """One group of questions on a page of its own."""

    key: str
    fields: tuple[str, ...]


def _page(key: str, fields: str) -> WizardPage:
    return WizardPage(key, tuple(fields.split()))


STEPS: Final = (
    _page("person", "family_name given_name birth_on commune_bfs_no"),
    _page("kind", "wished_kind prepared_by_service prepared_on"),
    _page("permit", "nationality_swiss permit_category permit_valid_until"),
    _page(
        "work",
        "work_capacity_percent employability_percent speaks_french speaks_german potential motivation "
        "motivation_for_change day_structure_percent",
    ),
    _page(
        "conditions",
        "accident_insurance housing_stable health_stable self_employed schooling_done has_children childcare_percent "
        "childcare_holidays_covered mother_child_project addiction_present addiction_stable addiction_followed",
    ),
    _page("goal", "goal"),
)
_IP: Final = frozenset({"employability_percent", "potential", "motivation"})
_IS: Final = frozenset({"motivation_for_change", "day_structure_percent"})
_PE: Final = frozenset({"prepared_by_service", "prepared_on"})
_OTHERS: Final = {
    PlaceKind.IP: _IS | _PE,
    PlaceKind.PIP: _IS | _PE,
    PlaceKind.IS: _IP | _PE,
}
_ONLY_IF: Final = frozenset(
    [
        "permit_category",
        "permit_valid_until",
        "childcare_percent",
        "childcare_holidays_covered",
        "mother_child_project",
        "addiction_stable",
        "addiction_followed",
        "prepared_by_service",
        "prepared_on",
        "goal",
    ]
)
"""Questions that depend on another answer or are never asked of everybody; they are not marked as needed."""
_FIRST: Final = frozenset(["family_name", "given_name", "birth_on", "commune_bfs_no", "wished_kind"])


def page_of(key: str) -> WizardPage | None:
    """Return the page called ``key``."""
    return next((each for each in STEPS if each.key == key), None)


def page_with(field: str) -> WizardPage | None:
    """Return the page on which a question stands."""
    return next((each for each in STEPS if field in each.fields), None)


def is_aside(field: str, kind: PlaceKind | None) -> bool:
    """Whether a question does not matter for this kind of place; it may still be answered."""
    if kind is None:
        return False
    if kind is PlaceKind.PE:
        return field not in _FIRST | _PE | {"goal"}
    return field in _OTHERS[kind]


def is_needed(field: str, kind: PlaceKind | None) -> bool:
    """Whether a question has to be answered, whatever the other answers are."""
    if field in _PE and kind is PlaceKind.PE:
        return True
    return not is_aside(field, kind) and field not in _ONLY_IF


def is_held_back(field: str) -> bool:
    """Whether the wizard does not go on without an answer."""
    return field in _FIRST
