"""Charts that many tests begin with."""

from datetime import UTC, date, datetime

from planbot.chart import Chart, Client

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def new_chart(name: str = "Sam R.", chart_id: str = "test-chart") -> Chart:
    """A chart of which only the client's name is known."""
    return Chart(id=chart_id, created=NOW, client=Client(name=name))
