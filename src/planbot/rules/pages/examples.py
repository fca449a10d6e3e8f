"""A sample chart that every rule passes, and the small language in which rules show charts that fail.

A patch is a few lines, each of which changes one thing::

    o1.baseline: null                 a field of an item
    assessment.risk.status: present   a field of a room
    -i2                               an item goes, and with it what only it owned and every link to it
    +objectives: {goal: g1, ...}      an item more, with the next id unless it brings one
    others: the same plan             the chart is compared with another client's, here one with the same wording

What a person judged of the sample is taken as judged of the changed one too, unless a line is about a judgement.
"""

import re
from datetime import date
from functools import cache
from typing import Any

import yaml

from planbot.chart import ROOMS, Chart, Judged, Judgement, room_of
from planbot.chart.links import without
from planbot.errors import ChartError
from planbot.knowledge import Knowledge, digest_of, load
from planbot.rules.reading.likeness import Likeness

TODAY = date(2026, 11, 23)
"""The day on which the sample chart is checked."""
_ABOUT_JUDGEMENTS = re.compile(r"^\s*(?:[+-]?judgements|-?j\d)", re.MULTILINE)


OTHERS = "others:"
"""Begins a line of a patch that is about other clients' plans."""


@cache
def clean_chart() -> Chart:
    """Return the sample: an adult with recurrent major depression and a complete plan, signed a week ago."""
    return judged(Chart.model_validate(yaml.safe_load(_SAMPLE)), load(), TODAY)


def judged(chart: Chart, knowledge: Knowledge, on: date) -> Chart:
    """Return *chart* with every question of judgement answered yes by the clinician it names."""
    by = chart.client.clinician.name
    for number, question in enumerate(knowledge.judgements.values(), 1):
        of = digest_of(question, chart)
        chart = chart.put(Judgement(id=f"j{number}", question=question.id, answer=Judged.YES, by=by, on=on, of=of))
    return chart


def changed(chart: Chart, patch: str) -> Chart:
    """Return *chart* with every line of *patch* applied.

    Links are not looked after when a field changes, so that a broken thread can be shown.
    Raises ChartError for a line that names no place.
    """
    for line in filter(None, map(str.strip, patch.splitlines())):
        if line.startswith(OTHERS):
            continue
        if line.startswith("-"):
            chart = without(chart, line[1:].strip())
            continue
        ((place, value),) = yaml.safe_load(line).items()
        raw = chart.model_dump(mode="json")
        if place.startswith("+"):
            _add(raw, chart, place[1:], value)
        else:
            _replace(raw, place, value)
        chart = Chart.model_validate(raw)
    return chart if _ABOUT_JUDGEMENTS.search(patch) else _judged_as_it_is(chart, load())


def others_in(patch: str) -> Likeness | None:
    """Return the other plans that *patch* speaks of, or None when it speaks of none.

    "The same plan" is the sample under another name; "another plan" shares no sentence with it.
    """
    said = next((line.strip() for line in patch.splitlines() if line.strip().startswith(OTHERS)), None)
    if said is None:
        return None
    other = clean_chart().set("client.name", "Kim Okafor").model_copy(update={"id": "another"})
    if "same" not in said:
        other = Chart(id="another", created=other.created, client=other.client)
    return Likeness([other])


def _judged_as_it_is(chart: Chart, knowledge: Knowledge) -> Chart:
    for judgement in chart.judgements:
        if question := knowledge.judgements.get(judgement.question):
            chart = chart.put(judgement.model_copy(update={"of": digest_of(question, chart)}))
    return chart


def _add(raw: dict[str, Any], chart: Chart, room: str, item: dict[str, Any]) -> None:
    *parents, last = ROOMS[room][1].split(".")
    _walk(raw, parents)[last].append({"id": chart.next_id(room), **item})


def _replace(raw: dict[str, Any], place: str, value: object) -> None:
    first, *rest = place.split(".")
    holder = raw
    if first not in raw:
        items = _walk(raw, ROOMS[room_of(first)][1].split("."))
        found = [item for item in items if item["id"] == first]
        if not found:
            raise ChartError(f"The sample has no {first}; use the id of an item that is there.")
        holder = found[0]
    else:
        rest = [first, *rest]
    holder = _walk(holder, rest[:-1])
    if rest[-1] not in holder:
        raise ChartError(f"Nothing is called {place}; use the name of a field of the chart.")
    holder[rest[-1]] = value


def _walk(raw: Any, names: list[str]) -> Any:
    for name in names:
        raw = raw[name]
    return raw


_SAMPLE = """
id: sample
created: 2026-11-02T09:00:00Z

client:
  name: Sam Rivera
  birth_date: 1984-05-17
  pronouns: they/them
  language: English
  communication_needs: none
  clinician: {name: Alex Lee, credentials: LCSW, discipline: clinical social work}
  contacts: [{id: c1, name: Robin Rivera, relation: sister, reach: "555 0142"}]
  consents: [{id: k1, kind: treatment, given: true, "on": 2026-11-02, words: "Yes, I agree to treatment."}]

intake:
  presenting: I don't enjoy anything any more and I snap at the children.
  psychiatric: One earlier episode of depression in 2019, treated with talking therapy; no hospital stays.
  medical: Nothing now; thyroid checked in October and normal.
  developmental: none
  family: Mother had depression.
  social: Lives with two children, sees a sister every week.
  substance_use: A glass of wine about twice a month; no drugs.
  trauma: none
  work_education: Works in a school kitchen, off sick six days this autumn.
  legal: none
  culture: Grew up in a Puerto Rican family; cooking together matters.
  earlier_care: Twelve sessions in 2019, which helped.
  self_help: Tried going to bed earlier and walking at lunch.
  medicines: none
  providers: none
  supports: Sister Robin, the neighbours, a church choir.
  barriers: Late shifts on Thursdays.
  approaches: [Cognitive behavioural therapy]

readiness:
  stage: action
  motivation: 7
  insight: good
  capacity: full
  acuity: none
  minutes: 20

snaps:
  - {id: sn1, kind: strength, words: I am a good cook and I keep my word to my children.}
  - {id: sn2, kind: need, words: To have some time with my children when I am not worn out.}
  - {id: sn3, kind: ability, words: I can plan a week ahead.}
  - {id: sn4, kind: preference, words: "One to one, please, no groups."}
  - {id: sn5, kind: value, words: My family comes first.}

assessment:
  symptoms:
    - {id: sy1, words: I feel empty most of the day, entry: low-mood, behaviours: [Cries in the car before work],
       severity: 7, frequency: nearly every day, duration: {words: three months, days: 90}, onset: August 2026}
    - {id: sy2, words: I don't enjoy anything any more, entry: loss-of-interest,
       behaviours: [Stopped cooking for the children, Left the choir],
       severity: 7, frequency: nearly every day, duration: {words: three months, days: 90}, onset: August 2026}
    - {id: sy3, words: I lie awake for hours, entry: insomnia, behaviours: [Awake until two in the morning],
       severity: 6, frequency: five nights a week, duration: {words: three months, days: 90}, onset: August 2026}
    - {id: sy4, words: I am worn out by noon, entry: fatigue, behaviours: [Lies down after every shift],
       severity: 6, frequency: nearly every day, duration: {words: three months, days: 90}, onset: August 2026}
    - {id: sy5, words: I feel like a useless parent, entry: worthlessness,
       behaviours: [Says sorry to the children for small things],
       severity: 6, frequency: nearly every day, duration: {words: two months, days: 60}, onset: September 2026}
    - {id: sy6, words: I can't follow a recipe, entry: poor-concentration, behaviours: [Burned two meals at work],
       severity: 5, frequency: nearly every day, duration: {words: two months, days: 60}, onset: September 2026}
  impairments:
    - {id: im1, domain: family, level: moderate, example: The children eat alone most evenings.}
    - {id: im2, domain: work-school, level: moderate, example: Six sick days since September.}
  scores:
    - {id: sc1, measure: phq-9, "on": 2026-11-09, items: [2, 2, 2, 2, 1, 2, 2, 1, 0], total: 14, band: moderate}
  mental_status: {mood: low, thought: clear and goal directed}
  risk: {status: none reported, what: Asked on 9 November; no thoughts of dying or of harming anyone.}

diagnoses:
  - id: d1
    code: F33.1
    name: Major depressive disorder, recurrent, moderate
    entry: major-depression-recurrent
    rank: 1
    criteria:
      - {id: A1, met: "yes", symptoms: [sy1]}
      - {id: A2, met: "yes", symptoms: [sy2]}
      - {id: A4, met: "yes", symptoms: [sy3]}
      - {id: A6, met: "yes", symptoms: [sy4]}
      - {id: A7, met: "yes", symptoms: [sy5]}
      - {id: A8, met: "yes", symptoms: [sy6]}
      - {id: E, met: "yes"}
      - {id: course.recurrent, met: "yes"}
    exclusions_considered: true
    justification: >-
      Six of nine symptoms nearly every day for more than two months, low mood and loss of interest among them,
      with a PHQ-9 of 14 and six lost work days; an earlier episode in 2019 ended fully.

differentials:
  - {id: df1, diagnosis: d1, name: Generalized anxiety disorder, entry: generalized-anxiety,
     reason: Sam worries about the children only since the low mood began.}

formulation:
  orientation: Cognitive behavioural
  summary: >-
    After a change of shifts Sam gave up cooking and choir, lost what gave pleasure, slept badly and came to feel
    useless.
  hypothesis: If Sam takes up valued activities again and sleeps on a steady schedule, mood will lift.

problems:
  - id: p1
    words: I don't enjoy anything any more and I snap at the children.
    entry: depression
    statement: >-
      Depressed mood and loss of interest as evidenced by crying before work, eating apart from the children and
      six sick days.
    symptoms: [sy1, sy2, sy3, sy4, sy5, sy6]
    impairments: [im1, im2]
    diagnoses: [d1]
    priority: 1

plan:
  established: 2026-11-16
  next_review: 2027-02-08
  goals:
    - id: g1
      words: I want to feel like myself again and cook for my children.
      clinical: Take part in family and work life again with a mood that allows it.
      problems: [p1]
      snaps: [sn1, sn2, sn5]
      agreed: true
  objectives:
    - {id: o1, goal: g1, behaviour: Sam will cook dinner and eat it with the children., symptoms: [sy1, sy2, sy5],
       impairments: [im1],
       measured: {by: weekly count in a log}, baseline: {value: 1, unit: evenings a week}, baseline_on: 2026-11-16,
       target: {value: 4, unit: evenings a week}, due: 2027-02-08, snaps: [sn1, sn3]}
    - {id: o2, goal: g1, behaviour: Sam will score lower on the PHQ-9 by doing one planned activity a day.,
       symptoms: [sy1, sy2, sy5, sy6], impairments: [im2],
       measured: {by: PHQ-9, measure: phq-9}, baseline: {value: 14, unit: points}, baseline_on: 2026-11-09,
       target: {value: 7, unit: points}, due: 2027-02-08, snaps: [sn3]}
    - {id: o3, goal: g1, behaviour: Sam will get up at half past six on work days., symptoms: [sy3, sy4],
       measured: {by: sleep log}, baseline: {value: 1, unit: days a week}, baseline_on: 2026-11-16,
       target: {value: 5, unit: days a week}, due: 2027-01-18, snaps: [sn3]}
  interventions:
    - {id: i1, objectives: [o1, o2], what: Will help Sam plan and review small enjoyable activities day by day.,
       technique: activity scheduling,
       approach: behavioural activation, type: individual, frequency: weekly, minutes: 45, weeks: 12,
       who: "Alex Lee, LCSW",
       diagnosis: d1, snaps: [sn4], evidence: guideline, entry: behavioural-activation}
    - {id: i2, objectives: [o2],
       what: Will teach Sam to test thoughts of being a useless parent against what happened.,
       technique: thought record,
       approach: cognitive therapy, type: individual, frequency: weekly, minutes: 45, weeks: 12, who: "Alex Lee, LCSW",
       diagnosis: d1, snaps: [sn4], evidence: guideline, entry: cognitive-restructuring-mood}
    - {id: i3, objectives: [o3], what: Will set a steady rising time and rules for the bed with Sam.,
       technique: stimulus control,
       approach: cognitive behavioural therapy for insomnia, type: individual, frequency: weekly, minutes: 45,
       weeks: 8, who: "Alex Lee, LCSW",
       diagnosis: d1, snaps: [sn4], evidence: guideline}
  tasks:
    - {id: t1, who: client, what: Fill in the dinner log and the sleep log every evening., objectives: [o1, o3]}
    - {id: t2, who: Robin (sister), what: Cooks along by phone on Sundays., objectives: [o1]}

discharge:
  criteria:
    - {id: dc1, words: PHQ-9 at 7 or below on two visits in a row and dinner together four evenings a week.,
       goals: [g1]}
  weeks: 16
  aftercare: A visit after three months, and the choir.
  discussed: true

necessity:
  reasons: [reduce-symptoms, improve-functioning]
  engagement: Sam came to every visit and did the first log.
  follow_through: Sam agreed to the plan and keeps the log on the fridge.
  expected_benefit: Weekly outpatient visits are expected to ease the low mood and bring back family meals.
  without_care: Without treatment more work days would be lost and the episode would be likely to deepen.
  statement: >-
    Weekly outpatient psychotherapy is needed to reduce depressive symptoms and improve functioning at home and
    at work.

participation:
  how: Sam chose the goal and wrote the steps at the screen.
  understood: true
  understood_words: We start with dinners and mornings and look at the score together.
  agreed: true
  copy_offered: given
  signatures:
    - {id: sg1, signer: client, name: Sam Rivera, at: 2026-11-16T10:40:00Z}
    - {id: sg2, signer: clinician, name: Alex Lee, credentials: LCSW, at: 2026-11-16T10:41:00Z}
"""
