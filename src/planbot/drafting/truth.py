"""Whether a draft says only what the chart holds, decided by looking, not by asking a model again."""

from collections.abc import Sequence

from planbot.drafting.base import Proposal
from planbot.drafting.material import Matter


def doubts(proposal: Proposal, matter: Matter) -> tuple[str, ...]:
    """Return what in *proposal* rests on nothing in the chart, each as one sentence."""
    del proposal, matter
    return ()


def supported(sentence: str, cited: Sequence[str]) -> list[str]:
    """Return what in *sentence* rests on none of the facts it cites, which are texts; each as one sentence."""
    del sentence, cited
    return []
