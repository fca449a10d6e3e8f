"""``planbot ask``: a flow on plain lines."""

import sys
import uuid
from contextlib import suppress
from datetime import UTC, datetime

import click

from planbot.chart import Chart, Client, Voice
from planbot.cli import OK
from planbot.cli.lines import PlainTalk
from planbot.cli.opening import client_id, clients_meant, open_store
from planbot.flows import flow as flow_named
from planbot.knowledge import load
from planbot.session import Session
from planbot.store import Opened, Store
from planbot.text import one_line


@click.command("ask")
@click.argument("flow")
@click.option("--client", "name", required=True, help="The client's name or id; an unknown name makes a new client.")
@click.option("--voice", type=click.Choice([v.value for v in Voice]), help="Ask only what this voice can answer.")
@click.option("--passphrase-file", type=click.Path(dir_okay=False), help="Read the passphrase from this file.")
@click.pass_context
def ask_command(context: click.Context, flow: str, name: str, voice: str | None, passphrase_file: str | None) -> int:
    """Hold the conversation FLOW on plain lines, for pipes and screen readers.

    Without --voice, therapist and client answer side by side and planbot says whose turn it is.
    Every answer is saved before the next question; leave with /quit or at the end of the input.
    """
    asked = flow_named(flow)
    context.obj = passphrase_file or context.obj
    with open_store(context, create=True) as store:
        opened = _opened(store, name)
        click.echo(f"{asked.title}, with {one_line(opened.chart.client.name)} ({opened.chart.id[:8]})")
        session = Session(
            store,
            opened.chart,
            opened.revision,
            asked,
            load(),
            voice=Voice(voice) if voice else Voice.THERAPIST,
            together=voice is None,
        )
        talk = PlainTalk(session, store, click.echo)
        _talk(talk, piped=not sys.stdin.isatty())
        progress = session.turn.progress
        click.echo(f"\nSaved. {progress.settled} of {progress.total} questions of {asked.title} are settled.")
    return OK


def _talk(talk: PlainTalk, *, piped: bool) -> None:
    if not piped:
        with suppress(ImportError):
            import readline  # noqa: F401 - lets a person move within the line; its history stays in memory
    while not talk.over:
        turn = talk.session.turn
        if turn.hand_over and talk.session.together:
            talk.session.speak(turn.hand_over)
            click.echo(f"\nNow the {turn.hand_over}:")
        talk.show()
        line = _line(piped=piped)
        if line is None or not talk.hear(line):
            return


def _line(*, piped: bool) -> str | None:
    """Return the next line without its end, or None at the end of the input."""
    if piped:
        read = sys.stdin.readline()
        return read.removesuffix("\n") if read else None
    try:
        return input("> ")
    except EOFError:
        return None


def _opened(store: Store, name: str) -> Opened:
    if clients_meant(store, name):
        return store.open_chart(client_id(store, name))
    chart = Chart(id=uuid.uuid4().hex, created=datetime.now(UTC), client=Client(name=one_line(name)))
    return store.add_client(chart)
