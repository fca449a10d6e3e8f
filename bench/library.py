"""Loading the library in a process that has just begun, its index prepared by the one before."""

from bench.measuring import Row, alone
from bench.places import environment, printed, throwaway

AIM = 60.0
SCRIPT = """
import time
began = time.perf_counter()
import pydantic
there = time.perf_counter()
from planbot.knowledge import load
imported = time.perf_counter()
load()
done = time.perf_counter()
print((done - imported) * 1000, (done - there) * 1000, (done - began) * 1000)
"""


def run(times: int = 15) -> list[Row]:
    """Load it in one process after another."""
    with throwaway() as home:
        env = environment(home)
        runs = [printed(SCRIPT, env) for _ in range(times + 2)][2:]
    load, planbot, everything = zip(*runs, strict=True)
    return [
        alone("knowledge load from a fresh index", load, aim=AIM),
        alone("knowledge load, planbot's own imports included", planbot, aim=AIM),
        alone("knowledge load, pydantic's import included too", everything),
    ]
