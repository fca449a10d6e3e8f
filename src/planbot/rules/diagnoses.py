"""Diagnoses: there is one, one is primary, codes and names are right, none excludes another."""

from collections.abc import Iterator
from itertools import combinations

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import blank, short


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("ngs1", "hw1", "src"), covers=("6", "S12"))
def no_diagnosis(checked: Checked) -> Iterator[Found]:
    """There is at least one diagnosis, by ICD-10-CM code and name.

    Why: Goals, steps and methods are chosen for a diagnosis; without one the thread has no second knot.

    Source: ngs1, hw1, src

    Fails:
        -d1

    Passes:
        d1.provisional: true
    """
    if not checked.chart.diagnoses:
        message = "No diagnosis is recorded yet."
        fix = "Look at what the symptoms support, and decide; it may be provisional."
        yield Found("diagnoses", message, fix, "diagnosis.add")


@rule(Severity.WARNING, Area.DIAGNOSIS, sources=("ru1",), covers=("7",), reads=("primary-f-code",))
def not_one_primary_diagnosis(checked: Checked) -> Iterator[Found]:
    """Exactly one diagnosis is primary, and its code is from the F chapter.

    Why: Payers cover care for one primary mental disorder at a time; a Z code alone is seldom enough.

    Source: ru1

    Fails:
        d1.rank: 2

    Passes:
        d1.rank: 1
    """
    diagnoses = checked.chart.diagnoses
    primary = [d for d in diagnoses if d.rank == 1]
    if diagnoses and not primary:
        first = diagnoses[0]
        message = "No diagnosis is marked as primary."
        yield Found(first.id, message, "Say which comes first.", f"diagnosis.code:{first.id}")
    for also in primary[1:]:
        message = f"{short(primary[0].name)} and {short(also.name)} are both marked as primary."
        yield Found(also.id, message, "Say which comes first.", f"diagnosis.code:{also.id}")
    needs_f = checked.value("primary-f-code") is not False
    for d in primary[:1] if needs_f else ():
        if d.code.strip() and not d.code.strip().upper().startswith("F"):
            message = f"The primary diagnosis, {d.code}, is not from the chapter of mental disorders (F)."
            fix = "Put a diagnosis with an F code first, if one holds."
            yield Found(d.id, message, fix, f"diagnosis.code:{d.id}", "primary-f-code")


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("src", "ngs1"), covers=("6", "S5"))
def code_not_valid(checked: Checked) -> Iterator[Found]:
    """Every code is an ICD-10-CM code that exists and can be billed: no DSM number, no heading.

    Why: A claim with a code that does not exist is refused, and a DSM number is not a code for claims.

    Source: src, ngs1

    Fails:
        d1.code: "296.32"

    Passes:
        d1.code: f331
    """
    for d in checked.chart.diagnoses:
        if blank(d.code):
            message = f"{short(d.name)} has no code yet."
            yield Found(d.id, message, "Choose its ICD-10-CM code.", f"diagnosis.code:{d.id}")
        elif fault := checked.knowledge.codes.fault(d.code):
            yield Found(d.id, fault, "Choose the code from the list.", f"diagnosis.code:{d.id}")


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("src", "ngs1"), covers=("6", "S5"))
def name_of_another_code(checked: Checked) -> Iterator[Found]:
    """The name of a diagnosis is the one its code has in ICD-10-CM.

    Why: When code and name disagree, nobody can say which of them was meant.

    Source: src, ngs1

    Fails:
        d1.name: Generalized anxiety disorder

    Passes:
        d1.name: major depressive disorder, recurrent, MODERATE
    """
    codes = checked.knowledge.codes
    for d in checked.chart.diagnoses:
        if not blank(d.code) and codes.fault(d.code) is None and (fault := codes.fault(d.code, d.name)):
            yield Found(d.id, fault, "Choose code and name together from the list.", f"diagnosis.code:{d.id}")


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("src",), covers=("S5",))
def diagnoses_exclude_each_other(checked: Checked) -> Iterator[Found]:
    """No two codes stand together that ICD-10-CM says are never coded together.

    Why: An Excludes1 note means that the two can't both be true at once.

    Source: src

    Fails:
        +diagnoses: {code: F31.81, name: Bipolar II disorder, rank: 2}

    Passes:
        +diagnoses: {code: F41.1, name: Generalized anxiety disorder, rank: 2}
    """
    for one, other in combinations(checked.chart.diagnoses, 2):
        if one.code.strip() and other.code.strip() and checked.knowledge.codes.exclude_each_other(one.code, other.code):
            message = f"{one.code} and {other.code} exclude each other (Excludes1)."
            yield Found(other.id, message, "Decide which of the two holds.", f"diagnosis.code:{other.id}")


@rule(Severity.ERROR, Area.DIAGNOSIS, sources=("src",), covers=("S5",))
def diagnosis_twice(checked: Checked) -> Iterator[Found]:
    """No diagnosis stands in the chart twice.

    Why: Two copies drift apart, and the plan no longer says which one it treats.

    Source: src

    Fails:
        +diagnoses: {code: F33.1, name: "Major depressive disorder, recurrent, moderate", rank: 2}

    Passes:
        +diagnoses: {code: F41.1, name: Generalized anxiety disorder, rank: 2}
    """
    seen: dict[str, str] = {}
    for d in checked.chart.diagnoses:
        names = [d.code.upper().replace(".", "").strip(), d.entry or ""]
        if any(name and name in seen for name in names):
            message = f"{short(d.name)} is in the chart twice."
            yield Found(d.id, message, "Keep one of the two.", f"diagnosis.code:{d.id}")
        seen.update(dict.fromkeys(names, d.id))


@rule(Severity.WARNING, Area.DIAGNOSIS, sources=("mag1", "wa", "src"), covers=("8",))
def diagnosis_without_justification(checked: Checked) -> Iterator[Found]:
    """Every diagnosis has a justification: what was seen that supports it.

    Why: A diagnosis is a hypothesis, and the chart has to show the evidence.

    Source: mag1, wa, src

    Fails:
        d1.justification: null

    Passes:
        d1.justification: Six of nine symptoms for three months
    """
    for d in checked.chart.diagnoses:
        if blank(d.justification):
            message = f"Nothing says yet why {short(d.name)} holds."
            fix = "Write down which symptoms and behaviours support it."
            yield Found(d.id, message, fix, f"diagnosis.justification:{d.id}")


@rule(Severity.ADVICE, Area.DIAGNOSIS, sources=("src", "cent"), covers=("9",))
def differential_without_reason(checked: Checked) -> Iterator[Found]:
    """Every differential that was set aside has its reason.

    Why: The reason is what the next clinician will look for.

    Source: src, cent

    Fails:
        df1.reason: null

    Passes:
        df1.reason: Worry is limited to the children
    """
    for d in checked.chart.differentials:
        if blank(d.reason):
            message = f"{short(d.name)} was set aside without a reason."
            yield Found(d.id, message, "Write down what speaks against it.", f"differential.reason:{d.id}")
