"""Who signs, which signatures count for the plan as it is now, and how a plan is frozen."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from planbot.chart import Chart, Signature, Signer
from planbot.chart.links import without
from planbot.documents import FORMATS, render
from planbot.rules import blocking
from planbot.session import Session, Turn
from planbot.store import Revision, SignedDocument, Store
from planbot.text import one_line
from planbot.tui.screens.form import Field, FormScreen

DOCUMENT = "treatment-plan"
VERBAL = "verbal, by telehealth"
_FOR_CLIENT = (Signer.CLIENT, Signer.GUARDIAN)
_FOR_CLINICIAN = (Signer.CLINICIAN, Signer.SUPERVISOR)
_LEAVES_PLAN = ("signed", "waived")
"""How the note of a save begins that does not change what people sign."""
_ABOUT_PLAN = ("participation.", "judgement.")
"""How the key of a question begins that is about the plan and not part of what people sign."""


def last_change(revisions: Iterable[Revision]) -> datetime | None:
    """Return when the plan's content last changed; signatures, waivers, participation and judgements do not."""
    changing = [r.at for r in revisions if not _leaves_plan(r)]
    return max(changing, default=None)


def _leaves_plan(revision: Revision) -> bool:
    return revision.did.startswith(_LEAVES_PLAN) or (revision.key or "").startswith(_ABOUT_PLAN)


def standing_signatures(chart: Chart, changed: datetime | None) -> tuple[Signature, ...]:
    """Return the signatures that were given after the last change; the others belong to an earlier version."""
    return tuple(s for s in chart.participation.signatures if changed is None or s.at >= changed)


def without_older(chart: Chart, changed: datetime | None) -> Chart:
    """Return the chart without signatures that belong to an earlier version; that version keeps them."""
    standing = {s.id for s in standing_signatures(chart, changed)}
    for signature in chart.participation.signatures:
        if signature.id not in standing:
            chart = without(chart, signature.id)
    return chart


def missing(turn: Turn, signatures: Iterable[Signature]) -> str | None:
    """Return in one sentence what keeps the plan from being signed, or None when it can be."""
    roles = {s.signer for s in signatures}
    if errors := blocking(turn.findings):
        named = " ".join(f.message for f in errors[:3])
        more = f" And {len(errors) - 3} more." if len(errors) > 3 else ""
        return f"{_count(len(errors))} signing: {named}{more}"
    if not roles & set(_FOR_CLIENT) and not one_line(turn.chart.participation.not_signed or ""):
        return "The client has not signed yet, and no reason is written down. End goes to the signatures."
    if not roles & set(_FOR_CLINICIAN):
        return "The clinician has not signed yet. End goes to the signatures."
    return None


def _count(errors: int) -> str:
    return "One thing blocks" if errors == 1 else f"{errors} things block"


class SignScreen(FormScreen):
    """Asks a person for their own name; planbot puts none there."""

    def __init__(self, signer: Signer, chart: Chart, *, how: str = "typed") -> None:
        self._signer = signer
        self._known = chart.client.name if signer is Signer.CLIENT else ""
        name = Field("name", "Full name", hint="typed by the person who signs")
        clinical = signer in _FOR_CLINICIAN
        credentials = chart.client.clinician.credentials if signer is Signer.CLINICIAN else ""
        fields = (name, Field("credentials", "Credentials", credentials, "such as LCSW")) if clinical else (name,)
        title = _TITLES[signer] if how == "typed" else "Agreed out loud"
        super().__init__(title, _says(signer, how), fields, check=self._check_name)

    def _check_name(self, given: Mapping[str, str]) -> str | None:
        name = given["name"]
        if not name:
            return "Please type the full name."
        if len(name.split()) < 2 and name.casefold() != one_line(self._known).casefold():
            return "Please type the full name, first and last."
        if "credentials" in given and not given["credentials"]:
            return "Please add the credentials."
        return None


_TITLES = {
    Signer.CLIENT: "The client signs",
    Signer.GUARDIAN: "A guardian signs",
    Signer.CLINICIAN: "The clinician signs",
    Signer.SUPERVISOR: "The supervisor signs",
}


def _says(signer: Signer, how: str) -> str:
    if how == VERBAL:
        return "The client read or heard the plan and agreed out loud, by telehealth. Type the client's full name."
    if signer in _FOR_CLIENT:
        return "Typing the name means: the plan was talked through, and I agree to it. It can be changed at any time."
    return "Typing your name means: this is the plan made with the client, and I answer for it."


class NotSignedScreen(FormScreen):
    """Asks why the client does not sign."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(
            "The client does not sign",
            "The reason stands in the plan in place of a signature. It can be signed later.",
            (Field("reason", "Why not?", reason, "in the client's words where you can"),),
            check=lambda given: None if given["reason"] else "Please write the reason.",
        )


def sign(session: Session, signer: Signer, given: Mapping[str, str], changed: datetime | None, *, how: str) -> Turn:
    """Save a signature, in the place of older ones of the same person's role, and return the next turn."""
    chart = without_older(session.chart, changed)
    for older in chart.participation.signatures:
        if older.signer is signer:
            chart = without(chart, older.id)
    signature = Signature(
        id=session.chart.next_id("signatures"),
        signer=signer,
        name=given["name"],
        credentials=given.get("credentials", ""),
        at=datetime.now(UTC),
        how=how,
    )
    return session.changed(chart.put(signature), f"signed by the {signer}")


def not_signed(session: Session, reason: str) -> Turn:
    """Save why the client does not sign, as the answer to its question, and return to the conversation."""
    session.look("participation.not-signed")
    session.answer(reason)
    return session.resume()


def freeze(session: Session, store: Store, changed: datetime | None) -> SignedDocument:
    """Sign the plan as it stands: its text in every format and its chart, in one save."""
    chart = without_older(session.chart, changed)
    texts = {
        each: render(
            chart, DOCUMENT, each, knowledge=session.knowledge, findings=session.turn.findings, today=session.today
        )
        for each in FORMATS
    }
    signed = store.sign(
        chart,
        based_on=session.turn.revision,
        document=DOCUMENT,
        renderings=texts,
        signatures=chart.participation.signatures,
    )
    session.replaced(chart, signed.revision)
    return signed
