"""Interventions for an objective: what the therapist will do, which technique, how often, how long, and for what.

The evidence is never the model's: it is the library's, when the technique is one of the library's.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import Field, create_model

from planbot.drafting import material
from planbot.drafting.base import Proposal
from planbot.drafting.library import evidence_of
from planbot.drafting.material import Matter, by_id, weeks_at_most
from planbot.drafting.outputs import Drafted, building_on, one_of, tidied
from planbot.flows.options import chart_diagnoses, chart_snaps, labels
from planbot.knowledge import InterventionEntry, refusals
from planbot.knowledge.words import stem, tokens

MOST = 2
UNDER_A_YEAR = 51
"""Weeks; what goes on for a year or longer is planned anew."""


def shape(matter: Matter) -> type[Drafted]:
    """Return the model of the answer; approach, type and rhythm are the library's, the diagnosis is this chart's."""
    named = matter.question.knowledge.approaches.values()
    approach: Any = one_of("ApproachName", (each for each in named if "safety" not in each))
    kind: Any = one_of("Type", material.types(matter))
    rhythm: Any = one_of("Rhythm", material.rhythms(matter))
    fields: dict[str, Any] = {
        "what": (str, Field(min_length=20, max_length=240)),
        "technique": (str, Field(min_length=4, max_length=70)),
        "approach": (approach, ...),
        "type": (kind, ...),
        "frequency": (rhythm, ...),
        "minutes": (int, Field(ge=15, le=120)),
        "weeks": (int, Field(ge=1, le=weeks_at_most(matter, UNDER_A_YEAR))),
        **building_on(matter),
        **_for_a_diagnosis(matter),
    }
    intervention = create_model("Intervention", __base__=Drafted, **fields)
    return create_model(
        "Interventions", __base__=Drafted, interventions=(list[intervention], Field(min_length=1, max_length=MOST))
    )


def _for_a_diagnosis(matter: Matter) -> dict[str, Any]:
    """The field for the diagnosis, where there are several: a single one is linked by the flow itself."""
    known = by_id(material.diagnoses(matter))
    if len(matter.chart.diagnoses) < 2:
        return {}
    return {"diagnosis": (one_of("ForDiagnosis", known), ...)}


def proposals(drafted: Any, matter: Matter) -> Iterator[Proposal]:
    """Yield each intervention that the plan does not have."""
    planned = {i.what.casefold() for i in matter.chart.plan.interventions}
    for each in drafted.interventions:
        what = tidied(each.what)
        if what.casefold() not in planned:
            planned.add(what.casefold())
            yield _intervention(each, what, matter)


def _intervention(each: Any, what: str, matter: Matter) -> Proposal:
    question = matter.question
    entry = entry_of(tidied(each.technique), matter)
    clinician = matter.chart.client.clinician
    builds_on = list(dict.fromkeys(str(s) for s in getattr(each, "builds_on", ())))
    follow = [
        ("intervention.technique", entry.technique if entry else tidied(each.technique)),
        ("intervention.approach", str(each.approach)),
        ("intervention.type", str(each.type)),
        ("intervention.frequency", str(each.frequency)),
        ("intervention.minutes", str(each.minutes)),
        ("intervention.weeks", str(each.weeks)),
    ]
    mended = set()
    evidence = evidence_of(question, entry) if entry else ""
    if entry:
        follow += [("intervention.evidence", evidence), ("intervention.entry", entry.id)]
        mended = {"intervention.evidence", "intervention.entry"}
    if who := ", ".join(part for part in (clinician.name, clinician.credentials) if part):
        follow.append(("intervention.who", who))
    links = [question.item.id, *builds_on]
    if (diagnosis := getattr(each, "diagnosis", None)) is not None:
        follow.append(("intervention.diagnosis", labels(chart_diagnoses(question), [str(diagnosis)])))
        links.append(str(diagnosis))
    if builds_on:
        follow.append(("intervention.snaps", labels(chart_snaps(question), builds_on)))
    return Proposal(
        words=what,
        follow=tuple(follow),
        links=tuple(links),
        because=f"uses {entry.technique}" if entry else "the library knows no technique of that name",
        evidence=evidence,
        mended=frozenset(mended),
    )


def entry_of(technique: str, matter: Matter) -> InterventionEntry | None:
    """Return the library's entry whose name says the same as *technique*, word forms aside; or None.

    The first part of a name is enough, as in "cognitive restructuring", where one entry alone has it that is for
    what the objective moves. What this client would rather not do is never taken.
    """
    knowledge, said = matter.question.knowledge, _words(technique)
    refused = refusals(matter.chart, knowledge).keys()
    offered = [e for e in knowledge.interventions.values() if not refused & {*e.involves, e.type}]
    wanted = {
        s.entry for s in matter.chart.assessment.symptoms if s.id in getattr(matter.question.item, "symptoms", ())
    }
    same = sorted((e for e in offered if _words(e.technique) == said), key=lambda e: -len(wanted & set(e.symptoms)))
    if same and said:
        return same[0]
    begins = [e for e in offered if _words(e.technique.split(" with ")[0]) == said and wanted & set(e.symptoms)]
    return begins[0] if len(begins) == 1 and said else None


def _words(name: str) -> frozenset[str]:
    plain = name.casefold().replace("-", " ").replace("our", "or")
    return frozenset(stem(token.word) for token in tokens(plain))
