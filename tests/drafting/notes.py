"""Made-up progress notes full of identifiers, each with what is in it; nobody in them exists.

Four of five people and places are recorded in the chart, as contacts or in its texts; the others only in the note.
There are two sets with no name and no sentence in common. The means were made with TRIED in sight; HELD_OUT was
written before and is only measured, so that its figures say something of notes nobody has seen. Leave it as it is:
whoever mends the means by what fails in it must write another.
"""

import random
import re
from dataclasses import dataclass
from functools import cached_property

from planbot.chart import Chart, Contact
from tests.charts import new_chart

NUMBERS = ["612-555-0143", "(218) 555-0199", "MRN-0042871", "m.okafor91@example.com", "@thuy_xx_91", "536-22-8145"]
DATES = ["3/14/2026", "March 14", "Tuesday, June 2", "2026-05-01", "4th of July 2025"]


@dataclass(frozen=True)
class Writing:
    """What a set of notes is made of."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    places: tuple[str, ...]
    work: tuple[str, ...]
    templates: tuple[str, ...]
    also_words: frozenset[str]
    """Given names that are words as well; written small, nobody can know them."""
    dice: int

    @cached_property
    def known(self) -> frozenset[str]:
        """The four of five that stand in the chart."""
        every = sorted({*self.first, *self.last, *self.places, *self.work})
        return frozenset(random.Random(self.dice).sample(every, int(0.8 * len(every))))


TRIED = Writing(
    first=(
        *("Marisol", "Jane", "DeShawn", "Thuy", "Aaliyah", "Siobhan", "Will", "Hope", "Joy", "Mark", "Precious"),
        *("Grace", "Chidi", "Rose", "May", "Yusuf", "Katarzyna", "Emeka", "Noor", "Tanvi", "Lars", "Odalys"),
    ),
    last=(
        *("Okafor", "Smith", "Nguyen", "Garcia-Lopez", "O'Brien", "Black", "Young", "Kowalczyk", "Begay", "Rivers"),
        "Price",
    ),
    places=("Duluth", "Shakopee", "Fargo", "Spokane", "Pine Ridge", "Elm Street", "the Eastside", "Kalamazoo"),
    work=("Kroger", "Lincoln High", "St. Mary's", "Rivertown Elementary", "Bellweather Dental", "Marlowe Foundry"),
    templates=(
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
    ),
    also_words=frozenset({"will", "hope", "joy", "mark", "grace", "rose", "may", "precious"}),
    dice=5,
)
HELD_OUT = Writing(
    first=(
        *("Imani", "Oluwaseun", "Kwame", "Ngozi", "Xiomara", "Guadalupe", "Dmitri", "Svetlana", "Linh", "Priya"),
        *("Rajesh", "Fatima", "Zeynep", "Keisha", "Tyrone", "Brandon", "Ashley", "Megan", "Caitlin", "Ruth", "Leilani"),
        *("Nizhoni", "Bjorn", "Milo", "Hunter", "Faith", "Dawn", "Rich", "Summer", "Chase", "Daisy", "Hyun-woo"),
    ),
    last=(
        *("Adeyemi", "Castellanos", "Takahashi", "Vang", "Delacroix", "Petrov", "Johnson", "Yazzie", "McAllister"),
        *("Abdi", "Little", "Stone", "Banks", "Long", "Hall-Jensen"),
    ),
    places=(
        *("Bemidji", "Yakima", "Tucson", "Lowell", "Sioux Falls", "Oak Park", "Birch Avenue", "the Northside"),
        *("Baton Rouge", "Chula Vista", "Eau Claire", "Flint"),
    ),
    work=(
        *("Walmart", "Hy-Vee", "Northgate Middle School", "Fairview Hospital", "St. Anne's", "Home Depot", "Target"),
        *("Delgado & Sons", "First Baptist", "Cedar Ridge Apartments", "Hollins Trucking"),
    ),
    templates=(
        "{client} states that {first} has been staying with {first2} since {date}.",
        "Met with {given}; {first} was also present and tearful.",
        "my sister {lower} says i worry too much",
        "{lower} and me got into it again last night",
        "I can't stop thinking about what {first} said at {work}.",
        "Drove to {place} to see {first} {last}, who is in hospice.",
        "{client} was laid off from {work} on {date} and moved back to {place}.",
        "TC from {first} {last} ({number}) re: school refusal.",
        "Grew up in {place}, moved to {place2} at 12.",
        "{first} - roommate - drinks most evenings.",
        'Text from {number}: "tell {first} i\'m sorry".',
        "Lost custody of {first} and {first2} on {date}.",
        "Supports: {first}, {first2} and a neighbour.",
        "{given} misses {lower} and cant sleep",
        "PCP is Dr. {last}, {work}.",
        "The {last} family lives next door; the youngest, {first}, babysits.",
        "Graduated from {work} and now volunteers at {work2}.",
        "Goes to a meeting at {work} on Tuesdays; sponsor is {first}.",
        "Her ex, {first}, still lives in {place}.",
        "i went to {small} for the funeral and saw {first}",
        "CLIENT REPORTS {upper} CALLED AGAIN, WILL DISCUSS NEXT SESSION",
        "Hates the commute from {place}. {first} offered to drive.",
    ),
    also_words=frozenset({"hunter", "faith", "dawn", "rich", "summer", "chase", "daisy"}),
    dice=6,
)


@dataclass(frozen=True)
class Note:
    """A note, its chart, and the identifiers in it by what is known of them."""

    text: str
    chart: Chart
    identifiers: tuple[tuple[str, str], ...]


def notes(count: int, seed: int = 11, of: Writing = TRIED) -> list[Note]:
    """Return made-up notes, the same ones for the same *seed*."""
    dice = random.Random(seed)
    return [_note(dice, of) for _ in range(count)]


def _note(dice: random.Random, of: Writing) -> Note:
    client = f"{dice.choice(of.first)} {dice.choice(of.last)}"
    values = {
        "client": client,
        "given": client.split(maxsplit=1)[0],
        "first": dice.choice(of.first),
        "first2": dice.choice(of.first),
        "lower": dice.choice(of.first).lower(),
        "last": dice.choice(of.last),
        "work": dice.choice(of.work),
        "place": dice.choice(of.places),
        "place2": dice.choice(of.places),
        "number": dice.choice(NUMBERS),
        "date": dice.choice(DATES),
    }
    template = dice.choice(of.templates)
    if of is not TRIED:
        values["work2"] = dice.choice(of.work)
        values["small"] = dice.choice(of.places).lower()
        values["upper"] = dice.choice(of.first).upper()
    identifiers = [_identifier(name, values[name], of) for name in re.findall(r"\{(\w+)\}", template)]
    return Note(template.format(**values), _chart(client, of), tuple(dict.fromkeys(identifiers)))


_KINDS = {"work": "organisation", "work2": "organisation", "place": "place", "place2": "place", "small": "place"}


def _identifier(name: str, words: str, of: Writing) -> tuple[str, str]:
    if name in {"client", "given"}:
        return "client", words
    if name in {"number", "date"}:
        return name, words
    known = next((each for each in of.known if each.casefold() == words.casefold()), None)
    if name == "lower" and words in of.also_words:
        known = None
    return f"{'known' if known else 'unknown'} {_KINDS.get(name, 'name')}", words


def _chart(client: str, of: Writing) -> Chart:
    """Return the client's chart: people as contacts, places and work in what was told at intake."""
    chart = new_chart(client)
    for number, name in enumerate(sorted(of.known & {*of.first, *of.last}), 1):
        chart = chart.put(Contact(id=f"c{number}", name=name))
    places = "; ".join(f"knows people in {place}" for place in sorted(of.known & set(of.places)))
    work = "; ".join(f"was once at {place}" for place in sorted(of.known & set(of.work)))
    return chart.set("intake.social", places).set("intake.work_education", work)


HARMLESS = (
    "Hope is still present; client will use coping skills.",
    "Sleep improved from 4 to 6 hours; PHQ-9 score 14, down from 19.",
    "Practiced thought records; rated belief 70% before, 40% after.",
    "May try exposure hierarchy step 3 twice this week.",
    "Joy and grief both came up; grounding 5-4-3-2-1 helped.",
    "Client will walk 20 minutes on four days of seven by the end of May.",
    "Grace period for lateness was agreed; price of missing sessions discussed.",
)
"""Sentences with nobody in them, full of words that are names elsewhere."""
HARMLESS_HELD_OUT = (
    "Faith is a strength; rich inner life, long days, little rest.",
    "Ruminates at night, catastrophizes about work and perseverates on mistakes.",
    "Reviewed Dialectical Behavior Therapy skills: TIPP, STOP and DEAR MAN.",
    "Dawn walks are going well; will chase up the referral by the end of June.",
    "Denies AH/VH; mood euthymic, affect congruent, insight fair.",
    "Summer was easier. Target for next month: two meals a day.",
    "Takes sertraline 100 mg and melatonin; stopped bupropion in March.",
    "GAD-7 11, WHODAS 2.0 completed, C-SSRS negative.",
    "Plays Minecraft and watches Netflix until 3 a.m. on Saturdays.",
    "i cant sleep and everythings to much, definately worse since thanksgiving",
    "idk why but im always sooo tired lol",
    "Psychoeducation on hyperarousal and dissociation; interoceptive exposure planned.",
    "Speaks Spanish at home; Catholic, goes to Mass on Sundays.",
    "Long-term goal reworded; Stone-faced in session, then tearful.",
    "Therapist and client agreed on Behavioral Activation; Cognitive Restructuring follows.",
    "Got a raise in August, banks the extra money, feels proud.",
    "my boss says im lazy and my mom thinks so to",
    "Daisy-chained worries; reading before bed helps more than the phone.",
    "Teacher says he fidgets; Individualized Education Program meeting on Thursday.",
    "Nightmares, hypervigilance and flashbacks since the crash.",
    "Client's mother and Client's sister came along.",
    "Mother's boss was kind. Partner's hours were cut.",
    "CLIENT REPORTS LOW MOOD, WILL DISCUSS NEXT SESSION",
    "Uses a weighted blanket, earplugs and a white-noise machine.",
    "The holidays are hard; Christmas most of all.",
    "Rates SUDS 80 before and 45 after imaginal exposure.",
    "Flint-like resolve, as she puts it; no drinking for 12 days.",
    "Worked on assertiveness: broken record, fogging, I-statements.",
    "Procrastinates, then crams; wants a planner and a study buddy.",
    "Hunter-gatherer jokes aside, the new diet goes fine.",
)
"""The same, written before the means were made and only measured."""
