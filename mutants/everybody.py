"""Tries every person on all cores."""

import os
from collections.abc import Collection, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context

from tests.people import people

from mutants.base import Given
from mutants.trial import Tried, tried
from planbot.knowledge import load
from planbot.rules.pages.examples import TODAY, clean_chart


def everybody() -> dict[str, Given]:
    """Return what is broken: every person of the tests, and the sample chart, before anybody judged them.

    A judgement falls out of date with any change of what was judged, and would notice everything and nothing.
    """
    charts = {"sample": clean_chart(), **people()}
    return {name: Given(chart.set("judgements", ()), load(), TODAY) for name, chart in charts.items()}


def one(name: str, operators: Collection[str] = ()) -> list[Tried]:
    """Try every mutant of one person."""
    return list(tried(name, everybody()[name], operators))


def all_tried(names: Collection[str], operators: Collection[str] = ()) -> Iterator[list[Tried]]:
    """Try every mutant of the people named, on all cores, and yield what became of them person by person."""
    cores = min(os.cpu_count() or 1, len(names))
    with ProcessPoolExecutor(max_workers=cores, mp_context=get_context("spawn")) as pool:
        for done in as_completed([pool.submit(partial(one, name, operators)) for name in names]):
            yield done.result()
