"""Each import contract of pyproject.toml catches the trespass it was written for, and lets an honest house pass."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("model", "rules", "permissions", "handlers", "listeners", "queries", "service")
HONEST = {
    "schemas/words.py": "import marshmallow",
    "messaging/bus.py": "import sqlalchemy\nfrom schemas import words",
    "messaging/transports/rabbit.py": "import pika, kombu",
    "workflow/table.py": "from schemas import words",
    "services/billing/model.py": "import sqlalchemy",
    "services/billing/queries.py": "from services.billing import model",
    "services/billing/handlers.py": "from services.billing import model, rules\nfrom messaging import bus",
    "portal/app.py": "import flask\nfrom services.billing import queries\nfrom portal.accounts import queries as seen",
    "scheduler/ticker.py": "import apscheduler\nfrom messaging import bus",
    "deploy/cli.py": "from portal import app\nfrom portal.accounts import service\nfrom messaging import transports",
    "deploy/benches/bus.py": "import kombu, pika, flask",
}
TRESPASSES = {
    "Arrows go down only": ("schemas/words.py", "from messaging import bus"),
    "Services never import each other": ("services/casework/handlers.py", "from services.billing import queries"),
    "Rules are pure": ("services/casework/rules.py", "from services.casework import model"),
    "The portal sees of a service only": ("portal/pages.py", "from services.casework import rules"),
    "The portal sees of the accounts only": ("portal/pages.py", "from portal.accounts import model"),
    "Only the transports know": ("messaging/relay.py", "import pika"),
    "Only the portal knows the web": ("services/casework/listeners.py", "import flask"),
    "Deploy starts the portal": ("deploy/cli.py", "import flask"),
    "The scheduler only says the time": ("scheduler/ticker.py", "from services.billing import queries"),
    "Only the scheduler keeps a timer": ("portal/pages.py", "import apscheduler"),
    "No circles": ("services/billing/model.py", "from services.billing import queries"),
}


def build(house: Path) -> None:
    """Put up an empty house with all its rooms and only honest imports."""
    shutil.copy(ROOT / "pyproject.toml", house)
    homes = [f"services/{name}" for name in ("billing", "casework")] + ["portal/accounts"]
    for file in [f"{home}/{room}.py" for home in homes for room in ROOMS]:
        add(house, file, "")
    for file, text in HONEST.items():
        add(house, file, text)


def add(house: Path, file: str, text: str) -> None:
    """Add lines to a module, with the door plates above it."""
    path = house / file
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in path.relative_to(house).parents[:-1]:
        (house / folder / "__init__.py").touch()
    path.write_text((path.read_text() if path.exists() else "") + text + "\n")


def verdicts(house: Path) -> dict[str, str]:
    """What lint-imports says of each contract: KEPT or BROKEN."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    said = subprocess.run(command, cwd=house, capture_output=True, text=True).stdout
    return dict(re.findall(r"^(.+) (KEPT|BROKEN)\b", said, re.MULTILINE))


@pytest.mark.slow
def test_an_honest_house_keeps_every_contract(tmp_path: Path) -> None:
    build(tmp_path)
    found = verdicts(tmp_path)
    assert len(found) == len(TRESPASSES)
    assert set(found.values()) == {"KEPT"}


@pytest.mark.slow
@pytest.mark.parametrize("contract", TRESPASSES)
def test_a_trespass_is_caught(contract: str, tmp_path: Path) -> None:
    build(tmp_path)
    add(tmp_path, *TRESPASSES[contract])
    broken = [name for name, verdict in verdicts(tmp_path).items() if verdict == "BROKEN"]
    assert [name for name in broken if name.startswith(contract)]
