"""The fixed set: whole charts of people who do not exist, each cut back to before a question, and free speech.

A chart that holds the answer already would ask a model to repeat it; so what the draft is for is taken out first.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planbot.chart import Chart, Client, Consent, Item
from planbot.chart.links import without
from planbot.drafting.prompts import tasks
from planbot.errors import PlanbotError
from planbot.paths import evaluation_folder, people_folder

DAY = date(2026, 11, 23)
"""The day for which every chart of the set is written."""
READING = "reading"
_SPEECH, _CHARTS = "speech.yaml", "charts.yaml"


@dataclass(frozen=True)
class Expected:
    """What a careful listener would find in a piece of speech."""

    kind: str
    words: str


@dataclass(frozen=True)
class Case:
    """One draft to ask for."""

    task: str
    name: str
    """The name of the chart or the piece of speech."""
    chart: Chart
    key: str
    """The question at which it is asked for."""
    speech: str = ""
    expected: tuple[Expected, ...] = ()

    @property
    def id(self) -> str:
        """The case among all others."""
        return f"{self.task}/{self.name}"


def cases(wanted: Sequence[str] = (), most: int | None = None) -> Iterator[Case]:
    """Yield the cases of the tasks *wanted*, or of all, for the first *most* charts and pieces of speech, or all.

    Charts come one after the other with every task, so that a measurement that is stopped has some of each.
    Raises PlanbotError for a task that there is none of, naming those there are.
    """
    known = (*BEFORE, READING)
    unknown = [task for task in wanted if task not in known]
    if unknown:
        raise PlanbotError(f"There is no task {unknown[0]!r} to measure; choose from {', '.join(known)}.")
    asked = [task for task in known if task in (wanted or known) and task in tasks()]
    for name, said in _pairs(most):
        for task in asked:
            if task == READING:
                if said is not None:
                    yield _spoken(said)
            elif name is not None and (cut := BEFORE[task](_being_written(charts()[name]))):
                chart, key = cut
                yield Case(task, name, chart, key)


def _pairs(most: int | None) -> Iterator[tuple[str | None, Mapping[str, Any] | None]]:
    names, said = list(charts())[:most], list(speech())[:most]
    for number in range(max(len(names), len(said))):
        yield names[number] if number < len(names) else None, said[number] if number < len(said) else None


@cache
def charts() -> Mapping[str, Chart]:
    """Return every chart of the set by its name, in the order of the set.

    Raises PlanbotError when a file of the set is missing.
    """
    return {name: _chart(people_folder() / f"{name}.yaml") for name in _read(evaluation_folder() / _CHARTS)}


@cache
def speech() -> tuple[Mapping[str, Any], ...]:
    """Return every piece of speech of the set, with what is to be found in it."""
    return tuple(_read(evaluation_folder() / _SPEECH))


@cache
def digest() -> str:
    """Return twelve digits that change with anything in the set: only measurements with the same can be compared."""
    folder = evaluation_folder()
    files = [folder / _CHARTS, folder / _SPEECH, *(people_folder() / f"{name}.yaml" for name in charts())]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()[:12]


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError:
        raise PlanbotError(f"{path.name} of the set is missing; install planbot again.") from None


def _chart(path: Path) -> Chart:
    return Chart.model_validate({"id": path.stem, **_read(path)})


def _spoken(piece: Mapping[str, Any]) -> Case:
    """A piece of speech, said by somebody whose chart is empty."""
    expected = tuple(Expected(kind, words) for each in piece["found"] for kind, words in each.items())
    began = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=UTC)
    chart = Chart(id=piece["id"], created=began, client=Client(name="Kim Okafor"))
    return Case(READING, piece["id"], _being_written(chart), "intake.presenting", piece["said"], expected)


def _being_written(chart: Chart) -> Chart:
    """*chart* unsigned, and with consent to a model: what is found about either would be no draft's fault."""
    consent = Consent(id=chart.next_id("consents"), kind="model", given=True, on=chart.created.date())
    chart = chart.set("participation", chart.participation.model_copy(update={"signatures": ()}))
    return chart if any(c.kind == "model" for c in chart.client.consents) else chart.put(consent)


Cut = tuple[Chart, str] | None


def _cleared(items: Sequence[Item], chart: Chart, field: str, step: str) -> Cut:
    """*chart* with *field* of its first item empty, and the question that asks for it."""
    if not items:
        return None
    return chart.put(items[0].model_copy(update={field: None})), f"{step}:{items[0].id}"


def _without_objectives(chart: Chart) -> Cut:
    """The first goal, all its objectives taken out."""
    if not chart.plan.goals:
        return None
    goal = chart.plan.goals[0]
    for objective in chart.plan.objectives:
        if objective.goal == goal.id:
            chart = without(chart, objective.id)
    return chart, f"objective.add:{goal.id}"


def _without_interventions(chart: Chart) -> Cut:
    """The first objective that is worked on, with no intervention serving it."""
    active = [o for o in chart.plan.objectives if o.status.value == "active"]
    if not active:
        return None
    for intervention in chart.plan.interventions:
        if active[0].id in intervention.objectives:
            chart = without(chart, intervention.id)
    return chart, f"intervention.add:{active[0].id}"


BEFORE: Mapping[str, Callable[[Chart], Cut]] = {
    "goal-wording": lambda c: _cleared(c.plan.goals, c, "clinical", "goal.clinical"),
    "objective": _without_objectives,
    "intervention": _without_interventions,
    "problem-statement": lambda c: _cleared(
        [p for p in c.problems if not p.deferred], c, "statement", "problem.statement"
    ),
    "summary": lambda c: (c.set("formulation.summary", None), "formulation.summary"),
    "necessity": lambda c: (c.set("necessity.statement", None), "necessity.statement"),
    "plainer": lambda c: _cleared(
        [o for o in c.plan.objectives if o.status.value == "active"], c, "plain", "objective.plain"
    ),
}
"""For each task: a chart as it is just before the question, and the question; None where a chart has no such place."""
