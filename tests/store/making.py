"""What the tests of the store are made with: quick keys, small charts, and stores with something in them."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from planbot.chart import Chart, Client, Signature, Signer, Snap, SnapKind
from planbot.store import Kdf, Opened, Store, slots
from planbot.store.vault import Database, Keys, connect

PASSPHRASE = "violet ladder sixty comet"
OTHER_PASSPHRASE = "amber trombone quietly nine"
QUICK = Kdf(memory_kib=64, time=1, lanes=1)
"""As strong as nothing: so that a test opens a store in milliseconds."""


def a_chart(client: str = "c1", words: str = "likes to cook", *, name: str = "Sam R.", size: int = 0) -> Chart:
    """Return a chart with one strength, padded to about *size* characters that cannot be packed much smaller."""
    snap = Snap(id="sn1", kind=SnapKind.STRENGTH, words=f"{words} {padding(size)}")
    chart = Chart(id=client, created=datetime(2026, 11, 23, 9, tzinfo=UTC), client=Client(name=name), snaps=(snap,))
    return chart.set("plan.next_review", date(2027, 2, 15))


def padding(size: int) -> str:
    """Return *size* letters and digits, the same each time, that packing makes only half as long."""
    return random.Random(size).randbytes(size // 2).hex()


def said(chart: Chart) -> str:
    """Return the words of the one strength."""
    return chart.snaps[0].words.strip()


def with_words(chart: Chart, words: str) -> Chart:
    """Return *chart* with other words for its strength."""
    return chart.put(chart.snaps[0].model_copy(update={"words": words}))


def a_signature() -> Signature:
    """Return the signature of the client."""
    return Signature(id="sg1", signer=Signer.CLIENT, name="Sam R.", at=datetime(2026, 11, 23, 10, tzinfo=UTC))


def a_store(folder: Path) -> tuple[Store, str]:
    """Make a store in *folder*; return it and its recovery code."""
    return Store.create(folder, PASSPHRASE, kdf=QUICK)


def fill(store: Store, client: str = "c1", answers: int = 5) -> Opened:
    """Add a client, save some answers, undo the last one, and sign."""
    opened = store.add_client(a_chart(client))
    revision = opened.revision
    for number in range(answers):
        chart = with_words(opened.chart, f"answer {number}")
        revision = store.append(chart, based_on=revision, did="answered", key="snaps", voice="client")
    undone = store.undo(client, based_on=revision)
    assert undone is not None
    document = store.sign(
        undone.chart,
        based_on=undone.revision,
        document="treatment plan",
        renderings={"md": "# The plan", "txt": "The plan"},
        signatures=[a_signature()],
    )
    return Opened(undone.chart, document.revision)


@contextmanager
def inside(folder: Path, secret: str = PASSPHRASE) -> Iterator[Database]:
    """Open the database of a locked store with its key, as someone who holds the key could."""
    keys = Keys(slots.open_slots(slots.read_slots(folder)[0], secret)[0])
    db = connect(folder / "planbot.db", keys, foreign_keys=False)
    try:
        yield db
    finally:
        db.close()


def without_triggers(db: Database) -> Database:
    """Drop the triggers that keep rows from being changed."""
    for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {row[0]}")
    return db


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file under *folder* with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
