"""Letting a warning or a piece of advice stand, with a reason and a name."""

from datetime import date

from planbot.chart import Waiver
from planbot.rules import Finding
from planbot.session import Session, Turn
from planbot.tui.screens.form import Field, FormScreen, needed


class WaiveScreen(FormScreen):
    """Asks for the reason and for the name of the person who decides."""

    def __init__(self, finding: Finding, name: str = "") -> None:
        super().__init__(
            "Let this stand",
            f"{finding.message}\n\nThe reason and your name stay in the record. If the finding is settled later, "
            "planbot will say that the waiver is no longer needed.",
            (
                Field("reason", "Why may it stand for this client?", hint="a sentence is enough"),
                Field("name", "Who decides this?", name, "your full name"),
            ),
            check=needed(("reason", "Please give the reason."), ("name", "Please give your name.")),
            do="Let it stand",
        )


def waive(session: Session, finding: Finding, reason: str, name: str, today: date) -> Turn:
    """Save the waiver and return the next turn."""
    waiver = Waiver(
        id=session.chart.next_id("waivers"), rule=finding.rule, at=finding.at, reason=reason, name=name, on=today
    )
    return session.changed(session.chart.put(waiver), "waived")
