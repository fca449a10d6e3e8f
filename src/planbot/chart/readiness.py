"""Readiness and capacity, which decide how much of the plan is written together."""

from enum import StrEnum

from planbot.chart.base import Frozen


class Stage(StrEnum):
    """The stages of change of the transtheoretical model (Prochaska and DiClemente, 1983)."""

    PRECONTEMPLATION = "precontemplation"
    CONTEMPLATION = "contemplation"
    PREPARATION = "preparation"
    ACTION = "action"
    MAINTENANCE = "maintenance"


class Readiness(Frozen):
    """The factors that set the pace; the therapist may override the pace with a reason."""

    stage: Stage | None = None
    motivation: int | None = None
    """0 (none) to 10 (high), as the client puts it."""
    insight: str | None = None
    """"low", "fair" or "good", as the therapist sees it."""
    capacity: str | None = None
    """"full", "limited" or "severe deficit", as the therapist sees it."""
    acuity: str | None = None
    """"none", "crisis" or "active psychosis", as the therapist sees it."""
    pace: str | None = None
    """The pace chosen, when it differs from the one that follows from the factors."""
    pace_reason: str | None = None
    minutes: int | None = None
    """The minutes agreed for writing together."""
