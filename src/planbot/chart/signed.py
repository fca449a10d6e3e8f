"""Which signatures count: a signature is for the plan as it read when it was given, and for no other.

This is the only place that decides it: the checks, the documents, the screens and the session all ask here.
"""

import hashlib
import json

from planbot.chart.chart import Chart
from planbot.chart.links import without
from planbot.chart.participation import Signature

NOT_SIGNED_FOR = frozenset({"participation", "judgements", "waivers", "answers", "skips", "used"})
"""The rooms that may change without the plan that was signed reading differently."""
UNKNOWN = ""
"""What a signature was given to when the plan is known to have been in other hands since: it counts for nothing."""

_SIGNED_FOR = set(Chart.model_fields) - NOT_SIGNED_FOR - {"version", "id", "created"}


def fingerprint(chart: Chart) -> str:
    """Return what stands for the plan as people sign it: the same for the same plan, another for any other.

    What is not filled in leaves no trace in it, so that a planbot whose charts have more fields knows it again. It
    guards against a slip and not against forgery, which is the business of the store's seals.
    """
    plan = chart.model_dump(mode="json", include=_SIGNED_FOR, exclude_defaults=True)
    return hashlib.sha256(json.dumps(plan, sort_keys=True).encode()).hexdigest()


def same_plan(one: Chart, other: Chart) -> bool:
    """Return whether two charts hold the same plan, whatever else was noted about it."""
    return fingerprint(one) == fingerprint(other)


def standing(chart: Chart) -> tuple[Signature, ...]:
    """Return the signatures that were given to the plan as it is.

    One that does not say what it was given to, as in a file another program made, is taken at its word.
    """
    signatures = chart.participation.signatures
    if all(signature.given_to is None for signature in signatures):
        return signatures
    counts = {None, fingerprint(chart)}
    return tuple(signature for signature in signatures if signature.given_to in counts)


def only_standing(chart: Chart) -> Chart:
    """Return the chart without the signatures that belong to an earlier version; that version keeps them."""
    kept = standing(chart)
    for signature in chart.participation.signatures:
        if signature not in kept:
            chart = without(chart, signature.id)
    return chart


def unsigned(chart: Chart) -> Chart:
    """Return the chart without any signature."""
    return chart.set("participation", chart.participation.model_copy(update={"signatures": ()}))


def with_signature(chart: Chart, signature: Signature) -> Chart:
    """Return the chart signed as it is, in the place of older signatures given in the same role."""
    signed = only_standing(chart)
    for older in signed.participation.signatures:
        if older.signer is signature.signer:
            signed = without(signed, older.id)
    return signed.put(signature.model_copy(update={"given_to": fingerprint(chart)}))
