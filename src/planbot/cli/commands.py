"""The group of commands; each lives in a module of its own family and is imported when first asked for."""

import importlib
import sys
from typing import Any

import click

from planbot import __version__

FAMILIES = {
    "ask": "asking",
    "audit": "audit",
    "backup": "safekeeping",
    "candidates": "library",
    "check": "charts",
    "clients": "charts",
    "codes": "library",
    "demo": "opening",
    "doctor": "safekeeping",
    "eval": "evaluation",
    "export": "charts",
    "find": "library",
    "flows": "reference",
    "import": "charts",
    "knowledge": "library",
    "model": "model",
    "passphrase": "safekeeping",
    "rehearse": "audit",
    "restore": "safekeeping",
    "rules": "reference",
    "schema": "reference",
    "show": "charts",
}
"""Each command and the module it lives in."""


class Commands(click.Group):
    """Finds a command in its module when it is asked for, so that starting stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return sorted(FAMILIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the command, or None when there is none of that name."""
        if cmd_name not in FAMILIES:
            return None
        module: Any = importlib.import_module(f"planbot.cli.{FAMILIES[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planbot")
@click.option("--passphrase-file", type=click.Path(dir_okay=False), help="Read the passphrase from this file.")
@click.pass_context
def planbot(context: click.Context, passphrase_file: str | None) -> int:
    """Write a treatment plan with the client, and check that it holds together.

    Without a command planbot opens the caseload; without a terminal it plays a sample session on plain lines.

    Exit codes: 0 fine, 1 findings that block signing, 2 could not do what was asked.
    """
    context.obj = passphrase_file
    if context.invoked_subcommand is not None:
        return 0
    if sys.stdin.isatty() and sys.stdout.isatty():
        from planbot.cli.opening import open_caseload

        return open_caseload()
    from planbot.cli.sample import play_sample

    return play_sample(click.echo)
