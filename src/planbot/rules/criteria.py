"""The recorded symptoms meet the criteria of the diagnoses in the chart.

A provisional diagnosis, and one in remission, need not meet them today.
"""

from collections.abc import Iterator

from planbot.chart import Diagnosis, Met
from planbot.knowledge import DiagnosisEntry, GroupSupport, Impaired, Lasted, Support, Verdict
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.weighing import entry_of, supports
from planbot.rules.reading.words import listed, phrases, short

IN_REMISSION = phrases(r"in (?:partial |full )?remission")
"""How ICD-10-CM says that a disorder is over for now; some codes say so without partial or full (F11.21, F33.40)."""


def _weighed(checked: Checked) -> Iterator[tuple[Diagnosis, DiagnosisEntry, Support]]:
    for d in checked.chart.diagnoses:
        if d.provisional or IN_REMISSION.search(d.name):
            continue
        if entry := entry_of(checked, d):
            yield d, entry, supports(checked)[entry.id]


def _question(step: str, d: Diagnosis) -> str:
    """Return the question about a diagnosis; one that was typed in has to be chosen from the library first."""
    return f"diagnosis.{step if d.entry else 'code'}:{d.id}"


def _evident(group: GroupSupport, entry: DiagnosisEntry, support: Support) -> set[str]:
    """Return the criteria of a group that are met and, where symptoms can show them, shown by one."""
    can_show = {c.id for each in entry.criteria for c in each.criteria if c.symptoms}
    shown = dict(support.shown)
    return {key for key in group.met if shown.get(key) or key not in can_show}


def _asked(group_id: str, entry: DiagnosisEntry) -> bool:
    """Whether a group holds only criteria that no symptom can show, so that the therapist has to be asked."""
    group = next(g for g in entry.criteria if g.id == group_id)
    return not any(criterion.symptoms for criterion in group.criteria)


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("src", "mag1", "wa"), covers=("8", "S6"))
def too_few_criteria(checked: Checked) -> Iterator[Found]:
    """Enough criteria of every diagnosis are met, unless it is provisional or in remission.

    Why: Enough of the published criteria have to be there, as symptoms and behaviours, to carry the diagnosis.

    Source: src, mag1, wa

    Fails:
        -sy4
        -sy5

    Passes:
        -sy4
        -sy5
        d1.provisional: true
    """
    for d, entry, support in _weighed(checked):
        for group in support.groups:
            evident = _evident(group, entry, support)
            open_ = _asked(group.id, entry) and group.verdict is Verdict.UNKNOWN
            if group.claimed is Met.NO or (len(evident) < group.needs and group.claimed is None and not open_):
                shown = (
                    "none is" if not evident else f"{len(evident)} is" if len(evident) == 1 else f"{len(evident)} are"
                )
                message = f"{short(d.name)} needs {group.needs} of {group.id}, “{group.label}”; {shown} shown."
                fix = "Record the symptoms that show it, choose another diagnosis, or mark it as provisional."
                yield Found(d.id, message, fix, _question("criteria", d))


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("src", "mag1", "wa"), covers=("8", "S6"))
def required_criterion_missing(checked: Checked) -> Iterator[Found]:
    """The criteria that a diagnosis can't do without are among those met.

    Why: Five symptoms of a depressive episode without low mood or loss of interest are something else.

    Source: src, mag1, wa

    Fails:
        -sy1
        -sy2

    Passes:
        -sy1
    """
    for d, entry, support in _weighed(checked):
        labels = {c.id: c.label for group in entry.criteria for c in group.criteria}
        for group in support.groups:
            evident = _evident(group, entry, support)
            if group.required and not evident & set(group.required) and group.claimed is not Met.YES:
                wanted = " or ".join(labels.get(key, key) for key in group.required)
                message = f"{short(d.name)} needs one of these, and none is recorded: {wanted}."
                fix = "Add it if it is there, or choose another diagnosis."
                yield Found(d.id, message, fix, _question("criteria", d))


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("src", "mag1", "wa"), covers=("8", "S6"))
def lasted_too_short(checked: Checked) -> Iterator[Found]:
    """The symptoms have lasted as long as the diagnosis asks, and no longer than it allows.

    Why: Time tells a disorder from a bad week.

    Source: src, mag1, wa

    Fails:
        sy1.duration: {words: five days, days: 5}
        sy2.duration: {words: five days, days: 5}
        sy3.duration: {words: five days, days: 5}

    Passes:
        sy1.duration: {words: a fortnight, days: 14}
    """
    for d, entry, support in _weighed(checked):
        if support.lasted in (Lasted.TOO_SHORT, Lasted.TOO_LONG):
            way = "shorter than" if support.lasted is Lasted.TOO_SHORT else "longer than"
            days = entry.minimum_days if support.lasted is Lasted.TOO_SHORT else entry.maximum_days
            message = f"The symptoms of {short(d.name)} have lasted {way} it asks for ({days or 0} days)."
            fix = "Check the durations, choose another diagnosis, or mark it as provisional."
            yield Found(d.id, message, fix, "symptom.ratings")


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("src", "nov"), covers=("8", "13", "S6"))
def diagnosis_without_impairment(checked: Checked) -> Iterator[Found]:
    """Distress or impairment is recorded where the diagnosis asks for it.

    Why: Symptoms become a disorder when they get in the way of living.

    Source: src, nov

    Fails:
        im1.level: none
        im2.level: none

    Passes:
        im1.level: none
    """
    for d, _, support in _weighed(checked):
        if support.impaired in (Impaired.ABSENT, Impaired.UNKNOWN):
            message = f"{short(d.name)} needs distress or impairment, and none is recorded."
            yield Found(d.id, message, "Ask which parts of life suffer, and how much.", "impact.domains")


@rule(Severity.WARNING, Area.DIAGNOSIS, sources=("src", "mag1"), covers=("8", "S6"))
def criterion_not_answered(checked: Checked) -> Iterator[Found]:
    """The criteria that no symptom can show have been answered by the therapist.

    Why: Some of what decides a diagnosis can only be asked, such as whether there ever was an episode of high mood.

    Source: src, mag1

    Fails:
        d1.criteria: [{id: course.recurrent, met: "yes"}]

    Passes:
        d1.criteria: [{id: course.recurrent, met: "yes"}, {id: E, met: "yes"}]
    """
    for d, entry, support in _weighed(checked):
        labels = {c.id: c.label for group in entry.criteria for c in group.criteria}
        groups = [g for g in support.groups if _asked(g.id, entry) and g.verdict is Verdict.UNKNOWN]
        unanswered = [labels[key] for group in groups for key in group.unknown]
        if unanswered:
            message = f"For {short(d.name)} nobody has said yet: {listed(unanswered)}."
            yield Found(d.id, message, "Ask, and mark what you found.", _question("criteria", d))


@rule(Severity.WARNING, Area.DIAGNOSIS, sources=("src",), covers=("8",))
def criterion_without_symptom(checked: Checked) -> Iterator[Found]:
    """A criterion that is claimed points at the symptoms that show it.

    Why: A tick is no evidence; the symptom and what others saw of it are.

    Source: src

    Fails:
        d1.criteria: [{id: A3, met: "yes"}, {id: E, met: "yes"}, {id: course.recurrent, met: "yes"}]

    Passes:
        d1.criteria: [{id: A1, met: "yes", symptoms: [sy1]}, {id: E, met: "yes"}, {id: course.recurrent, met: "yes"}]
    """
    here = {s.entry for s in checked.chart.assessment.symptoms}
    for d in checked.chart.diagnoses:
        if not (entry := entry_of(checked, d)):
            continue
        shown = {c.id: c for group in entry.criteria for c in group.criteria if c.symptoms}
        for claim in d.criteria:
            known = shown.get(claim.id)
            if known and claim.met is Met.YES and not claim.symptoms and not here.intersection(known.symptoms):
                message = f"{claim.id} of {short(d.name)}, “{known.label}”, is claimed, and no symptom shows it."
                yield Found(d.id, message, "Record the symptom that shows it.", _question("criteria", d))


@rule(Severity.WARNING, Area.DIAGNOSIS, sources=("src", "cent"), covers=("9", "S6"))
def exclusions_not_considered(checked: Checked) -> Iterator[Found]:
    """What else could explain the picture was considered.

    Why: Substances, medicines and medical conditions can look like any disorder of the mind.

    Source: src, cent

    Fails:
        d1.exclusions_considered: null

    Passes:
        d1.exclusions_considered: true
    """
    for d, entry, _ in _weighed(checked):
        if entry.exclusions and not d.exclusions_considered:
            message = f"It is not recorded that other explanations of {short(d.name)} were considered."
            yield Found(d.id, message, "Go through them and say so.", _question("exclusions", d))
