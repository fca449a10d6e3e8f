"""Puts a chart into plain words for the client: no diagnosis, no code, nothing about risk or insurance."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planbot.chart import Intervention, Objective, Problem, SnapKind, Symptom, Task, Voice
from planbot.documents.wording import Wording

ASK = "My therapist can tell me more about this part."
"""Stands where the therapist's wording names a diagnosis or a code; the client's own words are never left out."""

_CODE = re.compile(r"\b[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b")
_THIRD_PERSON = re.compile(
    r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|himself|herself|themsel\w+)\b", re.IGNORECASE
)
_SLOT = re.compile(r"\{([\w-]+)\}")


@dataclass(frozen=True)
class Plainly(Wording):
    """A chart as the client's copy reads it."""

    @property
    def therapist(self) -> str:
        """The therapist's name, or the plain word."""
        return self.chart.client.clinician.name.strip() or "my therapist"

    @cached_property
    def _clinical(self) -> tuple[str, ...]:
        names = [name for d in self.chart.diagnoses for name in (d.name, d.code)]
        names += [d.name for d in self.chart.differentials]
        names += [entry.name for entry in self.knowledge.diagnoses.values()] if self.knowledge else []
        return tuple({name.strip().casefold() for name in names if len(name.strip()) > 2})

    def shared(self, words: str) -> str:
        """Return the therapist's *words* unless they name a diagnosis or a code."""
        low = words.casefold()
        named = any(name in low for name in self._clinical) or _CODE.search(words)
        return ASK if named else words

    def hard(self) -> list[str]:
        """Return what has been hard, in the library's plain words or the client's own; nothing that tells of danger."""
        kept = [s for s in self.chart.assessment.symptoms if s.entry not in self._of_danger]
        return list(dict.fromkeys(map(self._hard, kept)))

    def _hard(self, symptom: Symptom) -> str:
        known = self.knowledge.symptoms.get(symptom.entry or "") if self.knowledge else None
        return known.plain if known else symptom.words

    @cached_property
    def _of_danger(self) -> frozenset[str]:
        """The symptoms that the safety items of the measures ask about."""
        return frozenset(
            symptom
            for measure in (self.knowledge.measures.values() if self.knowledge else ())
            for safety in measure.safety
            if len(measure.items) >= safety.item
            for symptom in measure.items[safety.item - 1].symptoms
        )

    def wanted(self) -> list[str]:
        """Return what the client wants help with, what comes later at the end, without saying again why they came."""
        fresh = [p for p in self.chart.problems if p.words != self.chart.intake.presenting]
        now = [self._problem(p) for p in fresh if not p.deferred]
        return now + [f"Later on: {self._problem(p)}" for p in fresh if p.deferred]

    def _problem(self, problem: Problem) -> str:
        """Return a problem in the client's own words, or the library's plain ones."""
        if problem.voice is Voice.CLIENT:
            return f"“{problem.words}”"
        return self.shared(self.label("problems", problem.entry, problem.words, name="plain"))

    def step(self, objective: Objective) -> str:
        """Return an objective in the first person where its wording allows."""
        if objective.in_plain_words:
            return self.shared(objective.in_plain_words)
        name = self.chart.client.name.strip()
        words = objective.behaviour.strip()
        for who in (name, name.split()[0] if name else "", "The client", "Client"):
            rest = words.removeprefix(f"{who} will ")
            if who and rest != words:
                words = words if _THIRD_PERSON.search(rest) or self._names(rest) else f"I will {rest}"
                break
        return self.shared(words)

    def _names(self, words: str) -> bool:
        return any(re.search(rf"\b{re.escape(part)}\b", words) for part in self.chart.client.name.split())

    def together(self, intervention: Intervention) -> str:
        """Return what therapist and client will do, in the library's plain words where there are any."""
        if intervention.in_plain_words:
            return self.shared(intervention.in_plain_words)
        entry = self.knowledge.interventions.get(intervention.entry or "") if self.knowledge else None
        if entry:
            otherwise = {name: slot.otherwise for name, slot in entry.slots.items()}
            said = _SLOT.sub(lambda slot: otherwise.get(slot[1], slot[0]), entry.plain)
            if "{" not in said:
                return said if said.endswith((".", "!", "?")) else f"{said}."
        rest = intervention.what.removeprefix("Will ").removeprefix("will ")
        who = self.therapist[:1].upper() + self.therapist[1:]
        return self.shared(intervention.what if rest == intervention.what else f"{who} will {rest}")

    def rhythm(self, intervention: Intervention) -> str:
        """Return how often, how long each time and for how long in all, as far as it was said."""
        parts = [
            intervention.frequency or "",
            f"{self.count(intervention.minutes, 'minute')} each time" if intervention.minutes else "",
            f"for about {self.count(intervention.weeks, 'week')}" if intervention.weeks else "",
        ]
        return ", ".join(filter(None, parts))

    def tasks(self) -> Iterator[tuple[str, str]]:
        """Yield who does what between visits; the client is "Me"."""
        yield from (("Me" if self._is_me(task) else task.who, self.shared(task.what)) for task in self.chart.plan.tasks)

    def _is_me(self, task: Task) -> bool:
        name = self.chart.client.name.strip().casefold()
        mine = {name, name.partition(" ")[0], "client", "the client", "me", "i"}
        return task.who.strip().casefold() in mine

    def mine(self, *kinds: str) -> list[str]:
        """Return the client's words of these kinds."""
        return [s.words for s in self.chart.snaps if s.kind in {SnapKind(kind) for kind in kinds}]

    def help_lines(self) -> list[str]:
        """Return where help is found at any hour, by country, as the library says."""
        lines = self.knowledge.safety.help if self.knowledge else ()
        return [
            f"{line.country}: call {line.call}{f', or text {line.text}' if line.text else ''}. "
            f"In an emergency, call {line.emergency}."
            for line in lines
        ]
