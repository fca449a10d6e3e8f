"""People: whole charts of widely different clients, none of whom exists, as a careful clinician would write them.

Each is a file of YAML beside this one, in the form of the sample in ``planbot.rules.pages.examples``, for the day
``planbot.rules.pages.examples.TODAY``. No rule finds anything to mend in any of them.
"""

from functools import cache
from pathlib import Path

import yaml

from planbot.chart import Chart
from planbot.knowledge import load
from planbot.rules.pages.examples import TODAY, judged

HERE = Path(__file__).parent


@cache
def people() -> dict[str, Chart]:
    """Return the chart of every person by the name of its file, in the order of their names."""
    return {file.stem: person(file) for file in sorted(HERE.glob("*.yaml"))}


def person(file: Path) -> Chart:
    """Return the chart in a file, with the name of the file as its id, and judged by its clinician."""
    chart = Chart.model_validate({"id": file.stem, **yaml.safe_load(file.read_text(encoding="utf-8"))})
    return judged(chart, load(), TODAY)
