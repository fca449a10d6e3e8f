"""Makes the store of one release, which every later planbot must open.

Run once for each release, before it is tagged, and commit what it makes:

    python tests/data/make_release_store.py

It refuses to make one anew: a store of a release never changes.
"""

import sys
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

from planbot.chart import Chart, Client, Signature, Signer, Snap, SnapKind, Voice
from planbot.store import Kdf, Store

PASSPHRASE = "violet ladder sixty comet"
QUICK = Kdf(memory_kib=64, time=1, lanes=1)
STORES = Path(__file__).parent / "stores"


def sample() -> Chart:
    """Return the chart the store holds; its words are invented."""
    snap = Snap(id="sn1", kind=SnapKind.STRENGTH, words="cooks for the family", voice=Voice.CLIENT)
    client = Client(name="Sam R.", birth_date=date(1986, 4, 2))
    return Chart(id="release", created=datetime(2026, 11, 23, 9, tzinfo=UTC), client=client, snaps=(snap,))


def make(folder: Path) -> str:
    """Make a store with five revisions and a signed document in *folder*; return its recovery code."""
    store, code = Store.create(folder, PASSPHRASE, kdf=QUICK)
    with store:
        chart = store.add_client(sample()).chart
        for number, words in enumerate(("sings in a choir", "sings in two choirs"), start=1):
            chart = chart.put(chart.snaps[0].model_copy(update={"words": words}))
            store.append(chart, based_on=number, did="answered", key="snaps.words:sn1", voice="client")
        undone = store.undo("release", based_on=3)
        assert undone is not None
        signature = Signature(id="sg1", signer=Signer.CLIENT, name="Sam R.", at=datetime(2026, 11, 23, 10, tzinfo=UTC))
        store.sign(
            undone.chart,
            based_on=4,
            document="treatment plan",
            renderings={"md": "# Treatment plan\n"},
            signatures=[signature],
        )
    return code


def main() -> None:
    """Make the store of the installed release."""
    folder = STORES / version("planbot")
    if folder.exists():
        sys.exit(f"{folder} is there already; a store of a release never changes.")
    code = make(folder)
    (folder / "recovery-code.txt").write_text(code + "\n", encoding="utf-8")
    sys.stdout.write(f"Made {folder}. Commit it.\n")


if __name__ == "__main__":
    main()
