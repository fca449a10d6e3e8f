"""Commands about the library: find words in it, weigh a chart against it, its codes, a practice's own entries."""

from pathlib import Path

import click

from planbot.chart import Chart
from planbot.cli import FAILED, OK
from planbot.cli.charts import chart_meant
from planbot.errors import PlanbotError
from planbot.knowledge import Candidate, Codes, Kind, Verdict, candidates, load
from planbot.paths import overlay_folder

KINDS: tuple[Kind, ...] = ("symptom", "problem", "diagnosis", "objective", "intervention", "measure", "domain")


@click.command("find")
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(KINDS), help="Look only among these.")
@click.option("--most", type=click.IntRange(1, 50), default=5, show_default=True, help="How many of each kind.")
def find_command(text: tuple[str, ...], kind: Kind | None, most: int) -> int:
    """Find everyday words in the library: planbot find I can't switch my head off at night."""
    knowledge, words = load(), " ".join(text)
    found = [match for each in ((kind,) if kind else KINDS) for match in knowledge.find(each, words, limit=most)]
    if not found:
        raise PlanbotError("Nothing in the library sounds like that; try other words for it.")
    for match in found:
        click.echo(f"{match.kind:<13} {match.id:<34} {match.label}")
        click.echo(f"{'':<13} by: {match.phrase}")
    return OK


@click.command("candidates")
@click.argument("client_or_file")
@click.option("--passphrase-file", type=click.Path(dir_okay=False), help="Read the passphrase from this file.")
@click.pass_context
def candidates_command(context: click.Context, client_or_file: str, passphrase_file: str | None) -> int:
    """Show which diagnoses the recorded symptoms would support, how far, and what to ask next.

    planbot proposes and never decides; the therapist diagnoses.
    """
    context.obj = passphrase_file or context.obj
    chart = chart_meant(context, client_or_file)
    found = candidates(chart, load())
    if not found:
        click.echo("No recorded symptom is one of the library's yet; name the symptoms first.")
    for candidate in found:
        _tell(candidate, chart)
    return OK


def _tell(candidate: Candidate, chart: Chart) -> None:
    words = {symptom.id: symptom.words for symptom in chart.assessment.symptoms}
    verdict = {Verdict.MET: "supported", Verdict.NOT_MET: "not supported", Verdict.UNKNOWN: "open"}
    codes = ", ".join(code.code for code in candidate.entry.codes)
    here = "  (in the chart)" if candidate.in_chart else ""
    click.echo(f"{candidate.entry.name}: {verdict[candidate.support.verdict]}{here}\n  codes: {codes}")
    for reason in candidate.reasons:
        click.echo(f"  {reason}")
    shown = {i: words[i] for _, ids in candidate.support.shown for i in ids if i in words}
    if shown:
        click.echo(f"  shown by: {'; '.join(shown.values())}")
    if candidate.support.missing:
        click.echo(f"  missing: {'; '.join(candidate.support.missing)}")
    for question in candidate.ask_next:
        click.echo(f"  ask: {question}")
    click.echo("")


@click.group("codes")
def codes_command() -> None:
    """Look codes up in the ICD-10-CM table, or bring it up to date."""


@codes_command.command("find")
@click.argument("text", nargs=-1, required=True)
def codes_find(text: tuple[str, ...]) -> int:
    """Find codes by number or by words; a number that cannot be used is explained."""
    codes, words = load().codes, " ".join(text)
    _tell_release(codes)
    known = codes.lookup(words)
    if known or (len(text) == 1 and words[:1].isalnum() and any(c.isdecimal() for c in words)):
        if fault := codes.fault(words):
            raise PlanbotError(fault)
        found = [known] if known else []
    else:
        found = codes.find(words, 20)
    if not found:
        raise PlanbotError("No code of the table sounds like that; try other words for it.")
    for code in found:
        click.echo(f"{code.code:<9} {'' if code.billable else '(heading) '}{code.name}")
        if len(found) == 1:
            click.echo(f"  never together with: {', '.join(code.excludes1) or 'nothing noted'}")
            click.echo(f"  not part of it: {', '.join(code.excludes2) or 'nothing noted'}")
    return OK


@codes_command.command("update")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def codes_update(file: Path) -> int:
    """Take the codes from the official order FILE that you downloaded, such as icd10cm-order-2027.txt."""
    from planbot.knowledge.order_file import take_over

    told = take_over(file, load().codes, overlay_folder() / "icd10cm")
    click.echo(told)
    return OK


def _tell_release(codes: Codes) -> None:
    click.echo(f"ICD-10-CM {codes.told}", err=True)


@click.group("knowledge")
def knowledge_command() -> None:
    """Look after the library and a practice's own entries."""


@knowledge_command.command("check")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def knowledge_check(folder: Path | None) -> int:
    """Check FOLDER, a practice's own entries, as "problem @ file: path"; without it, the library itself."""
    from planbot.knowledge.validation import problems_in
    from planbot.paths import knowledge_folder

    if folder is not None and not folder.is_dir():
        raise PlanbotError(f"There is no folder {folder}; check its name.")
    wrong = problems_in(folder or knowledge_folder(), base=knowledge_folder() if folder else None)
    for problem in wrong:
        click.echo(problem)
    click.echo("Nothing to mend." if not wrong else f"{len(wrong)} problems.")
    return FAILED if wrong else OK


@knowledge_command.command("where")
def knowledge_where() -> int:
    """Print the folder in which a practice's own entries win over the library's."""
    click.echo(overlay_folder())
    return OK
