"""How the client took part, understood and agreed; copies; signatures, or why there is none."""

from enum import StrEnum

from planbot.chart.base import Frozen, Item, Moment


class Signer(StrEnum):
    """In which role a person signs."""

    CLIENT = "client"
    GUARDIAN = "guardian"
    CLINICIAN = "clinician"
    SUPERVISOR = "supervisor"


class Signature(Item):
    """A signature a person gave; planbot never signs for anyone."""

    signer: Signer
    name: str
    credentials: str = ""
    at: Moment
    how: str = "typed"
    """"typed", "verbal, by telehealth" or "on paper"."""
    given_to: str | None = None
    """The fingerprint of the plan it was given to; None where nobody noted it, empty where it cannot be known."""


class Participation(Frozen):
    """What is recorded about the client's part in the plan."""

    how: str | None = None
    understood: bool | None = None
    understood_words: str | None = None
    """How the client puts the plan in their own words."""
    agreed: bool | None = None
    copy_offered: str | None = None
    """"given", "offered and declined" or "not offered"."""
    not_signed: str | None = None
    """Why the client did not sign, if they did not."""
    signatures: tuple[Signature, ...] = ()
