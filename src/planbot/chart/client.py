"""The client, who is who around them, and what they have consented to."""

from datetime import date

from planbot.chart.base import Frozen, Item


class Contact(Item):
    """A person in the client's life: next of kin, emergency contact, another provider."""

    name: str
    relation: str = ""
    reach: str = ""
    """A phone number or address, as given."""


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

    def age_on(self, day: date) -> int | None:
        """Return the client's age in whole years on *day*, or None without a birth date."""
        if self.birth_date is None:
            return None
        before = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before
