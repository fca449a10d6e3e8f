"""Whether a draft says only what the chart holds, decided by looking, not by asking a model again.

What a person said is material even where it reads like an order to a model; a draft that rests on such words is
doubtful for that alone. No doubt is ever hidden: a sentence is left out, or shown with what is doubtful about it.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

from planbot.drafting import bindings, changes, claims, form, relations, roles
from planbot.drafting.base import Proposal
from planbot.drafting.held import Held, labels_of, lines_of, lines_of_item, names_of, names_of_item, words_of
from planbot.drafting.library import LibraryDrafter
from planbot.drafting.material import Fact, Matter
from planbot.drafting.prompts import instructions_of
from planbot.drafting.recorded import recorded, recorded_as, recorded_item
from planbot.rules.reading.words import listed, short

LEAST_SHARED = 0.45
"""The share of a sentence's telling words that what it cites must hold. In the development half of the test set true
sentences share at least half with what they cite, and unsupported ones nothing."""


BASELINE = "objective.baseline"
"""The step that says how it is now: the one figure of an objective that a draft may not propose."""


class Kind(Enum):
    """What a draft is, which decides what may stand in it."""

    CLAIM = "claim"
    """It says how things are."""
    WISH = "wish"
    """It says what a client wants."""
    PLAN = "plan"
    """It says what will be done; how often and how far is for it to propose."""
    PLAIN = "plain"
    """It says again, in a client's words, what the plan says."""
    HEARD = "heard"
    """It finds in what was said freely what belongs into the chart."""


KINDS = {
    "goal-wording": Kind.WISH,
    "objective": Kind.PLAN,
    "intervention": Kind.PLAN,
    "plainer": Kind.PLAIN,
    "reading": Kind.HEARD,
}
"""The kind of each task's drafts; every other task makes claims."""

_FORM = (form.markup, form.about_itself, form.obeys, form.noise, form.language)
_FACTS = (claims.names, claims.history, claims.medicines, claims.risk, claims.disorders)
_TIMES = (claims.dates, claims.times)
CHECKS = {
    Kind.CLAIM: (*_FORM, *_FACTS, *_TIMES, form.in_own_voice, claims.amounts, claims.denials, claims.turned),
    Kind.WISH: (*_FORM, *_FACTS, *_TIMES, form.in_own_voice, form.copied, claims.amounts),
    Kind.PLAN: (*_FORM, *_FACTS, form.in_own_voice, claims.amounts_now, form.deedless),
    Kind.PLAIN: (*_FORM, *_FACTS, *_TIMES, claims.amounts),
    Kind.HEARD: (form.markup, form.about_itself, form.obeys, claims.risk),
}
"""What is looked at in each kind of draft."""
OWN_WORDS = (
    *(relations.causes, relations.order, bindings.bound, changes.changes, changes.strong, changes.certain),
    *(roles.somebody, roles.turned_about, roles.wished),
)
"""What is looked at in claims answer by answer: words that all stand in the chart, and not so together."""


def doubts(proposal: Proposal, matter: Matter) -> tuple[str, ...]:
    """Return what in *proposal* rests on nothing in the chart, each as one sentence that names the words."""
    task = matter.question.step.draft or ""
    kind = KINDS.get(task, Kind.CLAIM)
    held = _held(matter, kind)
    found = [doubt for check in CHECKS[kind] for doubt in check(proposal.words, held)]
    if kind is Kind.CLAIM:
        answers = tuple(recorded(matter.chart, matter.question.knowledge))
        found += (doubt for check in OWN_WORDS for doubt in check(proposal.words, answers))
    found += form.echoes(proposal.words, instructions_of(task))
    if kind in {Kind.CLAIM, Kind.PLAIN}:
        found += _unheld(proposal.words, held, "the chart")
    for step, words in proposal.follow:
        found += _beside(step, words, held)
    return tuple(dict.fromkeys(found))


def supported(sentence: str, cited: Sequence[str | Fact], matter: Matter | None = None) -> tuple[str, ...]:
    """Return why *sentence* does not follow from the facts it cites, each as one sentence; nothing when it does.

    With *matter*, a fact stands for all that the chart holds under its id.
    """
    if not cited:
        return (f"{short(sentence)} cites nothing.",)
    facts = [Fact("", fact) if isinstance(fact, str) else fact for fact in cited]
    texts = [fact.text for fact in facts]
    names: list[str] = []
    measures: tuple[str, ...] = ()
    answers = [recorded_as(*fact) for fact in facts]
    if matter is not None:
        knowledge = matter.question.knowledge
        measures = tuple(m.short for m in knowledge.measures.values())
        found_by = {fact.id: matter.chart.find(fact.id) for fact in facts}
        items = [item for item in found_by.values() if item is not None]
        texts += [line for item in items for line in lines_of_item(item)]
        names += [line for item in items for line in names_of_item(item, knowledge)]
        answers = [each for each in answers if found_by[each.id] is None]
        answers += [recorded_item(item, knowledge) for item in items]
    held = Held(tuple(texts), tuple(names), measures)
    checks = (claims.amounts, claims.times, claims.dates, claims.denials, claims.turned)
    found = [doubt for check in checks for doubt in check(sentence, held)]
    found += (doubt for check in OWN_WORDS for doubt in check(sentence, answers))
    return tuple(dict.fromkeys([*found, *_unheld(sentence, held, "what it cites")]))


def _unheld(text: str, held: Held, where: str) -> Iterator[str]:
    """Doubt what shares too little with the material, and what would fit anybody."""
    if not claims.telling_of(text) and not any(letter.isdigit() for letter in text):
        yield f"{short(text)} says nothing about this person."
    missing, share = claims.in_other_words(text, held)
    if share < LEAST_SHARED:
        yield f"{listed(map(short, missing))}: nothing in {where} says that."


def doubtful(step: str, words: str, matter: Matter) -> tuple[str, ...]:
    """Return what is doubtful about one of the answers that follow a draft, each as one sentence."""
    return tuple(_beside(step, words, _held(matter, KINDS.get(matter.question.step.draft or "", Kind.CLAIM))))


def _beside(step: str, words: str, held: Held) -> Iterator[str]:
    """Doubt what a following answer holds besides the words of the chart and the library."""
    if step == BASELINE:
        yield from claims.amounts(words, held)
    for part in words.split("; "):
        if part.casefold() not in held.whole and part.casefold() not in held.labels:
            for check in (form.markup, form.about_itself, form.obeys, claims.risk, claims.medicines):
                yield from check(part, held)


def _held(matter: Matter, kind: Kind) -> Held:
    """Return what *matter* holds; for what will be done, the library's nearest patterns are material too."""
    chart, knowledge = matter.chart, matter.question.knowledge
    ours = list(names_of(chart, knowledge))
    if kind in {Kind.PLAN, Kind.WISH}:
        ours += (proposal.words for proposal in LibraryDrafter().propose(matter.question))
    named = [
        name for d in chart.diagnoses for name in (d.name, d.entry and knowledge.label("diagnosis", d.entry)) if name
    ]
    shorts = tuple(measure.short for measure in knowledge.measures.values())
    lines = (*lines_of(chart, matter.question.today), matter.speech)
    return Held(lines, tuple(ours), shorts, tuple(named), words_of(knowledge), labels_of(knowledge))
