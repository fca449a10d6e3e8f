"""The client, who is who around them, and what they have consented to."""

from datetime import date

from planbot.chart.base import Frozen, Item


class Contact(Item):
    """A person in the client's life: next of kin, emergency contact, another provider."""

    name: str
    relation: str = ""
    reach: str = ""
    """A phone number or address, as given."""


MODEL, MODEL_ELSEWHERE = "model", "model-elsewhere"
"""The kinds of consent to a language model: to its use at all, and to one that is not on the therapist's computer."""


class Consent(Item):
    """A consent asked for: treatment, copies, telehealth, use of a model, homework."""

    kind: str
    given: bool
    on: date | None = None
    words: str = ""


class Clinician(Frozen):
    """The clinician responsible for the plan."""

    name: str = ""
    credentials: str = ""
    discipline: str = ""
    supervisor: str = ""


class Client(Frozen):
    """Who the plan is for; a name or an alias is enough."""

    name: str
    birth_date: date | None = None
    pronouns: str | None = None
    language: str | None = None
    communication_needs: str | None = None
    contacts: tuple[Contact, ...] = ()
    consents: tuple[Consent, ...] = ()
    clinician: Clinician = Clinician()
    profile: str = "baseline"
    """The payer or accreditor profile whose values the checks use."""

    def consent_to_model(self, *, elsewhere: bool = False) -> Consent | None:
        """Return the newest consent to the use of a language model, given or not; of one day the last.

        With *elsewhere*, the consent that it may be one on another computer. A consent without a date counts as older
        than any with one.
        """
        about = (c for c in reversed(self.consents) if MODEL in c.kind.lower())
        found = (c for c in about if ("elsewhere" in c.kind.lower()) is elsewhere)
        return max(found, key=lambda c: c.on or date.min, default=None)

    def age_on(self, day: date) -> int | None:
        """Return the client's age in whole years on *day*, or None without a birth date."""
        if self.birth_date is None:
            return None
        before = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before
