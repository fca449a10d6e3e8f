"""Asking who a new plan is for and whose requirements it has to meet, and the chart it begins with."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime

from planbot.chart import Chart, Client, Clinician, Voice
from planbot.flows import Asking, apply, flow
from planbot.knowledge import BASELINE, Knowledge
from planbot.settings import Settings
from planbot.tui.screens.form import Field, FormScreen, needed

PAYER = "client.profile"
"""The key of the question whose requirements a plan has to meet."""


class NewClientScreen(FormScreen):
    """Asks for a name or an alias and for the payer, and nothing else yet."""

    def __init__(self, knowledge: Knowledge, usual: str = "") -> None:
        payers = tuple((profile.id, profile.name) for profile in knowledge.profiles.values())
        chosen = usual if usual in knowledge.profiles else BASELINE
        payer = Field(
            "payer",
            "Whose requirements? Tab goes there; F7 changes it later.",
            chosen,
            options=payers,
        )
        name = Field("name", "Who is it for?", hint="such as Sam R.")
        super().__init__(
            "A new plan",
            "A name or an alias is enough. Everything else is asked in its own time.",
            (name, payer) if payers else (name,),
            check=needed(("name", "Please give a name or an alias.")),
            do="Begin",
        )


def new_chart(given: Mapping[str, str], settings: Settings, knowledge: Knowledge) -> Chart:
    """Return the chart of a new client, with the practice's own clinician when the settings know one.

    A payer that was chosen is the answer to its question; any payer is where every chart begins.
    """
    clinician = Clinician(name=settings.clinician, credentials=settings.credentials)
    now = datetime.now(UTC)
    chart = Chart(id=uuid.uuid4().hex, created=now, client=Client(name=given["name"], clinician=clinician))
    question = flow("plan").find(Asking(chart, knowledge, Voice.THERAPIST, date.today()), PAYER)
    if question is None or given.get("payer", BASELINE) == BASELINE:
        return chart
    return apply(question, given["payer"], now).chart
