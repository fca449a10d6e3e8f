"""Diagnosis, for the therapist only: candidates, criteria, differentials, justification.

planbot proposes what the recorded symptoms would support and never decides.
"""

from collections.abc import Sequence

from planbot.chart import Chart, CriterionClaim, Diagnosis, Differential, Met
from planbot.chart.links import without
from planbot.errors import AnswerError
from planbot.flows.answers import Choice, Choices, Option, Text, YesNo
from planbot.flows.base import Add, Each, Flow, Question, Step
from planbot.flows.options import impaired_domains, symptoms, symptoms_meant
from planbot.flows.places import By, Name, Part
from planbot.knowledge import DiagnosisEntry, Support, candidates, support


def _codes(question: Question) -> tuple[Option, ...]:
    """Return every code of the library once, those the record would support first."""
    knowledge, age = question.knowledge, question.chart.client.age_on(question.today)
    proposed = candidates(question.chart, knowledge, today=question.today)
    first = [c.entry.id for c in proposed]
    said = {c.entry.id: f"criteria {c.support.verdict}" for c in proposed}
    entries = sorted(
        knowledge.diagnoses.values(),
        key=lambda e: (first.index(e.id) if e.id in first else len(first), not e.suits(age)),
    )
    options: dict[str, Option] = {}
    for entry in entries:
        for code in entry.codes:
            also = (entry.name, code.name, *entry.says)
            options.setdefault(code.code, Option(code.code, f"{code.code} {code.name}", said.get(entry.id, ""), also))
    return tuple(options.values())


class CodeChoice(Choice):
    """A diagnosis by its ICD-10-CM code or name, from the library or from the whole table."""

    def parse(self, words: str, question: Question) -> str:
        """Return the code meant; raises AnswerError for one that cannot be billed or does not exist."""
        first = words.strip().split()[0].upper().rstrip(",;") if words.strip() else ""
        codes = question.knowledge.codes
        if first[:1].isalpha() and first[1:2].isdigit() and (known := codes.lookup(first)):
            if fault := codes.fault(first):
                raise AnswerError(fault)
            return known.code
        offered = self.offered(question)
        try:
            return self.match(words.strip(), offered)
        except AnswerError:
            if first[:1].isdigit() and (fault := codes.fault(first)):
                raise AnswerError(fault) from None
            if found := codes.find(words):
                shown = ", ".join(f"{c.code} {c.name}" for c in found[:3])
                raise AnswerError(f"Please give the code; did you mean {shown}?") from None
            raise AnswerError("Please give an ICD-10-CM code such as F33.1, or choose from the list.") from None


def entry_of(question: Question, code: str) -> DiagnosisEntry | None:
    """Return the library's entry for a code, that for the client's age first, or None."""
    return next(iter(question.knowledge.diagnosis_of(code, question.chart.client.age_on(question.today))), None)


def _diagnosis(question: Question, code: str) -> Diagnosis:
    entry = entry_of(question, code)
    known = question.knowledge.codes.lookup(code)
    return Diagnosis(
        id=question.chart.next_id("diagnoses"),
        code=code,
        name=known.name if known else code,
        entry=entry.id if entry else None,
        rank=len(question.chart.diagnoses) + 1,
    )


def _renamed(question: Question, code: str) -> Chart:
    made = _diagnosis(question, code)
    update: dict[str, object] = {"code": made.code, "name": made.name, "entry": made.entry}
    if made.entry != question.item.entry:
        update["criteria"] = ()
    return question.chart.put(question.item.model_copy(update=update))


def _supported(question: Question) -> Support | None:
    entry = question.knowledge.diagnoses.get(question.item.entry or "")
    return support(question.chart, entry, question.knowledge) if entry else None


def _criteria(question: Question) -> tuple[Option, ...]:
    entry = question.knowledge.diagnoses.get(question.item.entry or "")
    return tuple(
        Option(criterion.id, f"{criterion.id} {criterion.label}", also=(criterion.label,))
        for group in (entry.criteria if entry else ())
        for criterion in group.criteria
    )


def _unsourced(question: Question) -> dict[str, str]:
    entry = question.knowledge.diagnoses.get(question.item.entry or "")
    if entry is None or not entry.unsourced:
        return {"unsourced": ""}
    groups = " and ".join(entry.unsourced)
    return {"unsourced": f" How many of {groups} are needed is not confirmed here: check this against your manual."}


def _shown(question: Question) -> str:
    found = _supported(question)
    return "; ".join(dict.fromkeys(criterion for criterion, ids in found.shown if ids)) if found else ""


def _claimed(question: Question, met: tuple[str, ...]) -> Chart:
    found = _supported(question)
    shown = dict(found.shown) if found else {}
    claims = tuple(
        CriterionClaim(
            id=option.value,
            met=Met.YES if option.value in met else Met.NO,
            symptoms=tuple(shown.get(option.value, ())) if option.value in met else (),
        )
        for option in _criteria(question)
    )
    return question.chart.put(question.item.model_copy(update={"criteria": claims}))


def _exclusions(question: Question) -> bool:
    entry = question.knowledge.diagnoses.get(question.item.entry or "")
    return entry is not None and bool(entry.exclusions)


def _differentials(question: Question) -> tuple[Option, ...]:
    entry = question.knowledge.diagnoses.get(question.item.entry or "")
    return tuple(Option(d.name, d.name, d.question) for d in entry.differentials) if entry else ()


def _weighed(question: Question, names: tuple[str, ...]) -> Chart:
    chart = question.chart
    mine = {d.name: d.id for d in chart.differentials if d.diagnosis == question.item.id}
    for name, item_id in mine.items():
        if name not in names:
            chart = without(chart, item_id)
    entry = question.knowledge.diagnoses.get(question.item.entry or "")
    ids = {d.name: d.diagnosis for d in entry.differentials} if entry else {}
    for name in names:
        if name not in mine:
            made = Differential(
                id=chart.next_id("differentials"), diagnosis=question.item.id, name=name, entry=ids.get(name)
            )
            chart = chart.put(made)
    return chart


def _of(chart: Chart, diagnosis: Diagnosis) -> Sequence[Differential]:
    return tuple(d for d in chart.differentials if d.diagnosis == diagnosis.id)


def _justified(question: Question) -> str:
    chart, diagnosis = question.chart, question.item
    met = [c for c in diagnosis.criteria if c.met is Met.YES]
    if not met:
        return ""
    words = {s.id: s.words for s in chart.assessment.symptoms}
    shown = list(dict.fromkeys(words[i] for c in met for i in c.symptoms if i in words))
    labels = impaired_domains(question)
    text = f"Criteria {', '.join(c.id for c in met)} are met"
    text += f", shown by {', '.join(shown)}" if shown else ""
    return text + (f", with impairment in {', '.join(labels)}." if labels else ".")


def _named(question: Question) -> str:
    found = symptoms_meant(question, question.item.words, 1)
    entry = question.knowledge.symptoms.get(found[0]) if found else None
    return entry.label if entry else ""


def _nearest(question: Question) -> tuple[Option, ...]:
    """Return the library's symptoms, those that sound most like what was said first."""
    first = symptoms_meant(question, question.item.words, 6)
    return tuple(sorted(symptoms(question), key=lambda o: first.index(o.value) if o.value in first else len(first)))


FLOW = Flow(
    "diagnosis",
    "Diagnosis",
    "What the recorded symptoms support, and what the therapist concludes.",
    (
        Each(
            over=lambda chart, _: tuple(s for s in chart.assessment.symptoms if _unnamed(chart, s.id, s.entry)),
            steps=(
                Step(
                    id="symptom.entry",
                    therapist='{client} said "{it}". Which symptom of the library is that?',
                    help="Naming it lets planbot hold it against criteria. Skip it if none fits.",
                    answer=Choice(_nearest),
                    into=Part("entry"),
                    suggest=_named,
                ),
            ),
        ),
        Each(
            over=lambda chart, _: chart.diagnoses,
            steps=(
                Step(
                    id="diagnosis.code",
                    therapist="Which ICD-10-CM code is it?",
                    answer=CodeChoice(_codes),
                    into=By(_renamed, Name().clear),
                ),
                Step(
                    id="diagnosis.criteria",
                    therapist="{it}: which criteria are met? Those you leave out count as not met.",
                    help="Filled in are those the recorded symptoms show. The full text is in DSM-5-TR.{unsourced}",
                    answer=Choices(_criteria, allow_none=True),
                    names=_unsourced,
                    into=By(_claimed, lambda q: q.chart.put(q.item.model_copy(update={"criteria": ()}))),
                    when=lambda q: q.item.entry is not None,
                    suggest=_shown,
                ),
                Step(
                    id="diagnosis.exclusions",
                    therapist="{it}: have substances, medical conditions and the other exclusions been considered?",
                    answer=YesNo(),
                    into=Part("exclusions_considered"),
                    when=_exclusions,
                ),
                Step(
                    id="diagnosis.differentials",
                    therapist="{it}: which other diagnoses did you weigh?",
                    answer=Choices(_differentials, free=True, allow_none=True),
                    into=By(_weighed, lambda q: _weighed(q, ())),
                ),
                Each(
                    over=_of,
                    steps=(
                        Step(
                            id="differential.reason",
                            therapist="{it}: why was it set aside?",
                            answer=Text(),
                            into=Part("reason"),
                        ),
                    ),
                ),
                Step(
                    id="diagnosis.justification",
                    therapist="{it}: how do the symptoms and behaviours support it?",
                    answer=Text(long=True),
                    into=Part("justification"),
                    suggest=_justified,
                ),
            ),
            add=Add(
                id="diagnosis.add",
                therapist="Which diagnosis do you make? The recorded symptoms would support those shown first.",
                again_therapist="Another diagnosis, or is that all?",
                help="planbot proposes; you decide. Code and name, or a few letters to search. Codes: {release}.",
                names=lambda q: {"release": q.knowledge.codes.told},
                answer=CodeChoice(_codes),
                into=By(lambda q, _: q.chart, lambda q: q.chart),
                naming="diagnosis.code",
                make=_diagnosis,
            ),
        ),
    ),
)


def _unnamed(chart: Chart, symptom_id: str, entry: str | None) -> bool:
    return entry is None or f"symptom.entry:{symptom_id}" in chart.answers
