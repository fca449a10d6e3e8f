"""The statement of medical necessity: why care is needed, out of the reasons that were recorded."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import create_model

from planbot.drafting import material
from planbot.drafting.base import Proposal
from planbot.drafting.material import Matter, by_id
from planbot.drafting.outputs import Drafted
from planbot.drafting.outputs._sentences import joined, sentences, upheld
from planbot.errors import DraftError

MOST = 4


def shape(matter: Matter) -> type[Drafted]:
    """Return the model of the answer; its reasons are those that were recorded, and no others.

    Raises DraftError while no reason is recorded.
    """
    if not any(fact.id.startswith("reason-") for fact in material.necessity(matter)):
        raise DraftError("No reason for treatment is recorded yet; choose the reasons first.")
    return create_model("Necessity", __base__=Drafted, sentences=sentences(_facts(matter), MOST))


def proposals(drafted: Any, matter: Matter) -> Iterator[Proposal]:
    """Yield the sentences that hold; one that names a reason nobody recorded is left out."""
    facts = _facts(matter)
    named = {id(each): _unrecorded(each, matter, facts) for each in drafted.sentences}
    holding = [each for each in drafted.sentences if not named[id(each)]]
    kept, rests_on, doubts = upheld(holding or drafted.sentences, facts, matter)
    told = [f"The reason “{label}” is not among those recorded." for labels in named.values() for label in labels]
    yield Proposal(
        words=joined(kept),
        links=tuple(i for i in rests_on if matter.chart.find(i)),
        because="put together from the reasons recorded",
        doubts=tuple(dict.fromkeys((*told, *doubts))),
    )


def _unrecorded(each: Any, matter: Matter, facts: dict[str, str]) -> list[str]:
    """The labels of reasons that a sentence names and nobody recorded."""
    low, cited = each.text.casefold(), " ".join(facts[str(i)] for i in each.rests_on).casefold()
    return [
        reason.label
        for reason in matter.question.knowledge.reasons.values()
        if f"reason-{reason.id}" not in facts and _names(low, reason.label) and not _names(cited, reason.label)
    ]


def _names(text: str, label: str) -> bool:
    """Whether *text* has the verb of a reason and, later in the same clause, its last word."""
    first, *_, last = label.casefold().split()
    return bool(re.search(rf"\b{re.escape(first[:6])}\w*\b[^.;]*\b{re.escape(last.rstrip('s')[:9])}\w*", text))


def _facts(matter: Matter) -> dict[str, str]:
    return by_id(
        material.necessity(matter),
        material.diagnoses(matter),
        material.symptoms(matter),
        material.impairments(matter),
        material.scores(matter),
    )
