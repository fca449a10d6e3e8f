"""What may be sent at all, and under which names: risk stays here, and people and places get stand-ins."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from planbot.chart import Chart
from planbot.chart.assessment import Risk
from planbot.knowledge import Knowledge


def sendable(chart: Chart, knowledge: Knowledge) -> Chart:
    """Return *chart* without anything that may never be sent: risk, the safety plan, and what speaks of danger."""
    phrases = tuple(phrase.casefold() for phrase in knowledge.safety.phrases)

    def harmless(*texts: str) -> bool:
        return not any(phrase in text.casefold() for text in texts for phrase in phrases)

    assessment = chart.assessment.model_copy(
        update={
            "risk": Risk(),
            "symptoms": tuple(s for s in chart.assessment.symptoms if harmless(s.words, *s.behaviours)),
        }
    )
    return chart.set("assessment", assessment)


@dataclass(frozen=True)
class StandIns:
    """Names and numbers of this client's life, and what stands for each in what is sent."""

    of: Mapping[str, str]
    """The stand-in of each name, the longest name first."""

    def hide(self, text: str) -> str:
        """Return *text* with every known name replaced."""
        for name, stand_in in self.of.items():
            text = re.sub(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", stand_in, text)
        return text

    def back(self, text: str) -> str:
        """Return *text* with the names put back."""
        for name, stand_in in self.of.items():
            text = re.sub(rf"(?<!\w){re.escape(stand_in)}(?!\w)", lambda _, name=name: name, text)  # type: ignore[misc]
        return text


def stand_ins(chart: Chart) -> StandIns:
    """Return the stand-ins for the names the chart knows."""
    names = {chart.client.name: "Client"}
    for number, contact in enumerate(chart.client.contacts, 1):
        names[contact.name] = f"Person{number}"
    if chart.client.clinician.name:
        names[chart.client.clinician.name] = "Clinician"
    return StandIns({name: names[name] for name in sorted(names, key=len, reverse=True) if name.strip()})
