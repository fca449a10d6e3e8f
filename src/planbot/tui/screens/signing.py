"""Who signs, what keeps a plan from being signed, and how it is frozen."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from planbot.chart import Chart, Signature, Signer
from planbot.chart.signed import only_standing, same_plan, standing
from planbot.documents import FORMATS, render
from planbot.rules import blocking
from planbot.session import Session, Turn
from planbot.store import SignedDocument, Store
from planbot.text import one_line
from planbot.tui.screens.form import Field, FormScreen

DOCUMENT = "treatment-plan"
VERBAL = "verbal, by telehealth"
_FOR_CLIENT = (Signer.CLIENT, Signer.GUARDIAN)
_FOR_CLINICIAN = (Signer.CLINICIAN, Signer.SUPERVISOR)


def still_signed(chart: Chart, signed: Sequence[SignedDocument]) -> SignedDocument | None:
    """Return the newest frozen version when the plan is as it was signed then, with nobody's signature lost since."""
    newest = signed[-1] if signed else None
    if newest is None or not same_plan(newest.chart, chart):
        return None
    return newest if {each.id for each in newest.signatures} <= {each.id for each in standing(chart)} else None


def missing(turn: Turn) -> str | None:
    """Return in one sentence what keeps the plan from being signed, or None when it can be."""
    roles = {s.signer for s in standing(turn.chart)}
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


def sign(session: Session, signer: Signer, given: Mapping[str, str], *, how: str) -> Turn:
    """Save a signature, in the place of older ones of the same person's role, and return the next turn."""
    signature = Signature(
        id=session.chart.next_id("signatures"),
        signer=signer,
        name=given["name"],
        credentials=given.get("credentials", ""),
        at=datetime.now(UTC),
        how=how,
    )
    return session.signed(signature)


def not_signed(session: Session, reason: str) -> Turn:
    """Save why the client does not sign, as the answer to its question, and return to the conversation."""
    session.look("participation.not-signed")
    session.answer(reason)
    return session.resume()


def freeze(session: Session, store: Store) -> SignedDocument:
    """Sign the plan as it stands: its text in every format and its chart, in one save."""
    chart = only_standing(session.chart)
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
