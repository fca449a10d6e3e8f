"""The flows: each file reads as the interview it holds."""

from planbot.flows.applying import Applied, apply, forgotten, skipped, withdrawn
from planbot.flows.base import Asking, Each, Flow, Progress, Question, Step, Walked
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
