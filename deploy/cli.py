"""The command line ``ssip``: run the portal, its workers and its clock, and look after them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from deploy.logs import set_up_logs
from deploy.settings import SettingsWrong, from_environment

FOLDER = click.Path(path_type=Path, file_okay=False)
_HOMES: Final = {
    "accounts": ("account",),
    "bench": ("bench",),
    "broker": ("broker",),
    "check": ("check",),
    "contracts": ("contracts",),
    "data": ("migrate", "load-reference", "demo-data"),
    "new_migration": ("new-migration",),
    "parked": ("parked",),
    "run": ("run", "web", "worker", "ticker"),
    "trace": ("trace",),
}
"""The commands by the module they stand in."""


class _Commands(click.Group):
    """Loads the module of a command when it is asked for: a portal that runs never needs those of the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(name for names in _HOMES.values() for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        home = next((home for home, names in _HOMES.items() if cmd_name in names), None)
        found: Any = import_module(f"deploy.commands.{home}").COMMANDS if home else ()
        return next((each for each in found if each.name == cmd_name), None)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path, file_okay=False), help="Folder of the embedded data."
)
@click.pass_context
def ssip(context: click.Context, data_dir: Path | None) -> None:
    """The SSIP Seeland portal: who is placed where, what is due, and what it costs.

    Without any setting everything runs in one process on SQLite in ./data. Settings are SSIP_* variables; see the
    README. Exit codes: 0 done, 1 something is wrong (the message says what), 2 the command was misspelt.
    """
    try:
        context.obj = from_environment(data_dir=data_dir)
    except SettingsWrong as error:
        raise click.ClickException(str(error)) from error
    set_up_logs(context.obj.log_level)


def main() -> None:
    """Run ``ssip`` and turn what people can mend into one clear line."""
    ssip(prog_name="ssip")


if __name__ == "__main__":
    main()
