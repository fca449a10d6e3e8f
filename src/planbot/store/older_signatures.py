"""Tells what the signatures were given to that an older planbot, or a file, brought without a word about it."""

from collections.abc import Callable

from planbot.chart import Chart, Signature
from planbot.chart.signed import UNKNOWN, fingerprint

IMPORTED = "imported"
"""What the first revision of a chart from a file did."""


def any_older(text: str) -> bool:
    """Return whether a chart as JSON holds a signature that does not say what it was given to; quick to tell."""
    return text.count('"signer":') != text.count('"given_to":"')


def holds(chart: Chart, signature: Signature) -> bool:
    """Return whether a chart has this very signature."""
    return any((each.id, each.at) == (signature.id, signature.at) for each in chart.participation.signatures)


def with_fingerprints(chart: Chart, first_with: Callable[[Signature], tuple[str, Chart] | None]) -> Chart:
    """Return *chart* with each such signature marked by what this store saw.

    *first_with* tells what the first revision with a signature did, and its chart. One that this store saw being
    given was given to the plan of that revision. One that came in a file may have been given to any plan.
    """
    for signature in chart.participation.signatures:
        if signature.given_to is None:
            found = first_with(signature)
            seen = found is not None and found[0] != IMPORTED
            given_to = fingerprint(found[1]) if found is not None and seen else UNKNOWN
            chart = chart.put(signature.model_copy(update={"given_to": given_to}))
    return chart
