"""Opens the store or the screens: asks a person for the passphrase, reads a script's from a file."""

import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from planbot.errors import PlanbotError
from planbot.knowledge import load
from planbot.paths import data_folder
from planbot.settings import FILE, read_settings
from planbot.store import ClientRow, Kdf, Store
from planbot.text import one_line

DEMO_PASSPHRASE = "a throwaway passphrase for the demo"  # noqa: S105


def passphrase(context: click.Context) -> str:
    """Return the passphrase from the file the command names, or ask the person at the terminal.

    Raises PlanbotError when there is neither.
    """
    named = passphrase_file(context)
    return _read(named) if named else ask_hidden("Passphrase or recovery code")


def passphrase_file(context: click.Context) -> str | None:
    """Return the file that the command or the group before it names, if any."""
    named: str | None = (context.params or {}).get("passphrase_file") or context.obj
    return named


def _read(named: str) -> str:
    try:
        return Path(named).read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise PlanbotError(f"The passphrase file {named} cannot be read; check its name and rights.") from None


def ask_hidden(label: str, *, twice: bool = False) -> str:
    """Ask the person at the terminal for a secret, unseen; *twice* for one that is new.

    Raises PlanbotError when there is no terminal.
    """
    if not sys.stdin.isatty():
        raise PlanbotError("There is no terminal to ask for the passphrase; name a file with --passphrase-file.")
    return str(click.prompt(label, hide_input=True, confirmation_prompt=twice))


def open_store(context: click.Context, *, create: bool = False) -> Store:
    """Open the store in the data folder, making a new one when *create* allows it.

    Raises PlanbotError or StoreError in one sentence.
    """
    folder = data_folder()
    if Store.exists(folder):
        return Store.open(folder, passphrase(context))
    if not create:
        raise PlanbotError(f"There is no planbot store in {folder} yet; start planbot once to make it.")
    named = passphrase_file(context)
    secret = _read(named) if named else ask_hidden("There is no store yet. A passphrase for a new one", twice=True)
    store, code = Store.create(folder, secret)
    click.echo("A new encrypted store was made. A lost passphrase cannot be recovered.", err=True)
    click.echo(f"Keep this recovery code somewhere else, on paper: {code}", err=True)
    return store


def client_id(store: Store, name: str) -> str:
    """Return the id of the client meant by a name or the beginning of an id.

    Raises PlanbotError when no client, or more than one, is meant.
    """
    found = clients_meant(store, name)
    if len(found) == 1:
        return found[0].id
    if not found:
        raise PlanbotError("No client of that name is in the store; see planbot clients.")
    raise PlanbotError(f"That name fits {len(found)} clients; use the id that planbot clients shows.")


def clients_meant(store: Store, name: str) -> list[ClientRow]:
    """Return the clients a name, the beginning of one, or the beginning of an id may mean."""
    low = one_line(name).casefold()
    if not low:
        raise PlanbotError("Please name a client; planbot clients lists them.")
    rows = store.clients(archived=True)
    found = [r for r in rows if r.id == low] or [r for r in rows if r.name.casefold() == low]
    return found or [r for r in rows if r.name.casefold().startswith(low) or r.id.startswith(low)]


def open_caseload() -> int:
    """Open the screens on the data folder."""
    from planbot.tui.app import run_app

    folder = data_folder()
    return run_app(folder, knowledge=load(), **_looks(folder))


def _looks(folder: Path) -> dict[str, Any]:
    from planbot.tui.themes import THEMES

    settings = read_settings(folder)
    themes = [theme.name for theme in THEMES]
    if settings.theme not in themes:
        raise PlanbotError(f"There is no theme of the name in {folder / FILE}; choose one of {', '.join(themes)}.")
    return {"theme": settings.theme, "idle_minutes": settings.idle_minutes}


@click.command("demo")
@click.option("--plain", is_flag=True, help="Play the sample session on plain lines instead.")
def demo_command(*, plain: bool) -> int:
    """Open planbot on a throwaway folder with three sample clients; it is removed afterwards."""
    from planbot.cli.sample import play_sample, sample_charts

    if plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return play_sample(click.echo)
    from planbot.tui.app import run_app

    with tempfile.TemporaryDirectory(prefix="planbot-demo-", ignore_cleanup_errors=True) as folder:
        store, _ = Store.create(Path(folder), DEMO_PASSPHRASE, kdf=Kdf(memory_kib=8192, time=1, lanes=1))
        for chart in sample_charts():
            store.add_client(chart)
        return run_app(Path(folder), knowledge=load(), store=store, demo=True)
