"""Nothing that can be set is without words, in both languages."""

from __future__ import annotations

import pytest

from deploy.house import wirings
from schemas.actor import Role
from schemas.message import Command
from schemas.words import is_known
from services.casework.rules import register as casework
from services.notifications.rules import register as notifications
from services.placements.rules import register as placements
from services.registration.rules import register as registration
from workflow.settings import Setting, SettingKind

SETTINGS: tuple[Setting, ...] = (
    *registration.REGISTER,
    *placements.REGISTER,
    *casework.REGISTER,
    *notifications.REGISTER,
)
LISTS = (*registration.CODE_LISTS, *placements.CODE_LISTS)


def _keys(setting: Setting) -> list[str]:
    root = "deadline" if setting.kind is SettingKind.DEADLINE else "setting"
    keys = [f"{root}.{setting.key}", f"setting_group.{setting.group}", f"decides.{setting.decides}"]
    if setting.default is None:
        keys.append(f"setting_without.{setting.key}")
    return keys


@pytest.mark.parametrize("language", ["fr", "de"])
def test_row_38_every_setting_and_list_has_its_words(language: str) -> None:
    keys = [key for each in SETTINGS for key in _keys(each)]
    keys += [f"{root}.{each.of}" for each in LISTS for root in ("code_list", "code_list_without")]
    keys += [f"decides.{each.decides}" for each in LISTS]
    assert sorted({key for key in keys if not is_known(key, language)}) == []


def test_no_name_stands_twice_in_a_register() -> None:
    for register in (registration.REGISTER, placements.REGISTER, casework.REGISTER, notifications.REGISTER):
        names = [each.name for each in register]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("language", ["fr", "de"])
def test_row_38_what_people_may_do_is_called_in_words(language: str) -> None:
    acts = [
        asked.said
        for wiring in wirings().values()
        for asked, permit in wiring.permissions.items()
        if isinstance(asked, type) and issubclass(asked, Command) and set(permit.roles) - {Role.SYSTEM}
    ]
    keys = {said: (f"act.{said}.label", f"deed.{said.partition('.')[2]}") for said in acts}
    assert [said for said, two in keys.items() if not any(is_known(each, language) for each in two)] == []


@pytest.mark.parametrize("language", ["fr", "de"])
def test_row_38_what_people_may_look_at_is_called_in_words(language: str) -> None:
    asked = [
        (name, each.__name__)
        for name, wiring in wirings().items()
        for each in wiring.permissions
        if not (isinstance(each, type) and issubclass(each, Command))
    ]
    assert len(asked) > 200
    keys = {each: (f"asked.{'.'.join(each)}", f"asked.everywhere.{each[1]}") for each in asked}
    assert [each for each, two in keys.items() if not any(is_known(key, language) for key in two)] == []
