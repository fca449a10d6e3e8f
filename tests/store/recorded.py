"""Saves answers while ``recorder.c`` writes down what reaches the files.

Usage: recorded.py FOLDER ANSWERS SYNCHRONOUS
"""

import os
import struct
import sys
from pathlib import Path

from planbot.store import Store, vault
from tests.store.making import PASSPHRASE, padding, with_words


def main() -> None:
    """Save, and acknowledge each answer once the store says it is saved."""
    folder, answers, synchronous = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    vault._PRAGMAS = tuple(p.replace("synchronous=FULL", f"synchronous={synchronous}") for p in vault._PRAGMAS)
    acknowledged = os.open(folder / "acknowledged", os.O_WRONLY | os.O_CREAT, 0o600)
    store = Store.open(folder, PASSPHRASE)
    opened = store.open_chart("c1")
    chart, revision = opened.chart, opened.revision
    for number in range(answers):
        chart = with_words(chart, f"answer {revision + 1} " + padding(number * 37_011 % 120_000))
        revision = store.append(chart, based_on=revision, did="answered")
        os.write(acknowledged, struct.pack("<q", revision))
    # No closing: the power goes off at any moment before.
    os._exit(0)


if __name__ == "__main__":
    main()
