"""From starting the program to its first question on the screen, beside a bare application of the same widgets."""

import subprocess
import sys
import time
from pathlib import Path

from bench.charts import NOW
from bench.measuring import MS, Row, beside, in_turn
from bench.places import PASSPHRASE, environment, made, throwaway
from planbot.chart import Chart, Client

AIM = 1.3


def run(times: int = 15) -> list[Row]:
    """Start both in turn, each in a process of its own; the derivation of the store's key is left out."""
    with throwaway() as home:
        folder = home / "practice"
        made(folder, Chart(id="bench", created=NOW, client=Client(name="Robin"))).close()
        env = environment(home)

        def started(*command: str) -> float:
            return _until_painted([sys.executable, "-m", *command], env)

        def planbot() -> float:
            return started("bench.first_question", str(folder), PASSPHRASE)

        bare = in_turn(planbot, lambda: started("bench.bare"), times)
        laden = in_turn(planbot, lambda: started("bench.bare", "libraries"), times)
    return [
        beside("start to first question / bare app, same widgets", *bare, aim=AIM),
        beside("the same / bare app that imports our libraries too", *laden),
    ]


def _until_painted(command: list[str], env: dict[str, str]) -> float:
    began = time.perf_counter()
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=root) as process:  # noqa: S603
        assert process.stdout is not None
        said = process.stdout.readline()
        took = (time.perf_counter() - began) * MS
        process.stdout.read()
    if said != "painted\n":
        raise RuntimeError(f"{command[2]} painted no question; run it alone to see why.")
    return took
