"""The whole plan, from first word to participation: every flow in the order of the golden thread."""

from planbot.flows import (
    diagnosis,
    discharge,
    formulation,
    goals,
    impact,
    intake,
    interventions,
    judgements,
    measures,
    necessity,
    objectives,
    participation,
    presenting,
    problem_list,
    readiness,
    risk,
    snaps,
    tasks,
)
from planbot.flows.base import Flow

PARTS = (
    intake.FLOW,
    presenting.FLOW,
    impact.FLOW,
    snaps.FLOW,
    readiness.FLOW,
    measures.FLOW,
    risk.FLOW,
    diagnosis.FLOW,
    problem_list.FLOW,
    formulation.FLOW,
    goals.FLOW,
    objectives.FLOW,
    interventions.FLOW,
    tasks.FLOW,
    discharge.FLOW,
    necessity.FLOW,
    participation.FLOW,
    judgements.FLOW,
)

FLOW = Flow(
    "plan",
    "Treatment plan",
    "The whole plan, in the order of the golden thread; leave at any point, and go on there.",
    (*(block for part in PARTS[:-1] for block in part.blocks), *judgements.WHEN_OPENED),
)


def part_of(step_id: str) -> Flow:
    """Return the part of the plan a step belongs to."""
    return next(part for part in PARTS if step_id in part.step_ids)
