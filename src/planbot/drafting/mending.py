"""What the library can put right in a model's draft: facts it has at hand, never new words."""

from planbot.drafting.base import Proposal
from planbot.drafting.material import Matter


def mended(proposal: Proposal, matter: Matter) -> Proposal:
    """Return *proposal* with what the library can put right, or as it is."""
    del matter
    return proposal
