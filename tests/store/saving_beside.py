"""One of two processes that save into one chart. Usage: saving_beside.py FOLDER SAVES."""

import json
import sys
from pathlib import Path

from planbot.errors import ConflictError
from planbot.store import Store
from tests.store.making import PASSPHRASE, with_words


def main() -> None:
    """Save so many times, and print which revisions were acknowledged and how many saves were refused."""
    saved, refused = [], 0
    with Store.open(Path(sys.argv[1]), PASSPHRASE) as store:
        opened = store.open_chart("c1")
        chart, revision = opened.chart, opened.revision
        for number in range(int(sys.argv[2])):
            try:
                revision = store.append(with_words(chart, f"{number}"), based_on=revision, did="answered")
                saved.append(revision)
            except ConflictError:
                refused += 1
                revision = store.clients()[0].revision
    sys.stdout.write(json.dumps({"saved": saved, "refused": refused}))


if __name__ == "__main__":
    main()
