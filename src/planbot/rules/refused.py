"""Nothing is planned with people the client did not agree to involve."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import short


@rule(Severity.WARNING, Area.INTERVENTIONS, sources=("K",), covers=("36",))
def against_a_refused_consent(checked: Checked) -> Iterator[Found]:
    """No family or couple sessions are planned when the client refused consent to them.

    Why: A no that the plan passes over is the end of trust.

    Source: K

    Fails:
        +consents: {kind: family sessions, given: false, "on": 2026-11-02}
        i1.type: family

    Passes:
        +consents: {kind: family sessions, given: true, "on": 2026-11-02}
        i1.type: family
    """
    consents = checked.chart.client.consents
    for kind in ("family", "couple", "group"):
        asked = [c for c in consents if kind in c.kind.lower()]
        if not asked or any(c.given for c in asked):
            continue
        for i in checked.chart.plan.interventions:
            if (i.type or "").strip().lower() == kind:
                message = f"{short(i.what)} is {kind} work, and the client did not agree to that."
                yield Found(i.id, message, "Ask again, or plan it otherwise.", f"intervention.type:{i.id}")
