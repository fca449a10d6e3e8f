"""Commands about the language model that may draft: is it there, set it up, show what it would be sent."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

import click

from planbot.chart import Voice
from planbot.cli import FAILED, OK
from planbot.cli.opening import client_id, open_store
from planbot.drafting import reach
from planbot.drafting.drafted import sending
from planbot.drafting.gates import Gate, gates
from planbot.drafting.model import Model
from planbot.drafting.prompts import Prompt, tasks
from planbot.drafting.provider import KINDS, Provider, provider
from planbot.drafting.second_pass import told_of
from planbot.drafting.trial import trial
from planbot.errors import DraftError
from planbot.flows import flow
from planbot.knowledge import load
from planbot.model_drafts import ModelDrafts
from planbot.paths import data_folder
from planbot.session import Session
from planbot.settings import Approval, Settings, read_settings, write_settings
from planbot.text import one_line

WHAT_LEAVES = (
    "With a draft goes: the instructions of the task, and the facts of the chart it is about, names replaced. Never: "
    "risk, the safety plan, what speaks of danger, the words of consents, or how contacts are reached."
)


@click.group("model")
def model_command() -> None:
    """Set up a language model that may draft, see whether it answers, and what it would be sent.

    planbot works without one. Nothing is sent until a model is set, its kind of draft is switched on, and the client
    has agreed.
    """


@model_command.command("check")
def model_check() -> int:
    """Say whether the model answers, how quick it is, what leaves this computer, and which gates are closed.

    One tiny request without anything of a client is sent to it.
    """
    settings = read_settings(data_folder())
    where = provider(settings.model, settings.model_address)
    if where is None:
        click.echo("No model is set; planbot works without one. To set one up: planbot model set-up")
        return OK
    click.echo(f"{where.name} at {where.address}: {where.where}.")
    click.echo(WHAT_LEAVES)
    replaces = _tell_names(settings)
    answers = _try(where)
    _tell_gates(where, settings)
    return OK if answers and replaces else FAILED


def _tell_names(settings: Settings) -> bool:
    """Say whether names are looked for a second time; return whether that is as the settings ask."""
    try:
        click.echo(told_of(settings, load()))
    except DraftError as error:
        click.echo(f"Nothing can be drafted like this. {error}")
        return False
    return True


def _try(where: Provider) -> bool:
    """Say what is at the address, and how quick it is; return whether the model answers."""
    try:
        names = reach.offered(where)
        click.echo(f"Reachable. Models offered: {_few(names) or 'none by name'}.")
        if names and where.model not in names and f"{where.model}:latest" not in names:
            click.echo(f"{where.model} is not among them; some servers answer all the same.")
        answered = trial(Model(where))
    except DraftError as error:
        click.echo(str(error))
        return False
    click.echo(answered.says)
    return True


def _few(names: Sequence[str], most: int = 12) -> str:
    shown = ", ".join(one_line(name) for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def _tell_gates(where: Provider | None, settings: Settings) -> None:
    """Say for each kind of draft what keeps it closed; consents are asked in each client's chart."""
    knowledge, today = load(), date.today()
    for task in tasks().values():
        found = gates(None, where, settings, task.id, Voice.THERAPIST, knowledge, today)
        shut = [gate for gate in found if not gate.open and not gate.ask]
        state = "closed" if shut else "open, for a client who has agreed"
        click.echo(f"\n{task.id} ({task.title}): {state}")
        _tell(shut)


def _tell(found: Iterable[Gate]) -> None:
    for gate in found:
        click.echo(f"  {'open  ' if gate.open else 'closed'} {gate.says} [{gate.source}]")
        if gate.mend:
            click.echo(f"         {gate.mend}")


@model_command.command("show")
@click.argument("client")
@click.argument("step")
@click.option("--said", default="", help="What was said freely, for a draft that reads it.")
@click.option("--passphrase-file", type=click.Path(dir_okay=False), help="Read the passphrase from this file.")
@click.pass_context
def model_show(context: click.Context, client: str, step: str, said: str, passphrase_file: str | None) -> int:
    """Show the exact text that would be sent for CLIENT at the question STEP, such as goal.clinical:g1.

    Nothing is sent.
    """
    context.obj = passphrase_file or context.obj
    settings = read_settings(data_folder())
    where = provider(settings.model, settings.model_address)
    with open_store(context) as store:
        opened = store.open_chart(client_id(store, client))
        session = Session(store, opened.chart, opened.revision, flow("plan"), load())
        session.look(step)
        drafts = ModelDrafts(session, store, lambda: settings)
        prompt, shape = drafts.preview(said), drafts.shape(said)
        found = drafts.gates
        store.note_look(f"showed what a model would be sent for {step}", opened.chart.id)
    click.echo(_shown(prompt, shape, where))
    _tell(found)
    return OK


def _shown(prompt: Prompt, shape: dict[str, object], where: Provider | None) -> str:
    sent = sending(prompt, where.name if where else "")
    told = f"it {where.where}: {where.name} at {where.address}" if where else "no model is set"
    return "\n".join(
        (
            "Nothing was sent. This is what would be sent first, names replaced, to the letter.",
            f"Where: {told}. {sent.letters} letters, SHA-256 {sent.digest}",
            "---- instructions",
            prompt.instructions,
            "---- material",
            prompt.material,
            "---- the shape asked for",
            json.dumps(shape, ensure_ascii=False),
            "----",
        )
    )


@model_command.command("set-up")
def model_set_up() -> int:
    """Choose a model, try it, say whose law is kept and what it may draft; one question a line."""
    folder = data_folder()
    old = read_settings(folder)
    click.echo("planbot works without a model. Enter keeps what stands in brackets; nothing is kept before the end.")
    chosen = _model_asked(old)
    if chosen is None:
        write_settings(folder, old.model_copy(update={"model": "", "model_address": "", "drafts": ()}))
        click.echo("No model is set. Drafts come from the library.")
        return OK
    answers = _try(chosen)
    if not answers and not click.confirm("Keep it all the same?", default=False):
        click.echo("Nothing was changed.")
        return FAILED
    state = _state_asked(old)
    new = old.model_copy(
        update={
            "model": chosen.name,
            "model_address": chosen.address,
            "state": state,
            "approved": _approval_asked(old, state),
            "drafts": _drafts_asked(old),
        }
    )
    write_settings(folder, new)
    click.echo(f"Kept. {chosen.name}: {chosen.where}. Each client is asked before the first draft.")
    _tell_gates(chosen, new)
    return OK


def _model_asked(old: Settings) -> Provider | None:
    """Return the model a person chooses, or None for none."""
    click.echo("llamacpp is any server that speaks OpenAI's language, most often on this computer.")
    kind = click.prompt(
        "Provider", type=click.Choice(["none", *KINDS]), default=old.model.partition(":")[0] or "llamacpp"
    )
    if kind == "none":
        return None
    usual = old.model_address if old.model.startswith(f"{kind}:") and old.model_address else KINDS[kind].address
    while True:
        try:
            address = click.prompt("Address", default=usual)
            _offer(kind, address)
            name = click.prompt("Model", default=old.model.partition(":")[2] or None)
            return provider(f"{kind}:{name}", address)
        except DraftError as error:
            click.echo(str(error))


def _offer(kind: str, address: str) -> None:
    """Say which models there are, where that can be found out."""
    where = provider(f"{kind}:any", address)
    if where is None:
        return
    click.echo(f"What is sent {where.where}.")
    try:
        click.echo(f"Models offered: {_few(reach.offered(where)) or 'none by name'}.")
    except DraftError as error:
        click.echo(str(error))


def _state_asked(old: Settings) -> str:
    laws = load().laws
    click.echo("Whose law is kept? It can only close what is open; none means that planbot knows no law of yours.")
    chosen: str = click.prompt("State", type=click.Choice(sorted(laws)), default=old.state or None)
    for gate in laws[chosen].gates:
        click.echo(f"  {gate.says}")
    return chosen


def _approval_asked(old: Settings, state: str) -> Approval | None:
    if not any(gate.opened_by == "approval" for gate in load().laws[state].gates):
        return old.approved
    click.echo("Who, being licensed, reads and approves every draft? Name and licence; - for nobody yet.")
    named = one_line(click.prompt("Approved by", default=old.approved.by if old.approved else "-"))
    if named in {"", "-"}:
        return None
    return old.approved if old.approved and old.approved.by == named else Approval(by=named, on=date.today())


def _drafts_asked(old: Settings) -> tuple[str, ...]:
    click.echo("Each kind of draft has its own switch:")
    return tuple(
        task.id for task in tasks().values() if click.confirm(f"  {task.title}?", default=task.id in old.drafts)
    )
