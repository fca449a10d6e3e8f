"""Asking who a new plan is for, and the empty chart it begins with."""

import uuid
from datetime import UTC, datetime

from planbot.chart import Chart, Client, Clinician
from planbot.settings import Settings
from planbot.tui.screens.form import Field, FormScreen, needed


class NewClientScreen(FormScreen):
    """Asks for a name or an alias, and nothing else yet."""

    def __init__(self) -> None:
        super().__init__(
            "A new plan",
            "A name or an alias is enough. Everything else is asked in its own time.",
            (Field("name", "Who is it for?", hint="such as Sam R."),),
            check=needed(("name", "Please give a name or an alias.")),
            do="Begin",
        )


def new_chart(name: str, settings: Settings | None = None) -> Chart:
    """Return an empty chart for *name*, with the practice's own clinician when the settings know one."""
    clinician = Clinician(name=settings.clinician, credentials=settings.credentials) if settings else Clinician()
    client = Client(name=name, clinician=clinician)
    return Chart(id=uuid.uuid4().hex, created=datetime.now(UTC), client=client)
