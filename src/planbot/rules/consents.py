"""Consent to treatment, and to the use of a language model."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule


@rule(Severity.WARNING, Area.BASIS, sources=("K",), covers=())
def treatment_without_consent(checked: Checked) -> Iterator[Found]:
    """Consent to treatment is recorded before the plan is set.

    Why: Treatment begins with the client's yes, given after hearing what it is.

    Source: K

    Fails:
        k1.given: false

    Passes:
        k1.given: true
    """
    consents = [c for c in checked.chart.client.consents if "treatment" in c.kind.lower()]
    if not any(c.given for c in consents):
        message = "Consent to treatment was not given." if consents else "Consent to treatment is not recorded."
        yield Found("client", message, "Talk it through and record the client's answer.", "consent.treatment")


@rule(Severity.ERROR, Area.BASIS, sources=("il3", "il2"), covers=("124",))
def model_without_consent(checked: Checked) -> Iterator[Found]:
    """Words that a language model drafted, or found in what was said, stand in the chart only with consent.

    Why: A client may refuse that a model is used for their record, and can only do so when asked.

    Source: il3, il2

    Fails:
        answers: {goal.clinical:g1: {words: w, voice: therapist, at: 2026-11-16T10:00:00Z, origin: {author: model}}}

    Passes:
        answers: {goal.clinical:g1: {words: w, voice: therapist, at: 2026-11-16T10:00:00Z, origin: {author: library}}}
    """
    if any(consent.given for consent in checked.chart.client.consents_to_model()):
        return
    if touched := checked.with_model:
        message = f"A language model had a part in {len(touched)} of the answers, and no consent to that is recorded."
        yield Found(
            "client", message, "Record the client's consent, or write these answers yourself.", next(iter(touched))
        )
