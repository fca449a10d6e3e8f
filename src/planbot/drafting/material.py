"""What is laid before a model: facts of this chart by their ids, and the library's nearest patterns.

Risk, the safety plan and private notes are never among it; ``privacy.py`` takes out what speaks of them.
To add an input, write a function under ``@material`` and name it in a prompt's front matter.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from planbot.chart import Impairment, Objective, Problem, Symptom, Worded
from planbot.drafting import heard
from planbot.drafting.library import LibraryDrafter
from planbot.drafting.privacy import harmless, sendable, without_danger
from planbot.errors import DraftError
from planbot.flows import Question
from planbot.flows.base import naming
from planbot.flows.interventions import OFTEN, TYPES
from planbot.flows.objectives import measured_by
from planbot.flows.options import domain_label
from planbot.knowledge import refusals
from planbot.rules.reading.words import NONE_SAID
from planbot.text import one_line

NEAREST = 3
"""How many patterns of the library a prompt carries."""
MOST = 8
"""How many facts of one kind a prompt carries, the heaviest first: the smallest models read 2048 tokens."""
LONGEST = 150
"""How many characters of one fact are shown."""


class Fact(NamedTuple):
    """One thing the chart holds, by its id."""

    id: str
    text: str


@dataclass(frozen=True)
class Matter:
    """What a draft is about: a question, and the words it starts from, if any."""

    question: Question
    speech: str = ""
    """What somebody said freely, or the text to be reworded."""

    @property
    def chart(self) -> Any:
        """The chart, without what may never be sent."""
        return self.question.chart


Input = Callable[[Matter], Any]
_INPUTS: dict[str, Input] = {}


def material(gather: Input) -> Input:
    """Register a function under its name as an input of prompts."""
    _INPUTS[gather.__name__] = gather
    return gather


def matter_of(question: Question, speech: str = "") -> Matter:
    """Return what a draft for *question* may be about; nothing in it may never be sent.

    Raises DraftError when the question is about something that may not.
    """
    about, knowledge = question.item, question.knowledge
    chart = sendable(question.chart, knowledge)
    item = chart.find(about.id) if about is not None else None
    if about is not None and item is None and question.chart.find(about.id) is not None:
        raise DraftError(
            "This part of the plan is about safety; no model is asked. Write it, or take the library's words."
        )
    asked = replace(question, asking=replace(question.asking, chart=chart), item=item or about)
    return Matter(asked, harmless(speech, knowledge))


def gathered(names: tuple[str, ...], matter: Matter) -> Mapping[str, Any]:
    """Return the inputs of these *names*.

    Raises DraftError for a name nothing is registered under.
    """
    unknown = [name for name in names if name not in _INPUTS]
    if unknown:
        raise DraftError(f"A prompt asks for {unknown[0]!r}, which nothing gathers; see drafting/material.py.")
    return {name: without_danger(_INPUTS[name](matter), matter.question.knowledge) for name in names}


def _told(*parts: object) -> str:
    """Return the parts that say something, on one line, cut at a word when there are too many."""
    line = one_line("; ".join(str(part) for part in parts if part))
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


@material
def speech(matter: Matter) -> str:
    """What somebody said freely: the words at hand, or the answer that stands."""
    given = matter.chart.answers.get(matter.question.key)
    return matter.speech or (given.words if given else "")


@material
def parts(matter: Matter) -> list[Fact]:
    """The parts of what somebody said, each by its number."""
    return [Fact(str(number), part) for number, part in enumerate(heard.parts(speech(matter)), 1)]


@material
def item(matter: Matter) -> Fact:
    """The goal, objective or problem the question is about."""
    found = matter.question.item
    return Fact(found.id, naming(found))


@material
def wording(matter: Matter) -> str:
    """The wording of the plan that the question is about."""
    found = matter.question.item
    return one_line(found.wording if isinstance(found, Worded) else naming(found))


def _problems(matter: Matter) -> list[Problem]:
    """The problems behind the goal or objective at hand, or all that are worked on."""
    chart, about = matter.chart, matter.question.item
    if isinstance(about, Problem):
        return [about]
    goal = chart.find(about.goal) if isinstance(about, Objective) else about
    named = getattr(goal, "problems", ())
    worked_on = [p for p in chart.problems if not p.deferred]
    return [p for p in worked_on if p.id in named] or worked_on


def _behind(matter: Matter, room: str) -> set[str]:
    """The ids of *room*, symptoms or impairments, that the item at hand rests on; none when nothing says so."""
    about = matter.question.item
    if isinstance(about, Objective):
        own = {*about.symptoms, *about.impairments}
        return set(getattr(about, room)) if own else set()
    if about is None:
        return set()
    rests = [(p.symptoms, p.impairments) for p in _problems(matter)]
    return {i for symptoms, impairments in rests for i in (symptoms if room == "symptoms" else impairments)}


def _concerned(matter: Matter) -> tuple[list[Symptom], list[Impairment]]:
    """The symptoms and impairments a draft is about, the heaviest first; all of them when nothing narrows it."""
    assessment = matter.chart.assessment
    present = [s for s in assessment.symptoms if s.severity != 0]
    heavy = sorted(present, key=lambda s: -(s.severity or 0))
    suffering = list(assessment.impairments)
    wanted = _behind(matter, "symptoms") | _behind(matter, "impairments")
    near = [s for s in heavy if s.id in wanted], [i for i in suffering if i.id in wanted]
    return near if any(near) else (heavy, suffering)


@material
def symptoms(matter: Matter) -> list[Fact]:
    """The symptoms a draft is about, with the behaviours that show them."""
    return [
        Fact(s.id, _told(s.words, *s.behaviours[:2], s.frequency, s.duration and f"for {s.duration.words}"))
        for s in _concerned(matter)[0][:MOST]
    ]


@material
def impairments(matter: Matter) -> list[Fact]:
    """The parts of life that suffer, each with its example."""
    return [
        Fact(i.id, _told(": ".join(filter(None, (domain_label(matter.question, i.domain), i.example)))))
        for i in _concerned(matter)[1][:MOST]
    ]


@material
def diagnoses(matter: Matter) -> list[Fact]:
    """The diagnoses in the chart."""
    return [Fact(d.id, _told(f"{d.name} ({d.code})")) for d in matter.chart.diagnoses[:MOST]]


@material
def problems(matter: Matter) -> list[Fact]:
    """The problems that are being worked on."""
    return [Fact(p.id, _told(p.statement or p.words)) for p in _problems(matter)[:MOST]]


@material
def goals(matter: Matter) -> list[Fact]:
    """The goals, in the client's words."""
    return [Fact(g.id, _told(g.words)) for g in matter.chart.plan.goals[:MOST]]


@material
def snaps(matter: Matter) -> list[Fact]:
    """Strengths, needs, abilities, preferences and values."""
    return [Fact(s.id, _told(f"{s.kind.value}: {s.words}")) for s in matter.chart.snaps[:MOST]]


@material
def scores(matter: Matter) -> list[Fact]:
    """The latest score of each measure that was taken, with what it was taken to mean."""
    known = matter.question.knowledge.measures
    latest = {s.measure: s for s in sorted(matter.chart.assessment.scores, key=lambda s: s.on) if s.total is not None}
    return [
        Fact(s.id, _told(f"{known[m].short} {s.total:g}" + (f", {s.band}" if s.band else "") + f", on {s.on:%Y-%m-%d}"))
        for m, s in list(latest.items())[-MOST:]
        if m in known
    ]


HISTORIES = {
    "presenting": "why they came",
    "psychiatric": "earlier troubles",
    "earlier_care": "earlier care",
    "family": "family",
    "social": "people around them",
    "trauma": "hard things that happened",
    "substance_use": "substance use",
    "work_education": "work and school",
    "culture": "culture and faith",
    "self_help": "tried so far",
    "supports": "supports",
    "barriers": "what could get in the way",
}
"""The histories that a summary may rest on; medical, legal and other papers stay out, as it does not need them."""


@material
def histories(matter: Matter) -> list[Fact]:
    """What the intake holds about the person's life; an answer that there is nothing is not a fact to write about."""
    intake = matter.chart.intake
    held = {name: one_line(getattr(intake, name) or "") for name in HISTORIES}
    return [
        Fact(f"intake-{name.replace('_', '-')}", _told(f"{HISTORIES[name]}: {words}"))
        for name, words in held.items()
        if words and not NONE_SAID.fullmatch(words)
    ]


@material
def orientation(matter: Matter) -> str:
    """How the therapist understands what is going on, in a few words."""
    chart = matter.chart
    return _told(chart.formulation.orientation or ", ".join(chart.intake.approaches[:2]))


@material
def necessity(matter: Matter) -> list[Fact]:
    """What was recorded about why treatment is needed, by the field it stands in."""
    held = matter.chart.necessity
    reasons = matter.question.knowledge.reasons
    why = [Fact(f"reason-{r}", reasons[r].label) for r in dict.fromkeys(held.reasons) if r in reasons]
    fields = ("engagement", "follow_through", "expected_benefit", "without_care")
    return why + [Fact(name.replace("_", "-"), _told(getattr(held, name))) for name in fields if getattr(held, name)]


@material
def patterns(matter: Matter) -> list[str]:
    """The library's nearest proposals, as guidance in tone and shape."""
    proposals = LibraryDrafter().propose(matter.question)
    return [proposal.words for proposal, _ in zip(proposals, range(NEAREST), strict=False)]


@material
def techniques(matter: Matter) -> list[str]:
    """The techniques that the library would use here."""
    found = (dict(each.follow).get("intervention.technique", "") for each in LibraryDrafter().propose(matter.question))
    return list(dict.fromkeys(filter(None, found)))[:MOST]


@material
def ways(matter: Matter) -> list[str]:
    """How a step can be seen: the measures that were taken, by the names they go under, and ways to count."""
    known = matter.question.knowledge.measures
    offered = [option.value for option in measured_by(matter.question)]
    return [way for way in offered if way.partition(":")[0] not in known or score_of(matter, way) is not None]


def score_of(matter: Matter, way: str) -> float | None:
    """Return the latest score of a measure, or of its part written "measure:part"; None when there is none."""
    measure, _, part = way.partition(":")
    score = matter.chart.assessment.latest(measure, part or None)
    return score.value(part or None) if score else None


@material
def approaches(matter: Matter) -> list[str]:
    """The approaches of this treatment, and those of what the library would do here."""
    known = set(matter.question.knowledge.approaches.values())
    near = (dict(each.follow).get("intervention.approach", "") for each in LibraryDrafter().propose(matter.question))
    found = dict.fromkeys(each for each in (*matter.chart.intake.approaches, *near) if each in known)
    return list(found)[:MOST] or sorted(known)[:MOST]


@material
def types(matter: Matter) -> list[str]:
    """Who may be in the room, without what the client would rather not have."""
    refused = refusals(matter.chart, matter.question.knowledge)
    return [option.value for option in TYPES if option.value not in refused]


@material
def rhythms(_: Matter) -> list[str]:
    """How often something may be planned."""
    return [option.value for option in OFTEN if option.value != "as needed"]


@material
def pace(matter: Matter) -> str:
    """How much fits this client now."""
    found = matter.question.knowledge.pace_for(matter.chart.readiness)
    return found.fits if found else ""


def weeks_at_most(matter: Matter, most: int) -> int:
    """Return how many weeks a step may take at this client's pace, and *most* when nothing limits it."""
    found = matter.question.knowledge.pace_for(matter.chart.readiness)
    return min(most, found.max_weeks) if found and found.max_weeks else most


def by_id(*facts: Iterable[Fact]) -> dict[str, str]:
    """Return the text of each fact by its id."""
    return {fact.id: fact.text for each in facts for fact in each}
