"""The treatment plan itself: goals, objectives, interventions, tasks and referrals."""

from datetime import date
from typing import Annotated

from planbot.chart.assessment import ImpairmentIds, SymptomIds
from planbot.chart.base import Frozen, Item, Quantity, Status, To, Voice

SnapIds = Annotated[tuple[str, ...], To("snaps")]


class PlainWording(Frozen):
    """What the client's copy says in place of a wording of the plan."""

    words: str
    stands_for: str
    """The wording it says plainly: when that changes, this one counts no more."""


class Worded(Item):
    """A part of the plan that the client's copy may put more plainly."""

    plain: PlainWording | None = None

    @property
    def wording(self) -> str:
        """The wording that the plan has."""
        raise NotImplementedError

    @property
    def in_plain_words(self) -> str | None:
        """The plainer wording, as long as the plan says what it was made for."""
        return self.plain.words if self.plain and self.plain.stands_for == self.wording else None


class Goal(Worded):
    """What the client wants, in their own words, with the clinical wording beside it."""

    words: str
    voice: Voice = Voice.CLIENT
    clinical: str | None = None
    problems: Annotated[tuple[str, ...], To("problems")] = ()
    snaps: SnapIds = ()
    agreed: bool | None = None
    disagreement: str | None = None
    status: Status = Status.ACTIVE

    @property
    def wording(self) -> str:
        """The clinical wording, or while there is none the goal as it was said."""
        return self.clinical or self.words


class Measured(Frozen):
    """How an objective is measured: a measure of the library, or a count, log or rating."""

    by: str
    """The label shown, such as "PHQ-9" or "weekly count in a log"."""
    measure: str | None = None
    """The measure's id in the library, when it is one."""
    part: str | None = None
    """The id of the part of the measure whose score it is, when it is not the total."""


class Objective(Worded):
    """A measurable step: what the client will do, from where, to where, by when."""

    goal: Annotated[str, To("goals")]
    behaviour: str
    symptoms: SymptomIds = ()
    impairments: ImpairmentIds = ()
    measured: Measured | None = None
    baseline: Quantity | None = None
    baseline_on: date | None = None
    target: Quantity | None = None
    due: date | None = None
    scale: tuple[str, ...] = ()
    """A goal-attainment scale: five levels from much less (-2) to much more (+2) than expected."""
    snaps: SnapIds = ()
    status: Status = Status.ACTIVE
    pattern: str | None = None
    """The library pattern it was drafted from."""

    @property
    def wording(self) -> str:
        """What the client will do."""
        return self.behaviour


class Intervention(Worded):
    """What the therapist will do, how, how often, for how long, and for which objectives."""

    objectives: Annotated[tuple[str, ...], To("objectives")]
    what: str
    """What the therapist will do, in one sentence."""
    technique: str | None = None
    approach: str | None = None
    type: str | None = None
    """"individual", "group", "family" or "couple"."""
    frequency: str | None = None
    minutes: int | None = None
    """Planned session length."""
    weeks: int | None = None
    """Planned duration."""
    who: str | None = None
    """The person responsible, with discipline."""
    diagnosis: Annotated[str | None, To("diagnoses")] = None
    """The diagnosis it is for, when that was said."""
    snaps: SnapIds = ()
    evidence: str | None = None
    entry: str | None = None
    """The intervention's id in the library."""

    @property
    def wording(self) -> str:
        """What the therapist will do."""
        return self.what


class Task(Item):
    """What the client, or someone else, will do between sessions."""

    who: str
    what: str
    objectives: Annotated[tuple[str, ...], To("objectives")] = ()


class Referral(Item):
    """A need that someone else meets, and how the care is coordinated."""

    to: str
    need: str = ""
    coordination: str = ""


class Plan(Frozen):
    """The plan, and the dates that frame it."""

    established: date | None = None
    next_review: date | None = None
    goals: tuple[Goal, ...] = ()
    objectives: tuple[Objective, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    tasks: tuple[Task, ...] = ()
    referrals: tuple[Referral, ...] = ()
