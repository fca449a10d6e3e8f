"""The chart: what is known about one client, a module for each room."""

from planbot.chart.assessment import Assessment, Duration, Impairment, Level, Risk, RiskStatus, Score, Symptom
from planbot.chart.base import (
    Answer,
    Author,
    Frozen,
    FrozenMap,
    Item,
    Origin,
    Quantity,
    Skip,
    SkipReason,
    Status,
    Voice,
    frozen_map,
)
from planbot.chart.chart import CHART_VERSION, ROOMS, Chart, read_chart, room_of
from planbot.chart.client import Client, Clinician, Consent, Contact
from planbot.chart.diagnosis import CriterionClaim, Diagnosis, Differential, Met
from planbot.chart.discharge import Discharge, DischargeCriterion
from planbot.chart.formulation import Formulation
from planbot.chart.intake import Intake
from planbot.chart.judgements import Judged, Judgement
from planbot.chart.necessity import Necessity
from planbot.chart.participation import Participation, Signature, Signer
from planbot.chart.plan import Goal, Intervention, Measured, Objective, PlainWording, Plan, Referral, Task, Worded
from planbot.chart.problems import Problem
from planbot.chart.readiness import Readiness, Stage
from planbot.chart.reviews import Review, Waiver
from planbot.chart.snaps import Snap, SnapKind

__all__ = [
    "CHART_VERSION",
    "ROOMS",
    "Answer",
    "Assessment",
    "Author",
    "Chart",
    "Client",
    "Clinician",
    "Consent",
    "Contact",
    "CriterionClaim",
    "Diagnosis",
    "Differential",
    "Discharge",
    "DischargeCriterion",
    "Duration",
    "Formulation",
    "Frozen",
    "FrozenMap",
    "Goal",
    "Impairment",
    "Intake",
    "Intervention",
    "Item",
    "Judged",
    "Judgement",
    "Level",
    "Measured",
    "Met",
    "Necessity",
    "Objective",
    "Origin",
    "Participation",
    "PlainWording",
    "Plan",
    "Problem",
    "Quantity",
    "Readiness",
    "Referral",
    "Review",
    "Risk",
    "RiskStatus",
    "Score",
    "Signature",
    "Signer",
    "Skip",
    "SkipReason",
    "Snap",
    "SnapKind",
    "Stage",
    "Status",
    "Symptom",
    "Task",
    "Voice",
    "Waiver",
    "Worded",
    "frozen_map",
    "read_chart",
    "room_of",
]
