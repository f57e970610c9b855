"""The command line: help texts, exit codes, and sentences people can act on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deploy.cli import ssip

COMMANDS = ("run", "web", "worker", "ticker", "migrate", "demo-data", "load-reference", "check", "parked", "account")


def call(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(ssip, ["--data", str(folder), *arguments])


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("migrated")
    assert call(folder, "migrate").exit_code == 0
    assert call(folder, "load-reference").exit_code == 0
    return folder


@pytest.fixture
def house(migrated: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    shutil.copytree(migrated, folder)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(tmp_path: Path, command: str) -> None:
    told = call(tmp_path, command, "--help")
    assert told.exit_code == 0
    assert len(told.output.splitlines()) > 3


def test_a_misspelt_command_is_told_so(tmp_path: Path) -> None:
    assert call(tmp_path, "rnu").exit_code == 2


def test_a_fresh_house_waits_for_its_tables(tmp_path: Path) -> None:
    told = call(tmp_path, "check")
    assert told.exit_code == 1
    assert "ssip migrate" in told.output


def test_a_migrated_house_is_well(house: Path) -> None:
    told = call(house, "check", "--json")
    assert told.exit_code == 0, told.output
    report = json.loads(told.output)
    assert report["well"]
    assert {each["service"] for each in report["services"]} >= {"registration", "placements", "accounts"}
    assert call(house, "migrate", "--check").exit_code == 0


def test_accounts_are_added_reset_and_disabled(house: Path) -> None:
    details = ("--name", "Anna Muster", "--email", "anna@demo.example", "--role", "case_worker")
    told = call(house, "account", "add", "anna", *details, "--organisation", "lyss")
    assert told.exit_code == 0, told.output
    assert "anna may sign in with" in told.output
    assert call(house, "account", "add", "anna", *details, "--organisation", "lyss").exit_code == 1
    assert call(house, "account", "add", "bert", *details, "--organisation", "atlantis").exit_code == 1
    assert "may sign in with" in call(house, "account", "reset", "anna").output
    assert call(house, "account", "disable", "anna").exit_code == 0
    assert "nobody signs in as" in call(house, "account", "disable", "nobody").output


def test_no_letter_is_parked_in_a_quiet_house(house: Path) -> None:
    assert "No letter is parked" in call(house, "parked", "list").output
    assert call(house, "parked", "show", "ffff").exit_code == 1
    assert call(house, "parked", "retry").exit_code == 2


def test_a_worker_without_a_broker_says_what_to_set(house: Path) -> None:
    told = call(house, "worker", "registration")
    assert told.exit_code == 1
    assert "SSIP_BROKER_URL" in told.output


def test_an_unknown_trace_is_told_so(house: Path) -> None:
    assert call(house, "trace", "0" * 32).exit_code == 1
