"""How many identifiers are gone from what would be sent, and how many harmless sentences are touched."""

import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from planbot.drafting.second_pass import SecondPass
from planbot.drafting.stand_ins import stand_ins
from planbot.knowledge import load
from tests.charts import new_chart
from tests.drafting.notes import Note, Writing, notes


@dataclass(frozen=True)
class Measured:
    """What was found in a set of notes."""

    total: Mapping[str, int]
    """How many identifiers of each kind there were."""
    shares: Mapping[str, float]
    """The share of each kind that is gone; of all; and of notes from which all are gone, as "clean"."""
    ms: float
    """Milliseconds a note took."""

    def below(self, floors: Mapping[str, float]) -> dict[str, float]:
        """Return the shares that do not reach their floor."""
        return {kind: self.shares[kind] for kind, floor in floors.items() if self.shares[kind] < floor}

    def __str__(self) -> str:
        shares = ", ".join(f"{kind} {share:.1%}" for kind, share in sorted(self.shares.items()))
        return f"{shares}; {self.ms:.1f} ms a note; {dict(self.total)}"


def measured(
    of: Writing,
    count: int,
    *,
    second: SecondPass | None = None,
    hide: Callable[[Note, str], str] | None = None,
) -> Measured:
    """Hide the names in *count* notes, with *second* or as *hide* does, and tell what is gone."""
    gone: Counter[str] = Counter()
    total: Counter[str] = Counter()
    clean, seconds = 0, 0.0
    for note in notes(count, of=of):
        began = time.perf_counter()
        names = stand_ins(note.chart, load(), note.text, second=second)
        hidden = names.hide(note.text) if hide is None else hide(note, note.text)
        seconds += time.perf_counter() - began
        assert names.back(hidden) == note.text
        left = [words for _, words in note.identifiers if is_left(words, hidden)]
        clean += not left
        for kind, words in note.identifiers:
            total[kind] += 1
            gone[kind] += words not in left
    shares = {kind: gone[kind] / total[kind] for kind in total}
    every = {"all": gone.total() / total.total(), "clean": clean / count}
    return Measured(total, {**shares, **every}, 1000 * seconds / count)


def touched(sentences: Sequence[str], *, second: SecondPass | None = None) -> list[str]:
    """Return the sentences, as they would be sent, in which something is replaced though nobody is in them."""
    hidden = ((text, stand_ins(new_chart("Sam"), load(), text, second=second).hide(text)) for text in sentences)
    return [sent for text, sent in hidden if sent != text]


def is_left(name: str, text: str) -> bool:
    """Whether *name* stands in *text*, in any case."""
    return re.search(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", text) is not None
