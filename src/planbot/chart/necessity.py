"""Medical necessity: a coverage concern, every element of which is recorded or reported missing."""

from planbot.chart.base import Frozen


class Necessity(Frozen):
    """Why outpatient care is needed now."""

    reasons: tuple[str, ...] = ()
    """Ids of reasons from the closed list in the library."""
    engagement: str | None = None
    follow_through: str | None = None
    """How the client agreed to the plan and what helps them carry it out."""
    expected_benefit: str | None = None
    without_care: str | None = None
    """What would be expected to worsen without treatment."""
    statement: str | None = None
