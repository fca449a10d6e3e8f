"""Commands about audits: many charts checked at once, and the packet an auditor would ask for of one."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from planbot.auditing.counting import Tally
from planbot.auditing.page import page
from planbot.auditing.papers import Paper, in_folder
from planbot.auditing.report import Report, read_report
from planbot.auditing.rounds import WORTH_CORES, Checking, audited, cores
from planbot.auditing.rows import head
from planbot.auditing.summary import headline, summary
from planbot.cli import BLOCKED, FAILED, OK
from planbot.cli.opening import open_store
from planbot.errors import PlanbotError
from planbot.exports.files import replacing
from planbot.knowledge import load, profile_named
from planbot.store import Store

Write = Callable[[str], object]


@dataclass(frozen=True)
class Asked:
    """What the audit was asked to do."""

    checking: Checking
    form: str
    out: Path | None
    jobs: int | None
    since: Report | None


@click.command("audit")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--all", "everyone", is_flag=True, help="Every client of the store who is not archived.")
@click.option("--profile", "named", help="Check for this payer or accreditor instead of each client's own.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "html"]), default="text", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write into this file instead.")
@click.option("--since", type=click.Path(dir_okay=False, path_type=Path), help="An earlier report, as JSON.")
@click.option("--names", is_flag=True, help="With --all: name the clients, not only their ids.")
@click.option("--jobs", type=click.IntRange(1, 64), help="How many cores to use; all of them if not said.")
@click.option("--passphrase-file", type=click.Path(dir_okay=False), help="Read the passphrase from this file.")
@click.pass_context
def audit_command(  # noqa: PLR0913 - an option each
    context: click.Context,
    *,
    folder: Path | None,
    everyone: bool,
    named: str | None,
    form: str,
    out: Path | None,
    since: Path | None,
    names: bool,
    jobs: int | None,
    passphrase_file: str | None,
) -> int:
    """Check every chart of the store, or every *.json in FOLDER, and tell how they stand as a whole.

    The report names charts by id only. As csv it has a row for each finding, which may quote the chart; as json it has
    the shape that planbot schema audit describes, and the next audit of a folder can be compared with it by --since.
    The store keeps the figures of its audits, encrypted, and compares by itself.

    Leaves with 1 when a chart has a finding that blocks signing, and with 2 when the audit was stopped or no chart
    could be read. A chart that cannot be read is listed and stops nothing.
    """
    context.obj = passphrase_file or context.obj
    if everyone == (folder is not None):
        raise PlanbotError("Name a folder of exported charts, or give --all for every client of the store.")
    if names and not everyone:
        raise PlanbotError("Names can be shown with --all only; charts of a folder are named by id.")
    profile = profile_named(load(), named).id if named else None
    checking = Checking(date.today(), profile, rows=form == "csv", names=names)
    asked = Asked(checking, form, out, jobs, _earlier(since))
    if folder is not None:
        papers = in_folder(folder)
        return _left(_told(papers, len(papers), asked))
    with open_store(context) as store:
        return _left(_of_store(store, asked))


def _earlier(since: Path | None) -> Report | None:
    if since is None:
        return None
    try:
        data = since.read_bytes()
    except OSError:
        raise PlanbotError(f"{since} cannot be read; check its name and rights.") from None
    return read_report(data)


def _of_store(store: Store, asked: Asked) -> Report:
    if not (many := store.count()):
        raise PlanbotError("No client is in the store yet; there is nothing to audit.")
    since = asked.since or _last(store, asked.checking.profile)
    papers = (Paper(held.client, text=held.text, fault=held.fault) for held in store.charts(did="audited"))
    report = _told(papers, many, Asked(asked.checking, asked.form, asked.out, asked.jobs, since))
    if report.complete and report.charts:
        store.keep_report(report.to_keep(), charts=report.charts)
    return report


def _last(store: Store, profile: str | None) -> Report | None:
    """Return the newest report the store kept, one with the same profile if there is one."""
    kept = [read_report(text) for text in store.kept_reports()]
    return next((report for report in kept if report.profile == profile), kept[0] if kept else None)


def _told(papers: Iterable[Paper], many: int, asked: Asked) -> Report:
    """Audit, write what was found, and return the report."""
    try:
        with _target(asked.out, sheet=asked.form == "csv") as write:
            report = _audited(papers, many, asked, write)
            if asked.form != "csv":
                write(_worded(report, asked.form))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PlanbotError(f"{asked.out} could not be written ({reason}); choose another file.") from None
    if asked.out is not None:
        click.echo(f"{headline(report)}\n{asked.out}")
    elif asked.form != "text":
        click.echo(headline(report), err=True)
    return report


def _audited(papers: Iterable[Paper], many: int, asked: Asked, write: Write) -> Report:
    tally, seen, twice, complete = Tally(), set[str](), 0, True
    no_charts = 0
    jobs = asked.jobs or (cores() if many >= WORTH_CORES else 1)
    if asked.checking.rows:
        write(head(names=asked.checking.names))
    parts = audited(papers, asked.checking, jobs)
    error = click.get_text_stream("stderr")
    with click.progressbar(length=many, label="Checking", file=error, hidden=not error.isatty()) as bar:
        try:
            for part in parts:
                tally.add(part.tally)
                twice += len(part.ids) - len(set(part.ids) - seen)
                seen.update(part.ids)
                no_charts += part.passed_over
                if part.rows:
                    write(part.rows)
                bar.update(part.done)
        except KeyboardInterrupt:
            complete = False
            parts.close()
    if not complete:
        looked = tally.charts + tally.unread
        click.echo(f"Stopped: {looked:,} of {many:,} charts were looked at; the figures are of those.", err=True)
    return Report.of_tally(
        tally,
        load(),
        today=asked.checking.today,
        of=many - no_charts,
        twice=twice,
        profile=asked.checking.profile,
        complete=complete,
        since=asked.since,
    )


@contextmanager
def _target(out: Path | None, *, sheet: bool) -> Iterator[Write]:
    if out is None:
        yield lambda text: click.echo(text, nl=False)
        return
    with replacing(out) as file:
        if sheet:
            # Without it some spreadsheets take the file for one of another alphabet.
            file.write(b"\xef\xbb\xbf")
        yield lambda text: file.write(text.encode())


def _worded(report: Report, form: str) -> str:
    if form == "json":
        return report.to_json() + "\n"
    return page(report) if form == "html" else summary(report)


def _left(report: Report) -> int:
    if not report.complete or not report.charts:
        return FAILED
    return BLOCKED if report.with_error else OK
