"""What the entry of a measure carries: wording where the licence allows, scoring, and what scores and change mean."""

from typing import Literal

from planbot.knowledge.entries import Entry, Slug

Side = Literal["at least", "at most", "below", "above"]
"""On which side of a number a score has to lie."""


class MeasureOption(Entry):
    """One possible answer to an item."""

    value: int
    label: str


class MeasureItem(Entry):
    """One item of a measure, with the symptoms it asks about."""

    text: str
    symptoms: tuple[Slug, ...] = ()
    options: tuple[MeasureOption, ...] = ()
    """Only when they differ from the measure's own."""


class Band(Entry):
    """A published range of scores and its name."""

    low: float
    high: float
    label: str


class CutOff(Entry):
    """A published cut-off: what a score on its far side suggests, and who says so."""

    score: float
    side: Side
    says: str
    source: Slug


class ClusterRule(Entry):
    """A number of items of a cluster that must reach a rating, as PCL-5 needs."""

    label: str
    items: tuple[int, ...]
    """Counted from 1."""
    rated: int
    needs: int


class Shaded(Entry):
    """Items that count one each from a rating on, as the shaded boxes of a printed form do."""

    items: tuple[int, ...]
    rated: int


class Values(Entry):
    """The values an answer to some items can have, where the wording of the answers is not shipped."""

    items: tuple[int, ...] = ()
    """Counted from 1; none means every item that is not named elsewhere."""
    values: tuple[int, ...]


class MayNotApply(Entry):
    """An item that some people are not asked, such as one on work."""

    item: int
    label: str
    """What a person says to leave it out."""
    comparable: bool
    """Whether the total still means what it means for everybody else."""


class Part(Entry):
    """A part with a score of its own: a subscale, or one thing that a form asks beside its total."""

    id: Slug
    label: str
    items: tuple[int, ...] = ()
    """The items it is made of, counted from 1."""
    times: float = 1
    """What the sum of its items is multiplied by."""
    low: float
    high: float
    better: Literal["up", "down"] | None = None
    """None when the measure as a whole says it."""
    options: tuple[MeasureOption, ...] = ()
    """What can be picked when the part is entered by hand, where bare numbers would say too little."""
    bands: tuple[Band, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()


class Condition(Entry):
    """A score that has to lie on one side of a number; without a part, the total."""

    part: Slug | None = None
    score: float
    side: Side = "at least"


class Reading(Entry):
    """What several scores mean together, by the published rule; of a measure's readings the first that holds."""

    says: str
    any_of: tuple[Condition, ...] = ()
    all_of: tuple[Condition, ...] = ()
    """Neither: it holds when none before it does."""


class Change(Entry):
    """Published figures for change over time."""

    reliable: float | None = None
    important: float | None = None
    response_share: float | None = None
    remission_below: float | None = None
    """Where higher is better, remission lies above it."""
    clinical: float | None = None
    """The mildest score that still lies in the clinical range."""
    source: Slug | None = None
    verified: bool = True
    """False when a figure was cited without reading its source."""


class SafetyItem(Entry):
    """An item whose answer asks for a conversation today."""

    item: int
    above: int


class MeasureEntry(Entry):
    """A measure: items where the licence allows, scoring, bands and what change means."""

    id: Slug
    name: str
    short: str
    about: str
    """What it measures, in a few words."""
    period: str
    """The time the items ask about."""
    only_for: str = ""
    """Whom it is made for, when that is not everybody; such a measure is offered and never suggested."""
    stem: str = ""
    items: tuple[MeasureItem, ...] = ()
    """Their published wording, or nothing when the licence does not let it be shipped: then scores are entered."""
    item_count: int
    options: tuple[MeasureOption, ...] = ()
    values: tuple[Values, ...] = ()
    may_not_apply: tuple[MayNotApply, ...] = ()
    total: Literal["sum", "mean", "shaded", "none"] = "sum"
    """How the items make the total; "none" for measures whose parts must not be added up."""
    asks: str = "the total score"
    """What is entered when the items are not asked here."""
    method: str = ""
    """The scoring used, kept with every score, where versions of the measure are scored differently."""
    counted: tuple[int, ...] = ()
    """The items in the total, when not all of them are."""
    times: float = 1
    """What the sum is multiplied by."""
    shaded: tuple[Shaded, ...] = ()
    low: float = 0
    high: float = 0
    """Ends of the total's range; both 0 when there is no total."""
    better: Literal["up", "down"] | None
    """None when nothing in it gets better or worse, as with a history."""
    outcome: bool = True
    """Whether it can show change; False for screens, triage and histories, which no objective may rest on."""
    reverse: tuple[int, ...] = ()
    bands: tuple[Band, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()
    clusters: tuple[ClusterRule, ...] = ()
    parts: tuple[Part, ...] = ()
    readings: tuple[Reading, ...] = ()
    change: Change = Change()
    safety: tuple[SafetyItem, ...] = ()
    symptoms: tuple[Slug, ...] = ()
    every_weeks: int | None = None
    licence: str
    """What its owner allows, as it is shown to the person using it."""
    loinc: str | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[Slug, ...]

    def part(self, key: str) -> Part | None:
        """Return the part with the id *key*, or None."""
        return next((part for part in self.parts if part.id == key), None)

    def offered(self, number: int) -> tuple[int, ...]:
        """Return the values an answer to an item can have, the item counted from 1; nothing when they are not known."""
        own = self.items[number - 1].options if number <= len(self.items) else ()
        if own or self.options:
            return tuple(option.value for option in own or self.options)
        named = next((each.values for each in self.values if number in each.items), ())
        return named or next((each.values for each in self.values if not each.items), ())
