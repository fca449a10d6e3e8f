"""Made-up progress notes full of identifiers, each with what is in it; nobody in them exists.

Four of five people and places are recorded in the chart, as contacts or in its texts; the others only in the note.
"""

import random
import re
from dataclasses import dataclass

from planbot.chart import Chart, Contact
from tests.charts import new_chart

FIRST = [
    "Marisol",
    "Jane",
    "DeShawn",
    "Thuy",
    "Aaliyah",
    "Siobhan",
    "Will",
    "Hope",
    "Joy",
    "Mark",
    "Precious",
    "Grace",
    "Chidi",
    "Rose",
    "May",
    "Yusuf",
    "Katarzyna",
    "Emeka",
    "Noor",
    "Tanvi",
    "Lars",
    "Odalys",
]
LAST = [
    "Okafor",
    "Smith",
    "Nguyen",
    "Garcia-Lopez",
    "O'Brien",
    "Black",
    "Young",
    "Kowalczyk",
    "Begay",
    "Rivers",
    "Price",
]
PLACES = ["Duluth", "Shakopee", "Fargo", "Spokane", "Pine Ridge", "Elm Street", "the Eastside", "Kalamazoo"]
WORK = ["Kroger", "Lincoln High", "St. Mary's", "Rivertown Elementary", "Bellweather Dental", "Marlowe Foundry"]
NUMBERS = ["612-555-0143", "(218) 555-0199", "MRN-0042871", "m.okafor91@example.com", "@thuy_xx_91", "536-22-8145"]
DATES = ["3/14/2026", "March 14", "Tuesday, June 2", "2026-05-01", "the 4th of July 2025".removeprefix("the ")]
TEMPLATES = (
    "Client {client} reported that her partner {first} moved out on {date}.",
    "{given} says mom ({first}) called from {number} at 2am.",
    "Called {first} {last} at {number}; left voicemail.",
    'Works nights at {work}; boss {first} is "always on my case".',
    "Since the {date} incident in {place}, {client} avoids driving past {place2}.",
    "i feel like {lower} hates me and {first} knows it",
    "Attends {work} with his sister {first}.",
    "Dr. {last} at {work} adjusted sertraline to 100 mg on {date}.",
    "Instagram {number} messages from ex {first} {last}.",
    "{given} and {first} argued about money again; {first2} took the kids to {place}.",
    "Worried about the visit to {place}: {last}'s brother will be there.",
    "Slept 4 hours. {client} practiced breathing before the shift at {work}.",
)
KNOWN = frozenset(random.Random(5).sample(sorted({*FIRST, *LAST, *PLACES, *WORK}), int(0.8 * 47)))


@dataclass(frozen=True)
class Note:
    """A note, its chart, and the identifiers in it by what is known of them."""

    text: str
    chart: Chart
    identifiers: tuple[tuple[str, str], ...]


def notes(count: int, seed: int = 11) -> list[Note]:
    """Return made-up notes, the same ones for the same *seed*."""
    dice = random.Random(seed)
    return [_note(dice) for _ in range(count)]


def _note(dice: random.Random) -> Note:
    client = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
    values = {
        "client": client,
        "given": client.split(maxsplit=1)[0],
        "first": dice.choice(FIRST),
        "first2": dice.choice(FIRST),
        "lower": dice.choice(FIRST).lower(),
        "last": dice.choice(LAST),
        "work": dice.choice(WORK),
        "place": dice.choice(PLACES),
        "place2": dice.choice(PLACES),
        "number": dice.choice(NUMBERS),
        "date": dice.choice(DATES),
    }
    template = dice.choice(TEMPLATES)
    identifiers = [_identifier(name, values[name]) for name in re.findall(r"\{(\w+)\}", template)]
    return Note(template.format(**values), _chart(client), tuple(dict.fromkeys(identifiers)))


def _identifier(name: str, words: str) -> tuple[str, str]:
    if name in {"client", "given"}:
        return "client", words
    if name in {"number", "date"}:
        return name, words
    known = next((each for each in KNOWN if each.casefold() == words.casefold()), None)
    if name == "lower" and (
        known is None or words in {"will", "hope", "joy", "mark", "grace", "rose", "may", "precious"}
    ):
        return "unknown name", words
    if known:
        return "known name", words
    return ("unknown place" if name in {"work", "place", "place2"} else "unknown name"), words


def _chart(client: str) -> Chart:
    """Return the client's chart: people as contacts, places and work in what was told at intake."""
    chart = new_chart(client)
    for number, name in enumerate(sorted(KNOWN & {*FIRST, *LAST}), 1):
        chart = chart.put(Contact(id=f"c{number}", name=name))
    places = "; ".join(f"knows people in {place}" for place in sorted(KNOWN & set(PLACES)))
    work = "; ".join(f"was once at {place}" for place in sorted(KNOWN & set(WORK)))
    return chart.set("intake.social", places).set("intake.work_education", work)


def harmless_notes() -> list[str]:
    """Return sentences with nobody in them, full of words that are names elsewhere."""
    return [
        "Hope is still present; client will use coping skills.",
        "Sleep improved from 4 to 6 hours; PHQ-9 score 14, down from 19.",
        "Practiced thought records; rated belief 70% before, 40% after.",
        "May try exposure hierarchy step 3 twice this week.",
        "Joy and grief both came up; grounding 5-4-3-2-1 helped.",
        "Client will walk 20 minutes on four days of seven by the end of May.",
        "Grace period for lateness was agreed; price of missing sessions discussed.",
    ]
