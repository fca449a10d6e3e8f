"""A library small enough to read at a glance, with one of everything."""

from datetime import UTC, datetime
from pathlib import Path

from planbot.chart import Assessment, Chart, Client, Duration, Impairment, Level, Snap, SnapKind, Symptom

FILES: dict[str, str] = {
    "sources.yaml": "- {id: book, kind: primary, title: A book, by: An author, year: 2020}\n",
    "symptoms/mood.yaml": """
- id: low-mood
  label: low mood
  plain: feeling down or sad
  looks_like: [Cries at work]
  says: [I feel sad, I feel down, everything is grey, I feel low, I am unhappy]
- id: insomnia
  label: too little sleep
  plain: not sleeping enough
  looks_like: [Is awake at three]
  says: [I can't sleep, trouble sleeping, I lie awake, I haven't slept in weeks, I'm up all night]
- id: fatigue
  label: tiredness
  plain: being tired
  looks_like: [Naps at noon]
  says: [I'm tired, I have no energy, I'm worn out, I'm exhausted, everything takes effort]
""",
    "diagnoses/blues.yaml": """
id: blues
name: Blues
family: test
says: [the blues]
codes:
  - {code: F32.1, name: "Major depressive disorder, single episode, moderate"}
criteria:
  - id: A
    label: two of three
    needs: 2
    one_of: [A1]
    criteria:
      - {id: A1, label: low, symptoms: [low-mood]}
      - {id: A2, label: sleepless, symptoms: [insomnia]}
      - {id: A3, label: tired, symptoms: [fatigue]}
  - id: B
    label: nothing else explains it
    needs: 1
    criteria: [{id: B, label: nothing else explains it}]
minimum_days: 14
problems: [depression]
measures: [tiny]
differentials: [{diagnosis: weary, name: Weariness, question: Is it only tiredness?}]
sources: [book]
""",
    "diagnoses/weary.yaml": """
id: weary
name: Weariness
family: test
codes:
  - {code: F48.8, name: Other specified nonpsychotic mental disorders}
criteria:
  - id: A
    label: tired
    needs: 1
    criteria: [{id: A, label: tired, symptoms: [fatigue]}]
impairment: false
sources: [book]
""",
    "problems/depression.yaml": """
id: depression
label: depression
plain: feeling low
says: [I'm depressed, nothing helps, I feel down, I'm in a hole, life is grey]
definition: Low mood that keeps the person from daily life.
symptoms: [low-mood]
domains: [family]
diagnoses: [blues]
goals: [{id: g-live, client: I want to live again, clinical: Mood lifts}]
objectives: [walk]
interventions: [activity]
discharge: [Mood is steady for a month]
""",
    "objectives/mood.yaml": """
- id: walk
  text: "{client} will walk, with {strength} in mind"
  plain: "I will walk, with {strength} in mind"
  slots: {strength: {fills_from: [strength, value], otherwise: something that matters}}
  unit: days a week
  better: up
  measured_by: days marked in a calendar
  target: {by: 2}
  weeks: 6
  symptoms: [low-mood, insomnia, fatigue]
  stages: [action]
  scale: ["fewer than {baseline}", "{baseline}", "{target} {unit}", "more", "many more"]
""",
    "interventions/mood.yaml": """
- id: activity
  technique: Activity scheduling
  approach: cbt
  what: "will plan activities with {client}"
  plain: We will plan things to do
  frequency: weekly
  symptoms: [low-mood]
  stages: [action]
  involves: [writing]
  evidence: {level: practice}
""",
    "measures/tiny.yaml": """
id: tiny
name: Tiny Scale
short: TS
about: mood
period: the last week
items: [{text: One, symptoms: [low-mood]}, {text: Two}, {text: Three}]
item_count: 3
options: [{value: 0, label: never}, {value: 1, label: some}, {value: 2, label: often}]
low: 0
high: 6
better: down
reverse: [2]
bands: [{low: 0, high: 2, label: little}, {low: 3, high: 6, label: much}]
licence: none needed
sources: [book]
""",
    "domains.yaml": "- {id: family, label: Family, plain: life at home, examples: [dinner]}\n",
    "paces.yaml": """
- {id: crisis, label: c, minutes: 3, max_objectives: 1, in_session: i, fits: f, homework: h}
- {id: slow, label: s, stages: [precontemplation], minutes: 5, max_objectives: 1, in_session: i, fits: f, homework: h}
- {id: weigh, label: w, stages: [contemplation], minutes: 10, max_objectives: 2, in_session: i, fits: f, homework: h}
- {id: co, label: l, stages: [preparation, action], minutes: 9, max_objectives: 5, in_session: i, fits: f, homework: h}
- {id: keep, label: k, stages: [maintenance], minutes: 10, max_objectives: 2, in_session: i, fits: f, homework: h}
""",
    "reasons.yaml": "- {id: reduce-symptoms, label: reduce symptoms}\n",
    "judgements.yaml": """
- id: carried
  label: the diagnosis is carried
  lines: ["8"]
  about: [diagnoses]
  beside: [criteria, symptoms]
  question: Do the symptoms carry the diagnosis?
  help: Look at each.
  sources: [src]
""",
    "frequencies.yaml": "- {id: weekly, label: weekly, per_week: 1}\n",
    "involves.yaml": "- {id: writing, label: writing, refused_by: [no writing]}\n",
    "safety.yaml": "{says: Stay, help: [{country: US, call: '988', emergency: '911'}], phrases: [end it]}\n",
    "icd10cm/release.yaml": "release: April 2026\nin_force_to: 2026-09-30\n",
    "icd10cm/codes.csv": """code,name,billable,excludes1,excludes2
F10,Alcohol related disorders,no,,
F10.10,"Alcohol abuse, uncomplicated",yes,,
F19.10,"Other psychoactive substance abuse, uncomplicated",yes,,
F32,Depressive episode,no,F31 F33,F43.2
F32.1,"Major depressive disorder, single episode, moderate",yes,F31 F33,F43.2
F32.2,"Major depressive disorder, single episode, severe without psychotic features",yes,F31 F33,F43.2
F33.1,"Major depressive disorder, recurrent, moderate",yes,,
F40.01,Agoraphobia with panic disorder,yes,F41.0,
F41.0,Panic disorder [episodic paroxysmal anxiety],yes,,
F43.20,"Adjustment disorder, unspecified",yes,,
F48.8,Other specified nonpsychotic mental disorders,yes,F10-F19,
""",
}


def write_library(folder: Path, **changed: str | None) -> Path:
    """Write the small library to *folder*; a file may be replaced by its text, or left out with None."""
    for name, text in {**FILES, **changed}.items():
        if text is not None:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return folder


def chart_with(
    *symptoms: tuple[str, int | None, int | None], level: Level | None = Level.MODERATE, snaps: tuple[Snap, ...] = ()
) -> Chart:
    """Return a chart with symptoms as (entry, severity, days)."""
    return Chart(
        id="x",
        created=datetime(2026, 1, 1, tzinfo=UTC),
        client=Client(name="Sam"),
        snaps=snaps,
        assessment=Assessment(
            symptoms=tuple(
                Symptom(
                    id=f"sy{number}",
                    words=entry,
                    entry=entry,
                    severity=severity,
                    duration=None if days is None else Duration(words="a while", days=days),
                )
                for number, (entry, severity, days) in enumerate(symptoms, 1)
            ),
            impairments=(Impairment(id="im1", domain="family", level=level),) if level else (),
        ),
    )


def snap(number: int, kind: SnapKind, words: str) -> Snap:
    """Return a SNAP with the id ``sn`` and a number."""
    return Snap(id=f"sn{number}", kind=kind, words=words)
