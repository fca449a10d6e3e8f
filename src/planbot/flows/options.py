"""What can be picked at a question: from the library, and from this chart."""

from collections.abc import Iterable

from planbot.chart import SnapKind, Stage, Voice
from planbot.flows.answers import Choice, Option
from planbot.flows.base import Question
from planbot.flows.reading import several
from planbot.knowledge import MeasureEntry
from planbot.knowledge.entries import ADULT

NONE = Option("none", "None", also=("no", "nothing"))


def spoken(question: Question, label: str, plain: str) -> str:
    """Return the label that suits the person speaking."""
    return plain if question.voice is Voice.CLIENT else label


def symptoms(question: Question) -> tuple[Option, ...]:
    """Every symptom of the library, found by its everyday phrases too."""
    return tuple(
        Option(s.id, spoken(question, s.label, s.plain), also=(s.label, s.plain, *s.says))
        for s in question.knowledge.symptoms.values()
    )


def symptoms_meant(question: Question, typed: str, limit: int = 7) -> tuple[str, ...]:
    """The ids of the symptoms that sound most like what was typed, for a client of this age."""
    age = question.chart.client.age_on(question.today)
    return tuple(match.id for match in question.knowledge.find("symptom", typed, limit, age=age))


def problems(question: Question) -> tuple[Option, ...]:
    """Every presenting problem of the library."""
    return tuple(
        Option(p.id, spoken(question, p.label, p.plain), also=(p.label, p.plain, *p.says))
        for p in question.knowledge.problems.values()
        if p.ages == "any" or is_young(question)
    )


def is_young(question: Question) -> bool:
    """Whether the client is known to be a child or adolescent."""
    age = question.chart.client.age_on(question.today)
    return age is not None and age < ADULT


def domains(question: Question) -> tuple[Option, ...]:
    """The domains of daily life."""
    return tuple(
        Option(d.id, spoken(question, d.label, d.plain), ", ".join(d.examples[:3]), also=(d.label, d.plain))
        for d in question.knowledge.domains.values()
    )


def measures(question: Question) -> tuple[Option, ...]:
    """The measures: those that ask about most of this chart's symptoms first, of these the ones that show change."""
    here = {s.entry for s in question.chart.assessment.symptoms}

    def order(measure: MeasureEntry) -> tuple[bool, int, bool, int]:
        return bool(measure.only_for), -len(here & set(measure.symptoms)), not measure.outcome, measure.item_count

    return tuple(
        Option(m.id, m.short, _hint(m), (m.name,)) for m in sorted(question.knowledge.measures.values(), key=order)
    )


def _hint(measure: MeasureEntry) -> str:
    parts = [measure.about, f"{measure.item_count} items" if measure.items else "score entry"]
    return "; ".join([*parts, *([f"for {measure.only_for}"] if measure.only_for else [])])


def approaches(question: Question) -> tuple[Option, ...]:
    """The therapeutic approaches the library knows."""
    return tuple(Option(label, label, also=(slug,)) for slug, label in question.knowledge.approaches.items())


def profiles(question: Question) -> tuple[Option, ...]:
    """The payers and accreditors whose requirements the library knows."""
    return tuple(Option(p.id, p.name, p.about, also=(p.id,)) for p in question.knowledge.profiles.values())


def frequencies(question: Question) -> tuple[Option, ...]:
    """How often something happens, in words people use."""
    return tuple(Option(f.label, f.label, also=(f.id,)) for f in question.knowledge.frequencies.values())


def reasons(question: Question) -> tuple[Option, ...]:
    """The closed list of reasons for treatment."""
    return tuple(Option(r.id, r.label) for r in question.knowledge.reasons.values())


def paces(question: Question) -> tuple[Option, ...]:
    """How much can be written together."""
    return tuple(Option(p.id, p.label, p.in_session) for p in question.knowledge.paces.values())


_STAGES = {
    Stage.PRECONTEMPLATION: ("not thinking of change yet", "I'm not sure anything needs to change"),
    Stage.CONTEMPLATION: ("weighing it", "I'm thinking about it, part of me does and part of me doesn't"),
    Stage.PREPARATION: ("getting ready", "I want to change and I'm getting ready"),
    Stage.ACTION: ("changing now", "I'm already doing things differently"),
    Stage.MAINTENANCE: ("keeping it up", "Things have changed and I want to keep it that way"),
}


def stages(question: Question) -> tuple[Option, ...]:
    """The stages of change, in words that suit the person speaking."""
    return tuple(
        Option(stage.value, spoken(question, f"{stage.value.capitalize()} ({told})", plain), also=(stage.value, plain))
        for stage, (told, plain) in _STAGES.items()
    )


def named(items: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    """Options for items of the chart, by id and words."""
    return tuple(Option(item_id, words, also=(item_id,)) for item_id, words in items)


def chart_symptoms(question: Question) -> tuple[Option, ...]:
    """This chart's symptoms."""
    return named((s.id, s.words) for s in question.chart.assessment.symptoms)


def chart_impairments(question: Question) -> tuple[Option, ...]:
    """This chart's impaired domains of life."""
    return named((i.id, domain_label(question, i.domain)) for i in question.chart.assessment.impairments)


def symptoms_and_impairments(question: Question) -> tuple[Option, ...]:
    """This chart's symptoms and impaired domains."""
    return (*chart_symptoms(question), *chart_impairments(question))


def chart_diagnoses(question: Question) -> tuple[Option, ...]:
    """This chart's diagnoses."""
    return tuple(Option(d.id, d.name, d.code, (d.code, d.id)) for d in question.chart.diagnoses)


def chart_problems(question: Question) -> tuple[Option, ...]:
    """This chart's problems that are not left for later."""
    return named((p.id, p.words) for p in question.chart.problems if not p.deferred)


def chart_goals(question: Question) -> tuple[Option, ...]:
    """This chart's goals."""
    return named((g.id, g.words) for g in question.chart.plan.goals)


def chart_objectives(question: Question) -> tuple[Option, ...]:
    """This chart's objectives."""
    return named((o.id, o.behaviour) for o in question.chart.plan.objectives)


def chart_snaps(question: Question) -> tuple[Option, ...]:
    """This chart's SNAPs, each with its kind."""
    order = list(SnapKind)
    snaps = sorted(question.chart.snaps, key=lambda s: order.index(s.kind))
    return tuple(Option(s.id, s.words, s.kind.value, (s.id,)) for s in snaps)


def impaired_domains(question: Question) -> list[str]:
    """Return the clinical labels of the domains recorded as impaired, as they stand inside a sentence."""
    known = [question.knowledge.domains.get(each.domain) for each in question.chart.assessment.impairments]
    return [domain.label.lower() for domain in known if domain]


def domain_label(question: Question, domain: str) -> str:
    """Return the label of a life domain, or its id when the library does not know it."""
    found = question.knowledge.domains.get(domain)
    return spoken(question, found.label, found.plain) if found else domain


def labels(options: Iterable[Option], values: Iterable[str]) -> str:
    """Return the labels of *values*, as words that can be answered."""
    offered = tuple(options)
    by_value = {o.value: o.label if _means(o, offered) else o.value for o in offered}
    return "; ".join(by_value[value] for value in values if value in by_value)


def _means(option: Option, offered: tuple[Option, ...]) -> bool:
    """Return whether the label alone, given as an answer, would pick this option and no other."""
    alone = several(option.label) == (option.label,) and option.label.casefold() not in {"none", "no", "nothing", "-"}
    return alone and Choice(offered).match(option.label, offered) == option.value
