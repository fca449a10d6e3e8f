"""SNAPs: strengths, needs, abilities, preferences and values, each in the client's own words."""

from enum import StrEnum

from planbot.chart.base import Item, Voice


class SnapKind(StrEnum):
    """The five kinds."""

    STRENGTH = "strength"
    NEED = "need"
    ABILITY = "ability"
    PREFERENCE = "preference"
    VALUE = "value"


class Snap(Item):
    """One strength, need, ability, preference or value that goals and interventions can point at."""

    kind: SnapKind
    words: str
    voice: Voice = Voice.CLIENT
