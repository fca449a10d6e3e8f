"""Fills the gaps of a pattern from a chart; what the chart does not say is never made up."""
# ruff: noqa: SIM905 -- word lists read best as words

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from planbot.chart import Chart, SnapKind
from planbot.knowledge.entries import Slot
from planbot.text import one_line

CLIENT = "client"
"""The slot every pattern may have: the client's name."""
LONGEST = 80
"""Letters a person's own words may have to fit into a sentence of someone else's."""
_FIRST_PERSON = re.compile(r"\b(?:[Ii](?:'[a-z]+)?|[Mm]y|[Mm]e|[Mm]yself|[Ww]e|[Oo]ur|us)\b")
_SLOT = re.compile(r"\{([a-z][a-z0-9_-]*)\}")


def slot_names(text: str) -> tuple[str, ...]:
    """Return the names of the slots in *text*, each once, in order."""
    return tuple(dict.fromkeys(_SLOT.findall(text)))


def fill(text: str, slots: Mapping[str, Slot], chart: Chart, client_name: str) -> str:
    """Return *text* with every slot filled.

    A slot takes the first fitting words of the chart that no goal, objective or intervention uses yet, then the
    first fitting ones, then what the slot says otherwise. A slot that is not declared stays as it is, to be seen.
    """
    taken: set[str] = set()

    def words(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in filled:
            return filled[name]
        if name == CLIENT:
            filled[name] = client_name
        elif name in slots:
            filled[name] = _words_for(slots[name], chart, taken, own=text.startswith(("I ", "My ")))
        else:
            return match.group(0)
        return filled[name]

    filled: dict[str, str] = {}
    return _SLOT.sub(words, text)


def _words_for(slot: Slot, chart: Chart, taken: set[str], *, own: bool) -> str:
    used = _used(chart)
    offers = [(key, words) for kind in slot.fills_from for key, words in _offers(kind, chart, own=own)]
    fresh = [(key, words) for key, words in offers if key not in taken]
    for key, words in chain((o for o in fresh if o[0] not in used), fresh):
        taken.add(key)
        return words
    return slot.otherwise


def _offers(kind: str, chart: Chart, *, own: bool) -> Iterator[tuple[str, str]]:
    """Yield what the chart has of a kind, with a key that says where it stands."""
    if kind == "behaviour":
        said = [(f"{s.id} {n}", words) for s in chart.assessment.symptoms for n, words in enumerate(s.behaviours)]
    elif kind == "symptom":
        said = [(symptom.id, symptom.words) for symptom in chart.assessment.symptoms]
    else:
        said = [(snap.id, snap.words) for snap in chart.snaps if snap.kind == SnapKind(kind)]
    for key, words in said:
        fitting = _fitting(words, own=own)
        if fitting:
            yield key, fitting


def _fitting(words: str, *, own: bool) -> str:
    """Return *words* as they stand inside a sentence, or "" when they do not fit into one.

    The words stay the person's own: only white space, quotation marks around them and a full stop go.
    Words in the first person, such as "my sister", are quoted in a sentence that is not the client's *own*.
    """
    bare = one_line(words).strip(' .;,"“”')
    if not bare or len(bare) > LONGEST or re.search(r"[{}\ufffd]|[.!?]\s", bare):
        return ""
    if not own and _FIRST_PERSON.search(bare):
        return f"“{bare}”"
    first = bare.split(" ", 1)[0]
    # "Cooking" becomes "cooking" inside a sentence; "I", "TV" and a name before another capital stay.
    lowers = first[1:].islower() and not re.match(r"\S+\s+[A-Z]", bare)
    return bare[0].lower() + bare[1:] if lowers and first[0].isupper() and _common(first) else bare


def _common(first: str) -> bool:
    """Whether a capital is there only because a list entry began with it, as far as its ending tells."""
    return first.lower().endswith("ing") or first.lower() in _SMALL


_SMALL = frozenset(
    "a an the my our being is can good no not more less to at with being family friends music work faith humor humour "
    "honesty love trust hope help time people someone nature pets kids children privacy respect".split()
)


def _used(chart: Chart) -> set[str]:
    """Return the ids of the SNAPs and symptoms that goals, objectives and interventions already take up.

    A behaviour counts as used once its words stand in an objective.
    """
    plan = chart.plan
    used = {snap for goal in plan.goals for snap in goal.snaps}
    used |= {snap for objective in plan.objectives for snap in objective.snaps}
    used |= {snap for intervention in plan.interventions for snap in intervention.snaps}
    used |= {symptom for objective in plan.objectives for symptom in objective.symptoms}
    written = " ".join(one_line(objective.behaviour).casefold() for objective in plan.objectives)
    for symptom in chart.assessment.symptoms:
        for number, words in enumerate(symptom.behaviours):
            if words and one_line(words).casefold().strip(" .") in written:
                used.add(f"{symptom.id} {number}")
    for snap in chart.snaps:
        if (words := one_line(snap.words).casefold().strip(" .")) and words in written:
            used.add(snap.id)
    return used
