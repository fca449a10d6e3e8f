"""Prints what the library holds and how well it hangs together, and leaves with 1 where it does not.

Coverage: every symptom that a disorder or problem uses is taken up by two objective patterns and three
interventions. Near-duplicates: no two texts of a kind are more than 90 of 100 alike (rapidfuzz, words as a set).
Reading grade: what a client reads is at most eighth grade.
"""

import sys
from collections import Counter
from itertools import combinations

from rapidfuzz import fuzz

from planbot.knowledge import EvidenceLevel, InterventionEntry, Knowledge, ObjectivePattern, load
from planbot.knowledge.validation import problems_in
from planbot.paths import knowledge_folder
from planbot.rules.reading.words import reading_grade

OBJECTIVES, INTERVENTIONS = 2, 3
ALIKE = 90
GRADE = 8


def uncovered(knowledge: Knowledge) -> list[str]:
    """Return the symptoms in use that too few objective patterns or interventions take up."""
    used = {s for d in knowledge.diagnoses.values() for g in d.criteria for c in g.criteria for s in c.symptoms}
    used |= {s for p in knowledge.problems.values() for s in p.symptoms}
    steps = Counter(s for o in knowledge.objectives.values() for s in o.symptoms)
    methods = Counter(s for i in knowledge.interventions.values() for s in i.symptoms)
    return sorted(s for s in used if steps[s] < OBJECTIVES or methods[s] < INTERVENTIONS)


def alike(knowledge: Knowledge) -> tuple[float, list[str]]:
    """Return how alike the two most alike texts of a kind are, and the pairs that are too much so."""
    kinds = (
        {o.id: o.text for o in knowledge.objectives.values()},
        {i.id: i.what for i in knowledge.interventions.values()},
    )
    most, pairs = 0.0, []
    for texts in kinds:
        for (one, first), (other, second) in combinations(texts.items(), 2):
            likeness = fuzz.token_set_ratio(first, second)
            most = max(most, likeness)
            if likeness > ALIKE:
                pairs.append(f"{one} and {other}")
    return most, pairs


def too_hard(knowledge: Knowledge) -> tuple[float, list[str]]:
    """Return the highest reading grade of what a client reads, and the entries above the eighth."""
    plain = {o.id: _filled(o) for o in knowledge.objectives.values()}
    plain |= {i.id: _filled(i) for i in knowledge.interventions.values()}
    grades = {entry: reading_grade(text) for entry, text in plain.items()}
    return max(grades.values(), default=0.0), sorted(entry for entry, grade in grades.items() if grade > GRADE)


def _filled(entry: ObjectivePattern | InterventionEntry) -> str:
    text = entry.plain.replace("{client}", "Sam")
    for name, slot in entry.slots.items():
        text = text.replace(f"{{{name}}}", slot.otherwise)
    return f"{text}."


def main() -> int:
    """Print the figures; return the exit code."""
    knowledge = load()
    problems = knowledge.problems.values()
    codes = {code.code for d in knowledge.diagnoses.values() for code in d.codes}
    phrases = sum(len(s.says) for s in knowledge.symptoms.values())
    levels = Counter(i.evidence.level for i in knowledge.interventions.values())
    bare, (likeness, pairs), (grade, hard) = uncovered(knowledge), alike(knowledge), too_hard(knowledge)
    faults = problems_in(knowledge_folder())
    print(f"library: {len(knowledge.diagnoses)} disorders, {len(codes)} codes, {len(knowledge.symptoms)} symptoms")
    print(f"         {phrases} phrases, {len(problems)} problems, {len(knowledge.measures)} measures")
    print(f"         {len(knowledge.objectives)} objective patterns, {len(knowledge.interventions)} interventions")
    print(
        f"a problem has on average {sum(len(p.objectives) for p in problems) / len(problems):.1f} objective patterns"
        f" and {sum(len(p.interventions) for p in problems) / len(problems):.1f} interventions"
    )
    print("evidence: " + ", ".join(f"{level.value} {levels[level]}" for level in EvidenceLevel))
    print(f"symptoms taken up too little: {len(bare)}; faults: {len(faults)}")
    print(f"most alike texts: {likeness:.0f} of 100, {len(pairs)} pairs above {ALIKE}")
    print(f"highest reading grade: {grade:.1f}, {len(hard)} texts above {GRADE}")
    for wrong in (*bare, *pairs, *hard, *faults):
        print(f"  mend: {wrong}")
    return 1 if bare or pairs or hard or faults else 0


if __name__ == "__main__":
    sys.exit(main())
