"""The files an administrator starts from name every service, every command and every variable rightly."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from deploy.broker import account_commands
from deploy.settings import DESKS, from_environment

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = [unit for unit in sorted((DEPLOY / "systemd").iterdir()) if unit.suffix in {".service", ".timer", ".target"}]
PARTS = set(DESKS)


def compose() -> dict[str, Any]:
    """The parts of compose.yaml, with what they inherit filled in."""
    parts = yaml.safe_load((DEPLOY / "container/compose.yaml").read_text())["services"]
    return dict(parts)


def ours() -> dict[str, Any]:
    """The parts that run our own image."""
    return {name: part for name, part in compose().items() if part["image"].startswith("ssip-seeland")}


def commands() -> set[tuple[str, ...]]:
    """Every `ssip ...` command line the admin files run, `%i` filled in with a service."""
    composed = {tuple(map(str, part["command"])) for part in ours().values()}
    lines = [line for unit in UNITS for line in unit.read_text().splitlines()]
    started = [line.partition("bin/ssip ")[2] for line in lines if line.startswith("ExecStart=/opt/ssip/bin/ssip ")]
    image = re.search(r"^CMD (\[.*\])$", (DEPLOY / "container/Dockerfile").read_text(), re.MULTILINE)
    assert image is not None
    return (
        composed
        | {tuple(shlex.split(line.replace("%i", "billing"))) for line in started}
        | {tuple(json.loads(image[1]))}
    )


def test_every_service_has_a_worker_an_account_and_a_letter_box() -> None:
    workers = {part["command"][1] for name, part in ours().items() if name.startswith("worker-")}
    wanted = set(re.findall(r"ssip-worker@(\w+)", (DEPLOY / "systemd/ssip.target").read_text()))
    roles = set(re.findall(r"\('(\w+)'\)", (DEPLOY / "postgres/accounts.sql").read_text()))
    broker = json.loads((DEPLOY / "rabbitmq/definitions.json").read_text())
    users = {user["name"].removeprefix("ssip_") for user in broker["users"]}
    assert workers == PARTS
    assert wanted == PARTS
    assert roles == PARTS
    assert users == PARTS | {"portal", "scheduler", "setup"}
    assert {grant["user"] for grant in broker["permissions"]} == {f"ssip_{name}" for name in users}


def test_a_worker_is_given_no_secret_but_its_own() -> None:
    for name, part in ours().items():
        if service := name.partition("worker-")[2]:
            assert part["env_file"] == [f"secrets/{service}/broker.env"]
            assert part["volumes"] == ["ssip-data:/var/lib/ssip", f"./secrets/{service}:/run/ssip:ro"]


def test_our_containers_are_nobody_and_may_nothing() -> None:
    for part in ours().values():
        assert part["read_only"]
        assert part["cap_drop"] == ["ALL"]
        assert part["security_opt"] == ["no-new-privileges:true"]
    assert "\nUSER 10001\n" in (DEPLOY / "container/Dockerfile").read_text()
    published = [name for name, part in compose().items() if "ports" in part]
    assert published == ["proxy"]


def test_every_floor_of_the_house_is_copied_into_the_image() -> None:
    build = (DEPLOY / "container/Dockerfile").read_text()
    ignored = (DEPLOY / "container/Dockerfile.dockerignore").read_text()
    for floor in ("schemas", "messaging", "workflow", "services", "portal", "scheduler", "deploy"):
        assert f"COPY {floor} ./{floor}\n" in build
        assert f"!{floor}\n" in ignored


def test_every_part_is_given_settings_it_understands() -> None:
    example = (DEPLOY / "systemd/ssip.env.example").read_text().splitlines()
    given = [dict(line.split("=", 1) for line in example if line.startswith("SSIP_"))]
    given += [{name: str(value) for name, value in part["environment"].items()} for part in ours().values()]
    for variables in given:
        filled = {name: re.sub(r"\$\{.*\}", "portal.example.ch", value) for name, value in variables.items()}
        settings = from_environment(filled | {"SSIP_BROKER_URL": "amqp://ssip_billing:secret@rabbitmq:5672/ssip"})
        assert settings.database_of("billing").startswith("postgresql://ssip_billing@")
        assert (settings.proxies, settings.broker_signed) == (1, "yes")


@pytest.mark.parametrize("line", sorted(commands()), ids=" ".join)
def test_every_command_run_exists(line: tuple[str, ...]) -> None:
    from deploy.cli import ssip  # the whole house; the other tests need only its files

    command: click.Command = ssip
    rest = list(line)
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), rest[0])
        assert found is not None, rest[0]
        command, rest = found, rest[1:]
    command.make_context(line[0], rest)


def test_the_broker_accounts_are_those_the_command_line_makes() -> None:
    broker = json.loads((DEPLOY / "rabbitmq/definitions.json").read_text())
    written = {(grant["user"], grant["configure"], grant["write"], grant["read"]) for grant in broker["permissions"]}
    made = {tuple(line[3:]) for line in account_commands(DESKS, "ssip", {}) if line[0] == "set_permissions"}
    assert {grant for grant in written if grant[0] != "ssip_setup"} == made


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_every_unit(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not on this machine")
    for each in UNITS:
        (tmp_path / each.name).write_text(re.sub(r"=/(opt/ssip|usr/local)/\S+", "=/bin/true", each.read_text()))
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)]
    answer = subprocess.run(command, capture_output=True, text=True)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_parts_that_stand_still_are_started_anew() -> None:
    worker = (DEPLOY / "systemd/ssip-worker@.service").read_text()
    assert "\nType=notify\n" in worker
    assert re.search(r"^WatchdogSec=\d+$", worker, re.MULTILINE)
    for unit in ("ssip-worker@.service", "ssip-ticker.service", "ssip-web.service", "ssip-migrate.service"):
        assert "\nNoNewPrivileges=true\n" in (DEPLOY / "systemd" / unit).read_text()


@pytest.mark.parametrize("file", ["container/prepare.sh", "postgres/passwords.sh", "backup/ssip-backup"])
def test_every_script_is_well_formed_and_may_be_run(file: str) -> None:
    path = DEPLOY / file
    assert path.stat().st_mode & 0o111
    assert subprocess.run(["sh", "-n", str(path)]).returncode == 0


def test_prepare_gives_every_part_its_own_passwords(tmp_path: Path) -> None:
    prepare = [str(DEPLOY / "container/prepare.sh"), "portal.example.ch", str(tmp_path)]
    subprocess.run(prepare, check=True, capture_output=True)
    secrets = tmp_path / "secrets"
    passwords = [line.rpartition(":")[2] for line in (secrets / "postgres/pgpass").read_text().split()]
    assert len(set(passwords)) == len(passwords) == len(PARTS)
    assert all(len(password) == 48 for password in passwords)
    assert (secrets / "portal/pgpass").read_text() == (secrets / "postgres/pgpass").read_text()
    assert (secrets / "billing/pgpass").read_text().startswith("postgres:5432:ssip:ssip_billing:")
    assert (secrets / "billing/pgpass").read_text().count("\n") == 1
    users = json.loads((secrets / "rabbitmq/definitions.json").read_text())["users"]
    assert len({user["password"] for user in users}) == len(PARTS) + 3
    assert not any("@" in user["password"] for user in users)
    assert (tmp_path / ".env").read_text() == "PUBLIC_HOST=portal.example.ch\n"
    assert subprocess.run(prepare, capture_output=True).returncode == 1


def test_the_lock_files_name_versions_and_hashes_and_no_place() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"):
        lines = (ROOT / name).read_text().splitlines()
        assert not [line for line in lines if "://" in line or "/" in line.split(";")[0] or "--index" in line]
        packages = [(line, following) for line, following in pairwise(lines) if not line.startswith(" ")]
        assert packages
        assert all("==" in line and following.startswith("    --hash=sha256:") for line, following in packages)
