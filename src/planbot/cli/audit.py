"""Commands about audits: many charts checked at once, and the packet an auditor would ask for of one."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from planbot.auditing.counting import Tally
from planbot.auditing.lines import Standing
from planbot.auditing.page import page
from planbot.auditing.papers import Paper, in_folder
from planbot.auditing.rehearsal import Signed, rehearse
from planbot.auditing.report import Report, read_report
from planbot.auditing.rounds import TOGETHER, WORTH_CORES, Checking, audited, cores
from planbot.auditing.rows import head, rows_of
from planbot.auditing.summary import headline, summary
from planbot.auditing.wording import Wordings, compared
from planbot.chart import Chart
from planbot.chart.reading import read
from planbot.cli import BLOCKED, FAILED, OK
from planbot.cli.charts import chart_meant, is_file
from planbot.cli.opening import client_id, open_store, passphrase_file
from planbot.errors import PlanbotError
from planbot.files import replacing
from planbot.knowledge import load, profile_named, profile_of
from planbot.other_plans import other_plans
from planbot.rules import Severity
from planbot.rules.reading.likeness import Likeness
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
    /,
    *,
    folder: Path | None,
    everyone: bool,
    named: str | None,
    form: str,
    out: Path | None,
    since: Path | None,
    names: bool,
    jobs: int | None,
    **_: str | None,
) -> int:
    """Check every chart of the store, or every *.json in FOLDER, and tell how they stand as a whole.

    The report names charts by id only. As csv it has a row for each finding, which may quote the chart; as json it has
    the shape that planbot schema audit describes, and the next audit of a folder can be compared with it by --since.
    The store keeps the figures of its audits, encrypted, and compares by itself.

    Leaves with 1 when a chart has a finding that blocks signing, and with 2 when the audit was stopped or no chart
    could be read. A chart that cannot be read is listed and stops nothing.
    """
    context.obj = passphrase_file(context)
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
    with _target(asked.out, sheet=asked.form == "csv") as write:
        report = _audited(papers, many, asked, write)
        if asked.form != "csv":
            write(_worded(report, asked.form))
    if asked.out is not None:
        click.echo(f"{headline(report)}\n{asked.out}")
    elif asked.form != "text":
        click.echo(headline(report), err=True)
    return report


def _audited(papers: Iterable[Paper], many: int, asked: Asked, write: Write) -> Report:
    tally, wordings, seen, twice, complete = Tally(), Wordings(), set[str](), 0, True
    no_charts = 0
    jobs = asked.jobs or (cores() if many >= WORTH_CORES else 1)
    if asked.checking.rows:
        write(head(names=asked.checking.names))
    parts = audited(papers, asked.checking, jobs)
    with click.progressbar(
        length=many, label="Checking", file=sys.stderr, hidden=not sys.stderr.isatty(), update_min_steps=TOGETHER
    ) as bar:
        try:
            for part in parts:
                tally.add(part.tally)
                for wording in part.wordings:
                    wordings.add(wording)
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
        compared=complete and _compared(tally, wordings, asked.checking, write),
        today=asked.checking.today,
        of=many - no_charts,
        twice=twice,
        profile=asked.checking.profile,
        complete=complete,
        since=asked.since,
    )


def _compared(tally: Tally, wordings: Wordings, checking: Checking, write: Write) -> bool:
    """Add which plans read like others, now that all are read, and return whether they could be compared."""
    for chart, finding in compared(wordings, tally, load()):
        if checking.rows:
            name = chart.name if checking.names else None
            write(rows_of(chart.place, chart.chart, name, chart.profile, [finding]))
    return not wordings.too_many


@contextmanager
def _target(out: Path | None, *, sheet: bool) -> Iterator[Write]:
    if out is None:
        yield lambda text: click.echo(text, nl=False)
        return
    try:
        with replacing(out) as file:
            if sheet:
                # Without it some spreadsheets take the file for one of another alphabet.
                file.write(b"\xef\xbb\xbf")
            yield lambda text: file.write(text.encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PlanbotError(f"{out} could not be written ({reason}); choose another file.") from None


def _worded(report: Report, form: str) -> str:
    if form == "json":
        return report.to_json() + "\n"
    return page(report) if form == "html" else summary(report)


def _left(report: Report) -> int:
    if not report.complete or not report.charts:
        return FAILED
    return BLOCKED if report.with_error else OK


@click.command("rehearse")
@click.argument("client_or_file")
@click.option("--format", "form", type=click.Choice(["text", "html", "md"]), default="text", show_default=True)
@click.option("--profile", "named", help="Hold it against this payer or accreditor instead of the client's own.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write into this file instead.")
@click.option(
    "--beside", type=click.Path(path_type=Path), help="A folder of exported charts to hold a file's wording against."
)
@click.option("--passphrase-file", type=click.Path(dir_okay=False), help="Read the passphrase from this file.")
@click.pass_context
def rehearse_command(  # noqa: PLR0913 - an option each
    context: click.Context,
    /,
    *,
    client_or_file: str,
    form: str,
    named: str | None,
    out: Path | None,
    beside: Path | None,
    **_: str | None,
) -> int:
    """Put together the packet an auditor would ask for of one chart, scored line by line first.

    The wording of a client's plan is held against the other plans in the store, that of a file against the charts of
    the folder given with --beside; nothing says which. The packet holds the whole plan: keep it as safe as the chart.
    Leaves with 1 when a finding blocks signing.
    """
    context.obj = passphrase_file(context)
    knowledge, today = load(), date.today()
    asked = profile_named(knowledge, named) if named else None
    if beside is not None and not is_file(client_or_file):
        raise PlanbotError("A client is held against the other clients of the store; give --beside with a file only.")
    chart, signed, others = _charted(context, client_or_file, beside)
    profile = asked or profile_of(knowledge, chart.client.profile)
    packet = rehearse(
        chart,
        {"text": "txt"}.get(form, form),
        knowledge=knowledge,
        profile=profile,
        today=today,
        signed=signed,
        others=others,
    )
    with _target(out, sheet=False) as write:
        write(packet.text)
    if out is not None:
        met = packet.score.count(Standing.MET)
        click.echo(f"{met} of {packet.score.told} lines that can be told are met.\n{out}")
    found = [finding for line in packet.score.lines for finding in line.findings]
    return BLOCKED if any(finding.severity is Severity.ERROR for finding in found) else OK


def _charted(
    context: click.Context, client_or_file: str, beside: Path | None
) -> tuple[Chart, tuple[Signed, ...], Likeness | None]:
    """Return the chart meant, what was signed of it where the store knows, and the wording of the other plans."""
    if is_file(client_or_file):
        return chart_meant(context, client_or_file), (), _in(beside) if beside else None
    with open_store(context) as store:
        opened = store.open_chart(client_id(store, client_or_file))
        documents = store.signed(opened.chart.id)
        store.note_look("rehearsed an audit", opened.chart.id)
        others = other_plans(store, opened.chart.id)
    return opened.chart, tuple(Signed(d.document, d.version, d.at.date(), d.sha256) for d in documents), others


def _in(folder: Path) -> Likeness:
    """Return the wording of the charts in a folder; a file that holds none is left out, and how many is said."""
    others, left_out = Likeness(), 0
    for paper in in_folder(folder):
        try:
            others.add(read(folder / paper.place))
        except PlanbotError:
            left_out += 1
    if left_out:
        click.echo(f"{left_out} of the files in {folder} hold no chart that can be read; they were left out.", err=True)
    return others
