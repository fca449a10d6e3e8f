"""The case this checker was made for: depression treated as anxiety, and so not treated at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from planbot.chart import Differential, Symptom
from planbot.knowledge import DiagnosisEntry, GroupSupport, Impaired, Lasted, Support
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.weighing import entry_of, recorded, supports, taken_up
from planbot.rules.reading.words import blank, listed, short

FEWEST = 2
"""Symptoms that no diagnosis in the chart accounts for, from which another diagnosis is raised."""
FEWEST_ALONE = 3
"""The same for a diagnosis that is not fully supported, when none in the chart is supported at all."""


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("src", "mag1", "wa", "cent"), covers=("S1", "8", "9"))
def symptoms_point_elsewhere(checked: Checked) -> Iterator[Found]:
    """The recorded symptoms don't point to a diagnosis that the chart neither has nor has set aside.

    Why: When the symptoms show depression and the diagnosis and the methods are for anxiety, the depression goes
    untreated and may get worse.

    Source: src, mag1, wa, cent

    Fails:
        d1.code: F41.1
        d1.name: Generalized anxiety disorder
        d1.entry: generalized-anxiety
        d1.criteria: []
        -df1

    Passes:
        d1.code: F41.1
        d1.name: Generalized anxiety disorder
        d1.entry: generalized-anxiety
        d1.criteria: []
        df1.name: Major depressive disorder
        df1.entry: major-depression-recurrent
        df1.reason: The low mood began with a medicine that has just been stopped
    """
    if not checked.chart.diagnoses:
        return
    raised: list[_Pointed] = []
    for pointed in sorted(_pointed(checked), key=lambda p: (not p.full, -len(p.untreated), p.entry.id)):
        if not any(_same_symptoms(pointed, earlier) for earlier in raised):
            raised.append(pointed)
            yield _finding(checked, pointed)


@dataclass(frozen=True)
class _Pointed:
    """A diagnosis the symptoms point to, with those that nothing in the chart accounts for."""

    entry: DiagnosisEntry
    untreated: tuple[Symptom, ...]
    full: bool
    """Whether the symptoms meet all that symptoms can show of it."""


def _pointed(checked: Checked) -> Iterator[_Pointed]:
    weighed = supports(checked)
    library = checked.knowledge.diagnoses
    accounted = _accounted(checked)
    open_ = [s for s in recorded(checked) if s.entry not in accounted and s.id not in accounted and blank(s.deferred)]
    if len(open_) < FEWEST:
        return
    in_chart = [entry.id for d in checked.chart.diagnoses if (entry := entry_of(checked, d))]
    none_holds = not any(_shown(library[d], weighed[d]) for d in in_chart)
    for each, support in weighed.items():
        entry = library[each]
        untreated = tuple(s for s in open_ if s.entry in taken_up(entry))
        if each in in_chart or len(untreated) < FEWEST or _ruled_out(support) or _settled(checked, entry):
            continue
        full = _shown(entry, support)
        if full or (none_holds and len(untreated) >= FEWEST_ALONE and _partly_shown(entry, support)):
            yield _Pointed(entry, untreated, full)


def _accounted(checked: Checked) -> set[str]:
    """Return the symptoms, by id or by their entry in the library, that a diagnosis in the chart takes up."""
    taken: set[str] = set()
    for d in checked.chart.diagnoses:
        if entry := entry_of(checked, d):
            taken |= taken_up(entry)
        else:  # a diagnosis the library does not know accounts for what the therapist says it does
            taken |= {s for claim in d.criteria for s in claim.symptoms}
    return taken


def _shown(entry: DiagnosisEntry, support: Support) -> bool:
    """Whether every group of criteria that symptoms can show is met."""
    groups = _groups_shown(entry, support)
    return bool(groups) and all(not group.lacks and group.has_required for group in groups)


def _partly_shown(entry: DiagnosisEntry, support: Support) -> bool:
    """Whether each such group has something, and what it requires."""
    groups = _groups_shown(entry, support)
    return bool(groups) and all(group.met and group.has_required for group in groups)


def _groups_shown(entry: DiagnosisEntry, support: Support) -> list[GroupSupport]:
    groups = zip(entry.criteria, support.groups, strict=True)
    return [found for group, found in groups if any(c.symptoms for c in group.criteria)]


def _ruled_out(support: Support) -> bool:
    return support.lasted in (Lasted.TOO_SHORT, Lasted.TOO_LONG) or support.impaired is Impaired.ABSENT


def _settled(checked: Checked, entry: DiagnosisEntry) -> bool:
    """Whether the chart sets this diagnosis aside with a reason, or has an unspecified one of its kind."""
    twins = [entry, *_twins(checked, entry)]
    if any(_sets_aside(d, twin) for d in checked.chart.differentials for twin in twins):
        return True
    headers = {code.code[:3] for code in entry.codes}
    return any(
        d.entry is None and d.code[:3].upper() in headers and entry_of(checked, d) is None
        for d in checked.chart.diagnoses
    )


def _sets_aside(differential: Differential, entry: DiagnosisEntry) -> bool:
    if blank(differential.reason):
        return False
    if differential.entry is not None:
        return differential.entry == entry.id
    name = differential.name.strip().casefold()
    return len(name) > 3 and any(name in known.casefold() for known in (entry.name, *entry.says))


def _twins(checked: Checked, entry: DiagnosisEntry) -> list[DiagnosisEntry]:
    """Return the disorders that the same symptoms show, such as a single and a recurrent episode."""
    mine = taken_up(entry)
    every = checked.knowledge.diagnoses.values()
    return [e for e in every if e.id != entry.id and e.family == entry.family and taken_up(e) == mine]


def _same_symptoms(pointed: _Pointed, earlier: _Pointed) -> bool:
    mine, known = {s.id for s in pointed.untreated}, {s.id for s in earlier.untreated}
    return len(mine & known) * 2 >= len(mine)


def _finding(checked: Checked, pointed: _Pointed) -> Found:
    what = [checked.knowledge.symptom_label(s.entry or "").lower() for s in pointed.untreated]
    names = [e.name for e in sorted([pointed.entry, *_twins(checked, pointed.entry)], key=lambda e: e.id)]
    would = "would support" if pointed.full else "point towards"
    here = listed([short(d.name) for d in checked.chart.diagnoses])
    return Found(
        pointed.untreated[0].id,
        f"{listed(what, most=12).capitalize()} {would} {' or '.join(names)}; {here} does not account for them,"
        " so they would go untreated.",
        "Add or change the diagnosis; or justify why not: set it aside as a differential with a reason,"
        " or say why these symptoms can wait.",
        "diagnosis.add",
    )
