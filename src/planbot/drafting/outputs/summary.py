"""The integrative summary: how problems, diagnosis and person hang together."""

from collections.abc import Iterator
from typing import Any

from pydantic import create_model

from planbot.drafting import material
from planbot.drafting.base import Proposal
from planbot.drafting.material import Matter, by_id
from planbot.drafting.outputs import Drafted
from planbot.drafting.outputs._sentences import joined, sentences, upheld

MOST = 5


def shape(matter: Matter) -> type[Drafted]:
    """Return the model of the answer; every sentence rests on this chart."""
    return create_model("Summary", __base__=Drafted, sentences=sentences(_facts(matter), MOST))


def proposals(drafted: Any, matter: Matter) -> Iterator[Proposal]:
    """Yield the sentences that hold, as one text."""
    kept, rests_on, doubts = upheld(drafted.sentences, _facts(matter), matter)
    yield Proposal(
        words=joined(kept),
        links=tuple(i for i in rests_on if matter.chart.find(i)),
        because="put together from what the chart holds",
        doubts=tuple(doubts),
    )


def _facts(matter: Matter) -> dict[str, str]:
    return by_id(
        material.problems(matter),
        material.symptoms(matter),
        material.impairments(matter),
        material.diagnoses(matter),
        material.snaps(matter),
        material.scores(matter),
        material.histories(matter),
    )
