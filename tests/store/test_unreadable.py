"""Without a secret, nothing on the disk can be read."""

import math
from collections import Counter
from pathlib import Path

import pytest

from planbot.store import Store
from tests.store.making import OTHER_PASSPHRASE, PASSPHRASE, a_chart, a_signature, a_store, with_words

NEEDLE = "my uncle in Bakersfield"


def everything_under(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def found_in(content: bytes, *needles: str | bytes) -> list[str | bytes]:
    """Return which of *needles* are in *content*, in the encodings text is written in."""
    lower = content.lower()
    return [
        needle
        for needle in needles
        for form in (
            [needle] if isinstance(needle, bytes) else [needle.lower().encode(e) for e in ("utf-8", "utf-16-le")]
        )
        if form in lower or form in content
    ]


def test_a_planted_phrase_is_in_no_file_after_a_day_of_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "TMPDIR", "SQLITE_TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.chdir(home)
    folder = home / "practice"
    store, code = a_store(folder)
    chart = a_chart(words=NEEDLE, name=NEEDLE, size=60_000)
    assert found_in(chart.to_json().encode(), NEEDLE), "the sweep would find it"
    with store:
        store.add_client(chart)
        revision = 1
        for number in range(60):
            words = f"{NEEDLE} {number} " + "y" * 30_000
            revision = store.append(with_words(chart, words), based_on=revision, did="answered", key="snaps:sn1")
        undone = store.undo("c1", based_on=revision)
        assert undone is not None
        store.sign(
            undone.chart,
            based_on=undone.revision,
            document="treatment plan",
            renderings={"md": NEEDLE},
            signatures=[a_signature()],
        )
        key = store._keys.data
        while_open = everything_under(home)
        made = store.backup()
        store.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
        store.verify()
    Store.restore(folder, made, OTHER_PASSPHRASE)
    Store.doctor(folder, OTHER_PASSPHRASE)
    secrets = (
        NEEDLE,
        "sam r.",
        "create table",
        PASSPHRASE,
        OTHER_PASSPHRASE,
        code,
        code.replace("-", ""),
        key,
        key.hex(),
    )
    sizes = 0
    for files in (while_open, everything_under(home)):
        assert any(name.endswith("-wal") for name in while_open)
        for name, content in files.items():
            sizes += len(content)
            assert found_in(content, *secrets) == [], name
    assert sizes > 2_000_000


def test_database_log_and_backup_look_like_noise(store: Store, folder: Path) -> None:
    chart = store.add_client(a_chart(size=50_000)).chart
    for revision in range(1, 12):
        store.append(chart, based_on=revision, did="answered")
    made = store.backup()
    for path in (folder / "planbot.db-wal", made):
        content = path.read_bytes()
        assert len(content) > 100_000
        assert bits_a_byte(content) > 7.9, path.name
        assert not content.startswith(b"SQLite format 3")


def bits_a_byte(content: bytes) -> float:
    """Return the entropy of *content*; 8 is noise, English text is below 5."""
    total = len(content)
    return -sum(n / total * math.log2(n / total) for n in Counter(content).values())
