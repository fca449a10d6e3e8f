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

    def consents_to_model(self, *, elsewhere: bool = False) -> tuple[Consent, ...]:
        """Return every consent to the use of a language model, given or not, the newest last; of one day as they stand.

        A yes without a day counts as older than any, so that it opens nothing; a no without one as said when it was
        put down, on the latest day before it, so that it closes what stood open.
        With *elsewhere*, those that it may be one on another computer, which is another question: a no to it takes
        nothing else back.
        """
        kinds = ((c, c.kind.lower()) for c in self.consents)
        asked = [c for c, kind in kinds if MODEL in kind and ("elsewhere" in kind) is elsewhere]
        days = [c.on or (date.min if c.given else _latest(asked[:place])) for place, c in enumerate(asked)]
        return tuple(asked[place] for place in sorted(range(len(asked)), key=days.__getitem__))

    def consent_to_model(self, *, elsewhere: bool = False) -> Consent | None:
        """Return the newest of these consents, or None when it was never asked for."""
        return next(reversed(self.consents_to_model(elsewhere=elsewhere)), None)

    def age_on(self, day: date) -> int | None:
        """Return the client's age in whole years on *day*, or None without a birth date."""
        if self.birth_date is None:
            return None
        before = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before


def _latest(consents: list[Consent]) -> date:
    return max((c.on for c in consents if c.on is not None), default=date.min)
