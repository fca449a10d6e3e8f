"""Searching the library as one types, and the memory it takes to have all of it at hand."""

import sys
import time

from bench.measuring import Row, alone
from bench.places import environment, printed, throwaway
from planbot.knowledge import load

AIM = 10.0
MEMORY_AIM = 60.0
TYPED = (
    "I can't switch my head off at night",
    "my heart races in the shop",
    "no trouble sleeping but I worrry",
    "drinkin more than I ment to",
    "F33.1",
)
"""What is typed letter by letter; slips included."""
MEMORY = """
import os
from pathlib import Path
import planbot.chart
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1_000_000
bare = held()
from planbot.knowledge import load
library = load()
kept = [list(shelf.values()) for shelf in (library.symptoms, library.diagnoses, library.problems,
                                           library.objectives, library.interventions, library.measures)]
library.find(None, "I cannot sleep and worry all night")
print(held() - bare)
"""


def run(times: int = 3) -> list[Row]:
    """Type each of the texts, a letter at a time, into a search for symptoms and problems."""
    library = load()
    library.find("symptom", "worry")
    library.find("problem", "worry")
    taken = []
    for _ in range(times):
        for text in TYPED:
            for end in range(1, len(text) + 1):
                began = time.perf_counter()
                library.find("symptom", text[:end])
                library.find("problem", text[:end])
                taken.append((time.perf_counter() - began) * 1000)
    rows = [
        alone("search after each letter, symptoms and problems", taken, aim=AIM),
        alone("search after each letter, p99", taken, aim=AIM, of="p99"),
    ]
    if sys.platform == "linux":
        rows.append(alone("memory of the whole library", _memory(times), aim=MEMORY_AIM, unit="MB"))
    return rows


def _memory(times: int) -> list[float]:
    with throwaway() as home:
        env = environment(home)
        return [held for _ in range(times + 1) for held in printed(MEMORY, env)][1:]
