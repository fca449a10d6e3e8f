"""The flows: each file reads as the interview it holds."""

from planbot.flows.base import (
    Applied,
    Asking,
    Each,
    Flow,
    Progress,
    Question,
    Step,
    Walked,
    apply,
    forgotten,
    skipped,
    withdrawn,
)
from planbot.flows.found import flow, flows

__all__ = [
    "Applied",
    "Asking",
    "Each",
    "Flow",
    "Progress",
    "Question",
    "Step",
    "Walked",
    "apply",
    "flow",
    "flows",
    "forgotten",
    "skipped",
    "withdrawn",
]
