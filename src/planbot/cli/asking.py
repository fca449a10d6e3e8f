"""``planbot ask``: a flow on plain lines."""

import sys
import uuid
from datetime import UTC, datetime

import click

from planbot.chart import Chart, Client, Voice
from planbot.cli import OK
from planbot.cli.lines import PlainTalk
from planbot.cli.opening import client_id, open_store
from planbot.errors import PlanbotError
from planbot.flows import flow as flow_named
from planbot.knowledge import load
from planbot.session import Session
from planbot.store import Opened, Store


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
    while not talk.over:
        turn = talk.session.turn
        if turn.hand_over and talk.session.together:
            talk.session.speak(turn.hand_over)
            click.echo(f"\nNow the {turn.hand_over}:")
        talk.show()
        line = sys.stdin.readline() if piped else click.prompt(">", prompt_suffix=" ", default="", show_default=False) + "\n"
        if not line or not talk.hear(line.rstrip("\n")):
            return


def _opened(store: Store, name: str) -> Opened:
    try:
        return store.open_chart(client_id(store, name))
    except PlanbotError:
        if any(row.name.casefold().startswith(name.casefold()) for row in store.clients()):
            raise
        chart = Chart(id=uuid.uuid4().hex, created=datetime.now(UTC), client=Client(name=name))
        return store.add_client(chart)
