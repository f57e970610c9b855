"""The command line ``ssip``: run the portal, its workers and its clock, and look after them."""

from __future__ import annotations

from pathlib import Path

import click

from deploy.commands import accounts, bench, broker, check, contracts, data, new_migration, parked, run, trace
from deploy.logs import set_up_logs
from deploy.settings import SettingsWrong, from_environment

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
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


for module in (run, data, check, parked, accounts, broker, trace, bench, contracts, new_migration):
    for command in module.COMMANDS:
        ssip.add_command(command)


def main() -> None:
    """Run ``ssip`` and turn what people can mend into one clear line."""
    ssip(prog_name="ssip")


if __name__ == "__main__":
    main()
