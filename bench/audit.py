"""An audit of many charts in files: charts a second on one core and on two, growth, memory.

``PLANBOT_BENCH_CHARTS`` says how many; 20,000 take a quarter of an hour and 4 GB of disk. Beside it, in the same run, a
JSON Schema validator written in Rust reads the same files against the schema of a chart.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import jsonschema_rs

from bench.charts import TODAY, plan_of
from bench.measuring import MS, Row, alone, beside, timed
from planbot.exports import chart_schema, export
from planbot.knowledge import load
from planbot.rules import check, read

CHARTS = int(os.environ.get("PLANBOT_BENCH_CHARTS", "2000"))
SIZES = ((2, 3), (3, 5), (6, 9), (15, 30))
"""Objectives and interventions of the plans that are varied."""
GROWTH = 1.15
"""The most a chart may take longer, and a process be larger, in the whole than in a quarter of it."""
LARGEST = 250.0
"""Megabytes the largest process may have."""


class Spent(NamedTuple):
    """What one audit took, as a command of its own."""

    passed: float
    """Milliseconds on the clock."""
    worked: float
    """Milliseconds of all processors together."""
    largest: float
    """Megabytes of its largest process."""


def run(times: int = 3, charts: int = CHARTS) -> list[Row]:
    """Audit the folder *times* times and a quarter and a half of it, each as a command of its own."""
    with tempfile.TemporaryDirectory(prefix="planbot-bench-") as root:
        folder = Path(root)
        quarter, half, whole = charts // 4, charts // 2, charts
        folders = {many: folder / str(many) for many in (quarter, half, whole)}
        for number, data in enumerate(varied(charts)):
            for many, where in folders.items():
                if number < many:
                    path = where / f"{number % 100:02}" / f"{number}.json"
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
        start = _audit(_one(folder, folders[whole]), 1)
        runs = min(times, 3)
        spent = {
            (many, jobs): [_audit(folders[many], jobs) for _ in range(runs)]
            for many, jobs in ((quarter, 1), (half, 1), (whole, 1), (whole, 2))
        }
        bare = [timed(partial(_validated, folders[whole])) / whole for _ in range(runs)]
        return [*_rows(spent, start, bare, (quarter, half, whole)), *_one_chart()]


def _rows(
    spent: dict[tuple[int, int], list[Spent]],
    start: Spent,
    bare: list[float],
    sizes: tuple[int, int, int],
) -> list[Row]:
    quarter, half, whole = sizes

    def passed(*key: int) -> list[float]:
        return [max(run.passed - start.passed, 0.01) / key[0] for run in spent[key[0], key[1]]]

    def worked(*key: int) -> list[float]:
        return [max(run.worked - start.worked, 0.01) / key[0] for run in spent[key[0], key[1]]]

    def largest(*key: int) -> list[float]:
        return [run.largest for run in spent[key[0], key[1]]]

    one, two, work = passed(whole, 1), passed(whole, 2), worked(whole, 1)
    seconds = median(run.passed for run in spent[whole, 2]) / MS
    return [
        beside(f"audit on one core, {_rate(one)}, beside a schema alone", one, bare),
        alone(f"audit on two cores, {_rate(two)}, {whole:,} in {seconds:.1f} s", two),
        # Growth is told in processor time, which whatever else the machine does changes least.
        beside("audit, work for each chart, all beside a quarter", work, worked(quarter, 1), aim=GROWTH),
        beside("audit, work for each chart, all beside a half", work, worked(half, 1), aim=GROWTH),
        beside(
            "audit, largest process, all beside a quarter",
            largest(whole, 1),
            largest(quarter, 1),
            aim=GROWTH,
            unit="MB",
        ),
        alone("audit, largest process of several", largest(whole, 2), aim=LARGEST, unit="MB"),
        alone("audit, starting and ending", [start.passed]),
    ]


def _rate(each: list[float]) -> str:
    return f"{MS / median(each):.0f} charts a second"


def _one_chart() -> list[Row]:
    """Return where the time of one chart goes."""
    data, knowledge = export(plan_of(15, 30, 5)), load()
    chart = read(data)
    return [
        alone("reading a chart of 15 objectives", [timed(partial(read, data)) for _ in range(30)]),
        alone("checking it", [timed(partial(check, chart.model_copy(), knowledge, today=TODAY)) for _ in range(30)]),
    ]


def varied(many: int, seed: int = 20261123) -> Iterator[bytes]:
    """Yield that many exported charts: plans of several sizes with parts taken away, no two the same."""
    rnd = random.Random(seed)
    plans = [json.loads(export(plan_of(*size))) for size in SIZES]
    for number in range(many):
        chart = dict(rnd.choice(plans))
        chart["id"] = f"chart{number}"
        chart["client"] = {**chart["client"], "name": f"Client {number}", "profile": rnd.choice(PROFILES)}
        chart["plan"] = {**chart["plan"], "objectives": [_thinned(o, rnd) for o in chart["plan"]["objectives"]]}
        chart["plan"]["interventions"] = [_thinned(i, rnd) for i in chart["plan"]["interventions"]]
        for room in ("snaps", "problems", "diagnoses"):
            chart[room] = [item for item in chart[room] if rnd.random() > 0.03]
        yield json.dumps(chart, indent=2, ensure_ascii=False).encode()


PROFILES = sorted(load().profiles)
_MAY_GO = ("baseline", "target", "due", "measured", "frequency", "minutes", "weeks", "who", "technique")


def _thinned(item: dict[str, object], rnd: random.Random) -> dict[str, object]:
    return {name: value for name, value in item.items() if name not in _MAY_GO or rnd.random() > 0.05}


def _one(root: Path, folder: Path) -> Path:
    alone_there = root / "one"
    alone_there.mkdir()
    shutil.copy(next(folder.rglob("*.json")), alone_there / "one.json")
    return alone_there


def _audit(folder: Path, jobs: int) -> Spent:
    command = [sys.executable, "-m", "planbot", "audit", os.fspath(folder), "--jobs", str(jobs), "--format", "json"]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
    if sys.platform == "win32":
        process.wait()
        passed = (time.perf_counter() - began) * MS
        return Spent(passed, passed, 1.0)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    passed = (time.perf_counter() - began) * MS
    return Spent(passed, (used.ru_utime + used.ru_stime) * MS, used.ru_maxrss / unit)


def _validated(folder: Path) -> int:
    validator = jsonschema_rs.validator_for(chart_schema())
    return sum(validator.is_valid(json.loads(path.read_bytes())) for path in sorted(folder.rglob("*.json")))
