"""The commands of ``ssip``, one module a subject; each module lists its own in COMMANDS."""

from __future__ import annotations

import click

from deploy.settings import Settings

pass_settings = click.make_pass_decorator(Settings)
