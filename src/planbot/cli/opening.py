"""Opens the store or the screens: asks a person for the passphrase, reads a script's from a file."""

import sys
import tempfile
from pathlib import Path

import click

from planbot.errors import PlanbotError
from planbot.paths import data_folder
from planbot.store import Kdf, Store

DEMO_PASSPHRASE = "a throwaway passphrase for the demo"  # noqa: S105


def passphrase(context: click.Context) -> str:
    """Return the passphrase from the file the command names, or ask the person at the terminal.

    Raises PlanbotError when there is neither.
    """
    named = context.obj or (context.params.get("passphrase_file") if context.params else None)
    if named:
        try:
            return Path(named).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise PlanbotError(f"The passphrase file {named} cannot be read; check its name and rights.") from None
    if not sys.stdin.isatty():
        raise PlanbotError("There is no terminal to ask for the passphrase; name a file with --passphrase-file.")
    return str(click.prompt("Passphrase or recovery code", hide_input=True))


def open_store(context: click.Context, *, create: bool = False) -> Store:
    """Open the store in the data folder, making a new one when *create* allows it.

    Raises PlanbotError or StoreError in one sentence.
    """
    folder = data_folder()
    if Store.exists(folder):
        return Store.open(folder, passphrase(context))
    if not create:
        raise PlanbotError(f"There is no planbot store in {folder} yet; start planbot once to make it.")
    store, code = Store.create(folder, passphrase(context))
    click.echo("A new encrypted store was made. A lost passphrase cannot be recovered.", err=True)
    click.echo(f"Keep this recovery code somewhere else, on paper: {code}", err=True)
    return store


def client_id(store: Store, name: str) -> str:
    """Return the id of the client meant by a name or the beginning of an id.

    Raises PlanbotError when no client, or more than one, is meant.
    """
    rows = store.clients()
    low = name.casefold()
    found = [r for r in rows if r.id == name] or [r for r in rows if r.name.casefold() == low]
    found = found or [r for r in rows if r.name.casefold().startswith(low) or r.id.startswith(low)]
    if len(found) == 1:
        return found[0].id
    if not found:
        raise PlanbotError("No client of that name is in the store; see planbot clients.")
    raise PlanbotError(f"That name fits {len(found)} clients; use the id that planbot clients shows.")


def open_caseload() -> int:
    """Open the screens on the data folder."""
    from planbot.tui import run_app

    run_app(data_folder())
    return 0


@click.command("demo")
@click.option("--plain", is_flag=True, help="Play the sample session on plain lines instead.")
def demo_command(*, plain: bool) -> int:
    """Open planbot on a throwaway folder with three sample clients; it is removed afterwards."""
    from planbot.cli.sample import play_sample, sample_charts

    if plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return play_sample(click.echo)
    from planbot.tui import run_app

    with tempfile.TemporaryDirectory(prefix="planbot-demo-", ignore_cleanup_errors=True) as folder:
        store, _ = Store.create(Path(folder), DEMO_PASSPHRASE, kdf=Kdf(memory_kib=8192, time=1, lanes=1))
        for chart in sample_charts():
            store.add_client(chart)
        run_app(Path(folder), store=store, demo=True)
    return 0
