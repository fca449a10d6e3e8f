"""Saves until the disk is full, goes on when there is room again; prints what happened as JSON.

Usage: running_out.py FOLDER limit|tmpfs. "limit" caps the size of any file, as a quota would.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from planbot.errors import FullError
from planbot.store import Store
from tests.store.making import PASSPHRASE, a_chart, a_store, with_words


def fill_up(folder: Path, how: str) -> dict[str, Any]:
    """Return how many saves were acknowledged, what was said at the end, and what is there afterwards."""
    store, _ = a_store(folder)
    chart, revision = store.add_client(a_chart()).chart, 1
    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))
    says = ""
    for number in range(3000):
        try:
            revision = store.append(
                with_words(chart, f"answer {number} " + "x" * 8000), based_on=revision, did="answered"
            )
        except FullError as error:
            says = str(error)
            break
    found: dict[str, Any] = {"acknowledged": revision, "says": says}
    found["reads"] = store.open_chart("c1").revision
    store.note_look("showed the plan", "c1")
    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
    try:
        store.backup()
        found["backup"] = "made"
    except FullError as error:
        found["backup"] = str(error)
    found["left over"] = [path.name for path in folder.rglob("*.partial*")]
    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    else:
        subprocess.run(["mount", "-o", "remount,size=40m", str(folder.parent)], check=True)  # noqa: S603, S607
    found["then"] = store.append(chart, based_on=revision, did="answered")
    found["looks"] = [row.did for row in store.audit(10) if row.kind == "look"]
    store.lock()
    with Store.open(folder, PASSPHRASE) as again:
        found["after"] = again.clients()[0].revision
        found["problems"] = [*again.problems, *again.verify()]
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fill_up(Path(sys.argv[1]), sys.argv[2])))
