"""``planbot eval``: how well a model drafts, measured on people who do not exist."""

import copy
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from planbot.cli import FAILED, OK
from planbot.cli.sample import InMemory
from planbot.drafting import Proposal
from planbot.drafting.evaluation.cases import DAY, Case, cases, digest
from planbot.drafting.evaluation.measuring import Measuring
from planbot.drafting.evaluation.report import Report, read_report
from planbot.drafting.evaluation.telling import told
from planbot.drafting.model import Model
from planbot.drafting.provider import provider
from planbot.errors import PlanbotError
from planbot.files import replacing
from planbot.flows import Question, flow
from planbot.knowledge import load
from planbot.rules import Finding, Severity
from planbot.session import Session


class Sitting:
    """A conversation at the question of a case."""

    def __init__(self, case: Case) -> None:
        self._session = Session(InMemory(case.chart), case.chart, 1, flow("plan"), load(), today=DAY)
        self._session.look(case.key)
        self._turn = self._session.turn

    @property
    def question(self) -> Question:
        """The question at hand."""
        if self._turn.question is None:
            raise PlanbotError("A case of the set stands at no question.")
        return self._turn.question

    def tried(self, proposal: Proposal) -> tuple[Finding, ...]:
        """Return what accepting *proposal* would cause.

        A chart of the set stands complete, though nobody was asked its questions; so only what a draft itself
        leaves to be asked may wait, and a finding about any other place counts.
        """
        trial = copy.copy(self._session)
        after = trial.accept(proposal)
        standing = {(f.rule, f.at) for f in self._turn.findings}
        opened = after.to_come - self._turn.to_come
        new = (f for f in after.findings if (f.rule, f.at) not in standing)
        return tuple(f for f in new if f.severity is not Severity.ADVICE and f.ask not in opened)


@click.group("eval")
def eval_command() -> None:
    """Measure, on people who do not exist, how well something works."""


@eval_command.command("drafting")
@click.option("--model", required=True, help="The model to measure, as provider:model, such as llamacpp:smollm2.")
@click.option("--address", default="", help="Where it is, when not at the provider's usual address.")
@click.option("--tasks", default="", help="Only these tasks, with commas between; all of them if not said.")
@click.option("--charts", "many", type=click.IntRange(1), help="Only the first so many charts and pieces of speech.")
@click.option("--against", type=click.IntRange(0), default=3, show_default=True, help="Bare requests for each task.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write into this file, after each draft.")
@click.option("--resume", is_flag=True, help="Go on with what FILE of --out holds already; it must be JSON.")
def drafting_command(  # noqa: PLR0913 - an option each
    *,
    model: str,
    address: str,
    tasks: str,
    many: int | None,
    against: int,
    form: str,
    out: Path | None,
    resume: bool,
) -> int:
    """Ask a model for the drafts of a fixed set of charts and speech, and tell what became of them.

    Nobody in the set exists; it is sent to wherever the model is. Stopped with Ctrl+C, it tells the results so far;
    with --format json, --out and --resume it goes on from there another time. The page docs/drafting.md says what
    each figure means.
    """
    found = provider(model, address)
    if found is None:
        raise PlanbotError("Name a model to measure, such as --model llamacpp:smollm2.")
    if resume and (out is None or form != "json"):
        raise PlanbotError("To go on with an earlier measurement give --format json and --out with its file.")
    wanted = tuple(filter(None, (task.strip() for task in tasks.split(","))))
    asked = list(cases(wanted, many))
    report = (
        _earlier(out, found.name, found.where)
        if resume and out
        else Report(model=found.name, where=found.where, set=digest())
    )
    click.echo(f"{found.name} at {found.address}: what is sent {found.where}.", err=True)
    measuring = Measuring(Model(found), found, Sitting, against)
    report = measured(asked, report, measuring, Target(out, form))
    if out is None or form == "text":
        click.echo(report.to_json() if form == "json" else told(report), nl=False)
    if out is not None:
        click.echo(str(out), err=True)
    return OK if report.outcomes and report.complete else FAILED


@dataclass(frozen=True)
class Target:
    """Where results go as they come."""

    out: Path | None
    form: str

    def write(self, report: Report) -> None:
        """Write what there is, whole.

        Raises PlanbotError when the file cannot be written.
        """
        if self.out is None:
            return
        try:
            with replacing(self.out) as file:
                file.write((report.to_json() if self.form == "json" else told(report)).encode())
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise PlanbotError(f"{self.out} could not be written ({reason}); choose another file.") from None


def _earlier(out: Path, name: str, where: str) -> Report:
    """Return the measurement kept in a file, to go on with; a new one where there is no file yet.

    Raises PlanbotError when it is of another model or another set.
    """
    try:
        report = read_report(out.read_bytes())
    except FileNotFoundError:
        return Report(model=name, where=where, set=digest())
    except OSError:
        raise PlanbotError(f"{out} cannot be read; without --resume a new measurement begins.") from None
    if (report.model, report.set) != (name, digest()):
        raise PlanbotError(f"{out} holds a measurement of another model or another set; choose another file.")
    return report


def measured(asked: list[Case], report: Report, measuring: Measuring, target: Target) -> Report:
    """Return *report* with the drafts that it lacks, or with those there are when stopped; *target* gets each."""
    known = {outcome.case for outcome in report.outcomes}
    left = [case for case in asked if case.id not in known]
    report = report.model_copy(update={"of": len(asked), "complete": False})
    with click.progressbar(
        length=len(asked), label="Drafting", file=sys.stderr, hidden=not sys.stderr.isatty(), show_pos=True
    ) as bar:
        bar.update(len(asked) - len(left))
        step: Callable[[int], None] = bar.update
        try:
            for case in left:
                report = measuring.add(report, case)
                target.write(report)
                step(1)
        except KeyboardInterrupt:
            click.echo(f"Stopped: the figures are of {len(report.outcomes)} of {len(asked)} drafts.", err=True)
        except PlanbotError as error:
            click.echo(f"{error} The figures are of {len(report.outcomes)} of {len(asked)} drafts.", err=True)
        else:
            report = report.model_copy(update={"complete": True})
    target.write(report)
    return report
