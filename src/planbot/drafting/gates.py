"""What has to be open before a model may draft, each gate with its reason, its source and how it is opened.

A law can only close a gate. The gate of the client's voice has no key.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planbot.chart import Chart, Consent, Voice
from planbot.chart.client import MODEL, MODEL_ELSEWHERE
from planbot.drafting.provider import Provider
from planbot.knowledge import Knowledge
from planbot.knowledge.entries_laws import Law, LawGate
from planbot.settings import Settings

NO_LAW_KNOWN = "none"
"""The law profile of a place whose law nobody has looked up."""
_RECORDING = ("record", "transcri")
"""What the kind of a consent to recording or transcripts holds."""


@dataclass(frozen=True)
class Gate:
    """One condition for drafting with a model."""

    id: str
    open: bool
    says: str
    """What the condition is, as one or two sentences for the therapist."""
    source: str
    """Where it comes from: "planbot", or a law with the tags of its sources."""
    mend: str = ""
    """How it is opened; empty where nothing opens it, or where it is open."""
    ask: str = ""
    """The key of the question whose answer opens it, if one does."""


@dataclass(frozen=True)
class _Asked:
    """What is to be drafted, by whom, for whom."""

    chart: Chart | None
    provider: Provider | None
    settings: Settings
    task: str
    voice: Voice
    knowledge: Knowledge
    today: date


def gates(  # noqa: PLR0913, PLR0917 - who asks which model for what, under which law
    chart: Chart | None,
    provider: Provider | None,
    settings: Settings,
    task: str,
    voice: Voice,
    knowledge: Knowledge,
    today: date,
) -> tuple[Gate, ...]:
    """Return every gate before the draft *task*, open or closed; a model may be asked only when all are open.

    Without a *chart* the client's consents count as not recorded.
    """
    asked = _Asked(chart, provider, settings, task, voice, knowledge, today)
    return (_voice(asked), _model(asked), _switch(asked), *_consents(asked), *_law(asked))


def closed(found: tuple[Gate, ...]) -> tuple[Gate, ...]:
    """Return the gates that are closed."""
    return tuple(gate for gate in found if not gate.open)


def _voice(asked: _Asked) -> Gate:
    return Gate(
        "voice",
        asked.voice is Voice.THERAPIST,
        "A model drafts for the therapist only, and never takes part in what the client sees or answers.",
        "planbot, il1",
        "" if asked.voice is Voice.THERAPIST else "Nothing opens this; the therapist can ask at their own question.",
    )


def _model(asked: _Asked) -> Gate:
    where = asked.provider.where if asked.provider else "no model is set"
    mend = "" if asked.provider else "Set one up with planbot model set-up; planbot works without one."
    return Gate("model", asked.provider is not None, f"Where the words go: {where}.", "planbot", mend)


def _switch(asked: _Asked) -> Gate:
    switched = asked.task in asked.settings.drafts
    mend = "" if switched else "Switch this kind of draft on in the settings, or with planbot model set-up."
    return Gate("switch", switched, "Each kind of draft is off until it is switched on.", "planbot", mend)


def _consents(asked: _Asked) -> Iterator[Gate]:
    """The client's own yes, as the rule model-without-consent expects it; a second one where words leave."""
    yield _consent(
        asked, MODEL, "The client agrees that a language model helps with the wording.", "planbot, il3", elsewhere=False
    )
    if asked.provider is not None and not asked.provider.stays_here:
        says = "The client agrees that what is sent, with names replaced, goes to a model on another computer."
        yield _consent(asked, MODEL_ELSEWHERE, says, "planbot", elsewhere=True)


def _consent(asked: _Asked, kind: str, says: str, source: str, *, elsewhere: bool) -> Gate:
    ask = f"consent.{kind}"
    found = asked.chart.client.consent_to_model(elsewhere=elsewhere) if asked.chart else None
    if found is not None and _stands(found, asked.today):
        return Gate(ask.replace(".", "-"), True, says, source, ask=ask)
    if found is None:
        mend = "Ask the client, on its own and before the first draft, and record the day."
    elif found.given:
        mend = "The consent has no day yet, or was folded into another; ask the client on its own and record the day."
    else:
        mend = "The client said no; draft from the library, or by hand."
    return Gate(ask.replace(".", "-"), False, says, source, mend, ask)


def _stands(consent: Consent, today: date) -> bool:
    """Whether a consent was given on a day that has come, and for itself."""
    alone = "treatment" not in consent.kind.casefold()
    return consent.given and alone and consent.on is not None and consent.on <= today


def _law(asked: _Asked) -> Iterator[Gate]:
    laws, state = asked.knowledge.laws, asked.settings.state
    law = laws.get(state)
    if law is None:
        names = ", ".join(sorted(laws))
        yield Gate(
            "state",
            False,
            "Laws on models in therapy differ; planbot has to be told whose law is kept.",
            "planbot",
            f"Choose one in the settings, or with planbot model set-up: {names}.",
        )
        return
    told = f"The law kept is that of {law.name}{f' ({law.text})' if law.text else ''}, as of {law.as_of:%Y-%m-%d}."
    yield Gate("state", True, f"{told} {law.note}".strip(), "planbot")
    for gate in law.gates:
        if not gate.tasks or asked.task in gate.tasks:
            yield _of_law(asked, law, gate)


def _of_law(asked: _Asked, law: Law, gate: LawGate) -> Gate:
    source = f"{law.name}: {', '.join(gate.sources)}"
    opened, mend = {
        "shape": (asked.voice is Voice.THERAPIST, "Nothing opens this."),
        "nothing": (False, "Nothing opens this under this law; draft from the library, or by hand."),
        "approval": _approved(asked),
        "recording-consent": _recording(asked),
    }[gate.opened_by]
    return Gate(f"law-{gate.id}", opened, gate.says, source, "" if opened else mend)


def _approved(asked: _Asked) -> tuple[bool, str]:
    approved = asked.settings.approved
    if approved is not None and approved.on <= asked.today:
        return True, ""
    return (
        False,
        "Record who, being licensed, reads and approves every draft: in the settings, or planbot model set-up.",
    )


def _recording(asked: _Asked) -> tuple[bool, str]:
    consents = asked.chart.client.consents if asked.chart else ()
    about = [c for c in consents if any(part in c.kind.casefold() for part in _RECORDING)]
    latest = max(reversed(about), key=lambda c: c.on or date.min, default=None)
    given = latest is not None and _stands(latest, asked.today)
    return given, "Record the client's consent to recording or transcripts in the chart, with its day."
