"""What the tests of audits are made with: a folder of charts, good, bad and none."""

from pathlib import Path

from planbot.chart import Chart
from planbot.exports import export
from planbot.rules.pages.examples import clean_chart
from tests.sample_charts import draft_chart, empty_chart

SECRET = "what the client said in confidence"


def numbered(chart: Chart, number: int, name: str = "") -> Chart:
    """Return *chart* as that of another client."""
    client = chart.client.model_copy(update={"name": name or f"Client {number}"})
    return chart.model_copy(update={"id": f"n{number}", "client": client})


def charts(each: int = 2) -> list[Chart]:
    """Return clean, unsigned and empty charts, *each* of every kind, of as many clients."""
    kinds = (clean_chart(), draft_chart(), empty_chart())
    return [numbered(kind, number * 10 + at) for number in range(each) for at, kind in enumerate(kinds)]


def fill(folder: Path, each: int = 2) -> Path:
    """Write the charts into *folder* and folders inside it, with one file that is no chart."""
    for number, chart in enumerate(charts(each)):
        inside = folder / f"week {number % 3}"
        inside.mkdir(parents=True, exist_ok=True)
        (inside / f"{chart.id}.json").write_bytes(export(chart))
    (folder / "broken.json").write_text('{"client": "' + SECRET + '"', encoding="utf-8")
    (folder / "letter.txt").write_text(SECRET, encoding="utf-8")
    return folder
