"""Commands that keep the store safe: backup, restore, doctor, passphrase."""

from pathlib import Path

import click

from planbot.cli import FAILED, OK
from planbot.cli.opening import ask_hidden, open_store, passphrase
from planbot.errors import PlanbotError
from planbot.paths import data_folder
from planbot.store import Store

_secret = click.option("--passphrase-file", type=click.Path(dir_okay=False), help="Read the passphrase from this file.")


@click.command("backup")
@click.option("--to", type=click.Path(path_type=Path), help="A folder for the backup; by default beside the store.")
@_secret
@click.pass_context
def backup_command(context: click.Context, to: Path | None, passphrase_file: str | None) -> int:
    """Write an encrypted, verified backup of the whole store."""
    context.obj = passphrase_file or context.obj
    with open_store(context) as store:
        click.echo(f"Backed up and verified: {store.backup(to)}")
    return OK


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path))
@_secret
@click.pass_context
def restore_command(context: click.Context, backup: Path, passphrase_file: str | None) -> int:
    """Put a backup in the place of the store; what stood there is kept aside."""
    context.obj = passphrase_file or context.obj
    Store.restore(data_folder(), backup, passphrase(context))
    click.echo("Restored; the file that stood there before is kept beside it.")
    return OK


@click.command("doctor")
@click.option("--locked", is_flag=True, help="Look only at what can be seen without the passphrase.")
@_secret
@click.pass_context
def doctor_command(context: click.Context, *, locked: bool, passphrase_file: str | None) -> int:
    """Look the store over, from file rights to the audit chain; changes nothing.

    Leaves with 2 when something wants mending.
    """
    context.obj = passphrase_file or context.obj
    folder = data_folder()
    if not Store.exists(folder):
        raise PlanbotError(f"There is no planbot store in {folder} yet; start planbot once to make it.")
    checks = Store.doctor(folder, None if locked else passphrase(context))
    for check in checks:
        click.echo(f"{'ok  ' if check.ok else 'MEND'}  {check.name}: {check.says}")
        if not check.ok and check.mend:
            click.echo(f"      {check.mend}")
    return OK if all(check.ok for check in checks) else FAILED


@click.command("passphrase")
@_secret
@click.pass_context
def passphrase_command(context: click.Context, passphrase_file: str | None) -> int:
    """Change the passphrase; the new one is asked for at the terminal, twice."""
    context.obj = passphrase_file or context.obj
    folder = data_folder()
    if not Store.exists(folder):
        raise PlanbotError(f"There is no planbot store in {folder} yet; start planbot once to make it.")
    old = passphrase(context)
    with Store.open(folder, old) as store:
        store.change_passphrase(old, ask_hidden("The new passphrase", twice=True))
    click.echo("Changed. The recovery code stays as it was.")
    return OK
