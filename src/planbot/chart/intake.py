"""The intake: why the client came, and the histories a plan must respect."""

from planbot.chart.base import Frozen


class Intake(Frozen):
    """What was learned at intake; None means it was not asked, "none" is an answer."""

    presenting: str | None = None
    """The presenting problem in the client's own words."""
    psychiatric: str | None = None
    medical: str | None = None
    developmental: str | None = None
    """Learning, developmental and intellectual conditions."""
    family: str | None = None
    social: str | None = None
    substance_use: str | None = None
    trauma: str | None = None
    work_education: str | None = None
    legal: str | None = None
    culture: str | None = None
    earlier_care: str | None = None
    self_help: str | None = None
    """What the client has already tried alone."""
    medicines: str | None = None
    providers: str | None = None
    supports: str | None = None
    barriers: str | None = None
    approaches: tuple[str, ...] = ()
    """The therapeutic approaches that will be integrated."""
