"""Where a language model had a part: it never speaks with the client, and a professional answers for its words."""

from collections.abc import Iterator

from planbot.chart import Signer, Voice
from planbot.rules.base import Area, Checked, Found, Severity, rule

_FOR_CLIENT = frozenset({Signer.CLIENT, Signer.GUARDIAN})
_FOR_CARE = frozenset({Signer.CLINICIAN, Signer.SUPERVISOR})


@rule(Severity.ERROR, Area.BASIS, sources=("il1",), covers=("121",))
def model_words_not_approved(checked: Checked) -> Iterator[Found]:
    """A plan with words that a language model drafted is signed by a professional, not by the client alone.

    Why: A model can be wrong in a convincing way; someone who is licensed has to have read it.

    Source: il1

    Fails:
        answers: {goal.clinical:g1: {words: w, voice: therapist, at: 2026-11-16T10:00:00Z, origin: {author: model}}}
        -sg2

    Passes:
        answers: {goal.clinical:g1: {words: w, voice: therapist, at: 2026-11-16T10:00:00Z, origin: {author: model}}}
    """
    drafted, signatures = checked.drafted, checked.signatures
    if not drafted or not any(signature.signer in _FOR_CLIENT for signature in signatures):
        return
    last = max(answer.at for answer in drafted.values())
    if not any(signature.signer in _FOR_CARE and signature.at >= last for signature in signatures):
        message = "The client signed words that a language model drafted, and no professional has since."
        yield Found("participation", message, "Read them once more, and sign as the clinician.", None)


@rule(Severity.ERROR, Area.BASIS, sources=("il1",), covers=("122",))
def model_spoke_for_the_client(checked: Checked) -> Iterator[Found]:
    """No answer in the client's voice was drafted by a language model.

    Why: A model that puts words into a client's mouth takes part in the treatment, and nobody licensed it.

    Source: il1

    Fails:
        answers: {goal.words:g1: {words: w, voice: client, at: 2026-11-16T10:00:00Z, origin: {author: model}}}

    Passes:
        answers: {goal.words:g1: {words: w, voice: client, at: 2026-11-16T10:00:00Z}}
    """
    for key, answer in checked.drafted.items():
        if answer.voice is Voice.CLIENT:
            message = "An answer in the client's voice was drafted by a language model."
            yield Found(key.partition(":")[2] or key, message, "Ask the client again, in their own words.", key)


@rule(Severity.WARNING, Area.BASIS, sources=("il3",), covers=("124",))
def model_consent_not_explicit(checked: Checked) -> Iterator[Found]:
    """Consent to the use of a model is dated, and stands apart from the consent to treatment.

    Why: A yes that was folded into another yes was never really asked for.

    Source: il3

    Fails:
        +consents: {kind: model, given: true}

    Passes:
        +consents: {kind: model, given: true, "on": 2026-11-02}
    """
    consents = checked.chart.client.consents_to_model()
    for consent in consents:
        if not consent.given and not (consent is consents[-1] and consent.on is None and checked.with_model):
            continue
        if consent.on is None:
            what = "consent" if consent.given else "client's no"
            message = f"The {what} to the use of a language model has no date."
        elif "treatment" in consent.kind.lower():
            message = "The consent to the use of a language model is one with the consent to treatment."
        else:
            continue
        yield Found(consent.id, message, "Ask for it on its own, and record the day.", "consent.model")


@rule(Severity.ERROR, Area.BASIS, sources=("il3",), covers=("124",))
def model_used_after_consent_was_taken_back(checked: Checked) -> Iterator[Found]:
    """No model drafts or reads for a client who has taken the consent back.

    Why: Consent that can't be taken back is none.

    Source: il3

    Fails:
        answers: {goal.clinical:g1: {words: w, voice: therapist, at: 2026-11-16T10:00:00Z, origin: {author: model}}}
        +consents: {kind: model, given: true, "on": 2026-11-02}
        +consents: {kind: model, given: false, "on": 2026-11-10}

    Passes:
        answers: {goal.clinical:g1: {words: w, voice: therapist, at: 2026-11-06T10:00:00Z, origin: {author: model}}}
        +consents: {kind: model, given: true, "on": 2026-11-02}
        +consents: {kind: model, given: false, "on": 2026-11-10}
    """
    newest = checked.chart.client.consent_to_model()
    if newest is None or newest.given or newest.on is None:
        return
    for key, answer in checked.with_model.items():
        if answer.at.date() >= newest.on:
            message = "A language model was used for this after the client had taken the consent back."
            yield Found(key.partition(":")[2] or key, message, "Write it yourself, or ask the client again.", key)
