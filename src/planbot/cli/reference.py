"""Commands that print what planbot holds: rules, flows, the schema of a chart."""

import json
from typing import Any

import click

from planbot.cli import OK
from planbot.errors import PlanbotError


@click.command("rules")
@click.argument("name", required=False)
def rules_command(name: str | None) -> int:
    """List the checks, or print the page of the one called NAME."""
    from planbot.knowledge import load
    from planbot.rules import rules
    from planbot.rules.pages import without_source

    known = load()
    found = [r for r in rules() if name in {None, r.id}]
    if not found:
        raise PlanbotError(f"There is no rule called {name}; planbot rules lists them.")
    if name is None:
        for rule in found:
            click.echo(f"{rule.severity:<8} {rule.id:<42} {', '.join(known.asked_by(rule.sources))}")
        return OK
    rule = found[0]
    click.echo(f"{rule.id}\n{rule.severity}, about {rule.area}, source {', '.join(known.asked_by(rule.sources))}\n")
    click.echo(without_source(rule))
    click.echo("\nSources:")
    for tag in rule.sources:
        source = known.rule_sources[tag]
        click.echo(f"    {source.short}: {source.what}" + (f"\n        {source.where}" if source.where else ""))
    return OK


@click.command("flows")
@click.argument("name", required=False)
def flows_command(name: str | None) -> int:
    """List the interviews, or print the one called NAME as a readable page."""
    from planbot.flows import flow, flows
    from planbot.flows.page import page

    if name is None:
        for each in flows().values():
            click.echo(f"{each.id:<15} {each.title}")
    else:
        click.echo(page(flow(name)))
    return OK


@click.command("schema")
@click.argument("of", type=click.Choice(["chart", "findings", "audit"]), default="chart")
def schema_command(of: str) -> int:
    """Print the JSON Schema of an exported chart, or of the findings or the audit as JSON."""
    click.echo(json.dumps(_schema(of), indent=2))
    return OK


def _schema(of: str) -> dict[str, Any]:
    if of == "findings":
        from planbot.exports.findings import findings_schema

        return findings_schema()
    if of == "audit":
        from planbot.auditing.report import report_schema

        return report_schema()
    from planbot.exports.schema import chart_schema

    return chart_schema()
