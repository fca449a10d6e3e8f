"""Breaks codes, names and whole diagnoses."""

from collections.abc import Iterator

from mutants.base import Given, Mutant, operator
from mutants.shape import around
from planbot.chart import Chart, Diagnosis
from planbot.knowledge import DiagnosisEntry

DSM_NUMBER = "296.32"
NO_CODE = "F99.7"
STRANGERS = ("generalized-anxiety", "major-depression-single", "ocd")
"""Disorders from three families: one of them is always another than the one in the chart."""


def _with(given: Given, d: Diagnosis, what: str, **changes: object) -> Mutant:
    after = given.chart.put(d.model_copy(update=changes))
    return Mutant(f"{d.id} {what}", after, _near(given.chart, after, d.id))


def _near(before: Chart, after: Chart, key: str) -> frozenset[str]:
    return around(before, (), {key}) | around(after, (), {key})


def _stranger(given: Given) -> DiagnosisEntry:
    """Return a disorder of another family than any in the chart."""
    known = given.knowledge.diagnoses
    families = {known[x.entry].family for x in given.chart.diagnoses if x.entry and x.entry in known}
    here = [known[key] for key in STRANGERS if known[key].family not in families]
    return here[0] if here else known["insomnia-disorder"]


@operator
def code_wrong(given: Given) -> Iterator[Mutant]:
    """Gives a diagnosis a heading, a DSM number, a code that is none, or the code of another disorder."""
    for d in given.chart.diagnoses:
        other = _stranger(given).codes[0]
        yield _with(given, d, "code emptied", code="")
        yield _with(given, d, "code of a heading", code=d.code[:3])
        yield _with(given, d, "code of the DSM", code=DSM_NUMBER)
        yield _with(given, d, "code that is none", code=NO_CODE)
        yield _with(given, d, f"code {other.code}", code=other.code)
        yield _with(given, d, f"name {other.name}", name=other.name)
        if d.entry:
            yield _with(
                given, d, f"code and name {other.code}, criteria of {d.entry}", code=other.code, name=other.name
            )


@operator
def diagnosed_as_another(given: Given) -> Iterator[Mutant]:
    """Puts another disorder in the place of a diagnosis, as when depression is treated as anxiety."""
    for d in given.chart.diagnoses:
        other = _stranger(given)
        code = other.codes[0]
        changes = {"code": code.code, "name": code.name, "entry": other.id, "criteria": ()}
        mutant = _with(given, d, f"is {other.id}", **changes)
        near = mutant.near | around(given.chart, (), {s.id for s in given.chart.assessment.symptoms})
        yield Mutant(mutant.place, mutant.chart, near)


@operator
def diagnosis_twice(given: Given) -> Iterator[Mutant]:
    """Writes a diagnosis down a second time."""
    for d in given.chart.diagnoses:
        rank = max(x.rank for x in given.chart.diagnoses) + 1
        twin = d.model_copy(update={"id": given.chart.next_id("diagnoses"), "rank": rank})
        after = given.chart.put(twin)
        yield Mutant(f"{d.id} twice", after, _near(given.chart, after, d.id) | {twin.id})


@operator
def rank_wrong(given: Given) -> Iterator[Mutant]:
    """Leaves the chart without a primary diagnosis, or with two."""
    for d in given.chart.diagnoses:
        rank = 2 if d.rank == 1 else 1
        yield _with(given, d, f"rank {rank}", rank=rank)
