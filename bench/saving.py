"""Saving and opening a large chart in the encrypted store, beside the very same store without encryption."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from bench.charts import plan_of
from bench.measuring import Row, beside, in_turn, timed
from bench.places import made, throwaway
from planbot.chart import Chart
from planbot.store import Store, vault
from planbot.store.files import DATABASE

SAVE_AIM = 1.6
OPEN_AIM = 1.3
PLAIN = "plain"


@contextmanager
def a_plain_one_too() -> Iterator[None]:
    """Give databases in a folder named "plain" no key, so that the same engine keeps them as plain SQLite."""
    unlock = vault._unlock  # noqa: SLF001 - the one line that makes a database an encrypted one

    def unless_plain(connection: Any, keys: vault.Keys) -> None:
        file = connection.execute("PRAGMA database_list").fetchone()[2]
        if Path(file).parent.name != PLAIN:
            unlock(connection, keys)

    vault._unlock = unless_plain  # noqa: SLF001
    try:
        yield
    finally:
        vault._unlock = unlock  # noqa: SLF001


def run(times: int = 200, objectives: int = 40, interventions: int = 60) -> list[Row]:
    """Save the same changes to both in turn, then open both in turn."""
    chart = plan_of(objectives, interventions)
    with (
        throwaway() as folder,
        a_plain_one_too(),
        made(folder / "sealed", chart) as sealed,
        made(folder / PLAIN, chart) as plain,
    ):
        if not (plain.folder / DATABASE).read_bytes().startswith(b"SQLite format 3"):
            raise RuntimeError("The plain store is not plain; the comparison would mean nothing.")
        save = in_turn(_saving(sealed, chart), _saving(plain, chart), times, warm=5)
        look = in_turn(_opening(sealed, chart), _opening(plain, chart), max(times // 2, 2), warm=3)
        read = in_turn(_reading(sealed, chart), _reading(plain, chart), max(times // 2, 2), warm=3)
    return [
        beside("saving / the same store unencrypted", *save, aim=SAVE_AIM),
        beside("opening a chart, the look recorded / unencrypted", *look, aim=OPEN_AIM),
        beside("reading a chart again / unencrypted", *read, aim=OPEN_AIM),
    ]


def _saving(store: Store, chart: Chart) -> Any:
    numbers = count(1)

    def save() -> float:
        number = next(numbers)
        changed = chart.set("intake.social", f"Friends, told for the {number}th time.")
        return timed(lambda: store.append(changed, based_on=number, did="answered", key="intake.social"))

    return save


def _opening(store: Store, chart: Chart) -> Any:
    return lambda: timed(lambda: store.open_chart(chart.id))


def _reading(store: Store, chart: Chart) -> Any:
    return lambda: timed(lambda: store.chart_at(chart.id, 1))
