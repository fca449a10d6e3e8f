"""Commands about charts: list, check, show, export, import."""

import os
import sys
from datetime import date
from pathlib import Path

import click

from planbot.chart import Chart
from planbot.cli import BLOCKED, OK
from planbot.cli.opening import client_id, open_store
from planbot.documents import documents, render
from planbot.errors import DocumentError, PlanbotError
from planbot.exports.chart_json import export, read
from planbot.exports.files import export_name, write_export
from planbot.exports.findings import findings_json
from planbot.knowledge import Profile, load, profile_named, profile_of
from planbot.other_plans import other_plans
from planbot.rules import Finding, blocking, check
from planbot.rules.reading.likeness import Likeness
from planbot.rules.reading.together import Told, told
from planbot.text import one_line

_secret = click.option("--passphrase-file", type=click.Path(dir_okay=False), help="Read the passphrase from this file.")


@click.command("clients")
@_secret
@click.pass_context
def clients_command(context: click.Context, passphrase_file: str | None) -> int:
    """List the clients in the store."""
    context.obj = passphrase_file or context.obj
    with open_store(context) as store:
        rows = store.clients()
        if not rows:
            click.echo("No client yet; start planbot and make the first.")
        for row in rows:
            signed = f"signed {row.signed:%Y-%m-%d}" if row.signed else "not signed"
            click.echo(f"{row.id[:8]:<8}  {one_line(row.name):<30}  {row.updated:%Y-%m-%d %H:%M}  {signed}")
    return OK


@click.command("check")
@click.argument("client_or_file")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--profile", "named", help="Check for this payer or accreditor instead of the client's own.")
@_secret
@click.pass_context
def check_command(
    context: click.Context, client_or_file: str, form: str, named: str | None, passphrase_file: str | None
) -> int:
    """Check a client's chart, or a chart exported as JSON, against the cited rules.

    The wording of a client's plan is held against the other plans in the store; nothing says which. Leaves with 1
    when a finding blocks signing. As JSON the findings have the shape that planbot schema findings
    describes.
    """
    context.obj = passphrase_file or context.obj
    knowledge, today = load(), date.today()
    asked = profile_named(knowledge, named) if named else None
    chart, others = _with_others(context, client_or_file)
    profile = asked or profile_of(knowledge, chart.client.profile)
    findings = check(chart, knowledge, profile, today, others=others)
    if form == "json":
        click.echo(findings_json(chart, findings, profile, today))
    else:
        for each in told(findings):
            click.echo(_told(each, profile))
        stopping = len(blocking(findings))
        click.echo(
            "Nothing to mend: the thread holds."
            if not findings
            else f"{len(findings)} findings, {stopping} of them block signing."
        )
    return BLOCKED if blocking(findings) else OK


def _told(each: Told[Finding], profile: Profile) -> str:
    finding = each.first
    maybe = " (planbot may be misreading)" if finding.heuristic else ""
    at = "" if each.parts else f" at {finding.at}"
    lines = [f"{finding.severity.upper()} {finding.rule}{at}{maybe}", f"  {each.message}"]
    lines += [f"  - at {f.at}: {part}" for f, part in zip(each.findings, each.parts, strict=False)]
    lines += [f"  {finding.why}"] if finding.why else []
    decided = f" ({profile.name})" if finding.profile else ""
    lines += [f"  {each.fix}", f"  source: {', '.join(load().asked_by(finding.sources))}{decided}"]
    return "\n".join(lines)


def chart_meant(context: click.Context, client_or_file: str) -> Chart:
    """Return the chart of a client of the store, or of a file that planbot exported."""
    if is_file(client_or_file):
        return _read_file(Path(client_or_file))
    with open_store(context) as store:
        return store.open_chart(client_id(store, client_or_file)).chart


def _with_others(context: click.Context, client_or_file: str) -> tuple[Chart, Likeness | None]:
    """Return the chart meant, and for a client of the store the wording of the other plans."""
    if is_file(client_or_file):
        return chart_meant(context, client_or_file), None
    with open_store(context) as store:
        chart = store.open_chart(client_id(store, client_or_file)).chart
        return chart, other_plans(store, chart.id)


def is_file(client_or_file: str) -> bool:
    """Return whether a file is meant, and no client of the store."""
    return Path(client_or_file).suffix == ".json" or os.path.isfile(client_or_file)  # noqa: PTH113 - for very long names


def _read_file(path: Path) -> Chart:
    try:
        return read(path.read_bytes())
    except OSError:
        raise PlanbotError(f"{path} cannot be read; check its name and rights.") from None


@click.command("show")
@click.argument("client")
@click.argument("document")
@click.option("--format", "form", type=click.Choice(["md", "html", "txt"]), default="txt", show_default=True)
@_secret
@click.pass_context
def show_command(context: click.Context, client: str, document: str, form: str, passphrase_file: str | None) -> int:
    """Show a DOCUMENT of a client, such as treatment-plan, client-copy or experiment."""
    if document not in documents():
        raise DocumentError(f"There is no document called {document!r}; choose one of {', '.join(documents())}.")
    context.obj = passphrase_file or context.obj
    knowledge = load()
    with open_store(context) as store:
        chart = store.open_chart(client_id(store, client)).chart
        findings = check(chart, knowledge)
        text = render(chart, document, form, knowledge=knowledge, findings=findings)
        store.note_look(f"showed {document}", chart.id)
    click.echo(text, nl=not text.endswith("\n"))
    return OK


@click.command("export")
@click.argument("client")
@click.option("--to", "folder", type=click.Path(file_okay=False), help="Write a file into this folder instead.")
@_secret
@click.pass_context
def export_command(context: click.Context, client: str, folder: str | None, passphrase_file: str | None) -> int:
    """Export a client's whole chart as JSON, lossless. It is not encrypted: keep it safe."""
    context.obj = passphrase_file or context.obj
    with open_store(context) as store:
        chart = store.open_chart(client_id(store, client)).chart
        data = export(chart)
        store.note_look("exported the chart", chart.id)
    if folder is None:
        sys.stdout.write(data.decode())
    else:
        name = export_name(chart.id, "chart", date.today(), "json")
        click.echo(write_export(Path(folder), name, data))
    return OK


@click.command("import")
@click.argument("file", type=click.Path(dir_okay=False))
@_secret
@click.pass_context
def import_command(context: click.Context, file: str, passphrase_file: str | None) -> int:
    """Import a chart that planbot exported. A chart that is here already is refused."""
    chart = _read_file(Path(file))
    context.obj = passphrase_file or context.obj
    with open_store(context, create=True) as store:
        opened = store.import_chart(chart)
    click.echo(f"Imported {one_line(opened.chart.client.name)} as {opened.chart.id[:8]}.")
    return OK
