"""Passphrases, recovery codes and the slots they open."""

import json
from pathlib import Path

import pytest

from planbot.errors import DamagedError, LockedError, StoreError
from planbot.store import Kdf, Store, slots, weakness
from planbot.store.passphrase import looks_like_recovery_code, new_recovery_code, read_recovery_code
from planbot.store.vault import Keys
from tests.store.making import OTHER_PASSPHRASE, PASSPHRASE, QUICK, a_chart, a_store, fill, tree


@pytest.mark.parametrize(
    "bad", ["", "   ", "short", "elevenchars", "password1234", "aaaaaaaaaaaaaaaa", "qwertyuiop123"]
)
def test_a_weak_passphrase_is_refused_in_one_sentence(folder: Path, bad: str) -> None:
    says = weakness(bad)
    assert says is not None
    assert says.endswith(".")
    assert not bad.strip() or bad not in says
    with pytest.raises(StoreError, match="four or five unrelated words"):
        Store.create(folder, bad, kdf=QUICK)
    assert not folder.exists()


def test_good_passphrases_are_accepted_long_ones_too() -> None:
    assert weakness(PASSPHRASE) is None
    assert weakness("many words " * 30 + "zebra candle") is None


def test_every_recovery_code_is_read_back_and_no_two_are_alike() -> None:
    codes = {new_recovery_code() for _ in range(500)}
    assert len(codes) == 500
    for code in codes:
        assert len(code) == 34
        assert not set(code) & set("ILOU")
        assert read_recovery_code(code.lower().replace("0", "o").replace("1", "l")) == code.replace("-", "")


def test_a_mistyped_recovery_code_is_told_from_a_wrong_one(folder: Path) -> None:
    store, code = a_store(folder)
    store.lock()
    typo = code[:-1] + ("2" if code[-1] != "2" else "3")
    assert read_recovery_code(typo) is None
    assert looks_like_recovery_code(typo)
    with pytest.raises(LockedError, match="typing mistake"):
        Store.open(folder, typo)
    with pytest.raises(LockedError, match="does not open"):
        Store.open(folder, new_recovery_code())


@pytest.mark.parametrize(
    "wrong", ["", "x", "violet ladder sixty comer", "VIOLET LADDER SIXTY COMET", "é" * 5000, "\ud800"]
)
def test_a_wrong_secret_never_touches_the_database(folder: Path, wrong: str) -> None:
    store, _ = a_store(folder)
    fill(store)
    store.lock()
    (folder / "planbot.db").rename(folder / "elsewhere")
    before = tree(folder)
    with pytest.raises(LockedError, match="does not open the store"):
        Store.open(folder, wrong)
    assert tree(folder) == before


def test_a_passphrase_is_the_same_however_the_keyboard_writes_it(folder: Path) -> None:
    Store.create(folder, "crème brûlée à la carte", kdf=QUICK)[0].lock()
    Store.open(folder, "cre\u0300me bru\u0302le\u0301e a\u0300 la carte").lock()


def test_changing_the_passphrase_rewrites_one_slot_and_no_page(folder: Path) -> None:
    store, code = a_store(folder)
    fill(store)
    store.backup()
    store.lock()
    before = tree(folder)
    with Store.open(folder, PASSPHRASE) as opened:
        key = opened._keys.data
        opened.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    after = tree(folder)
    assert before["keys/recovery.json"] == after["keys/recovery.json"]
    assert before["keys/passphrase.json"] != after["keys/passphrase.json"]
    with pytest.raises(LockedError):
        Store.open(folder, PASSPHRASE)
    for secret in (OTHER_PASSPHRASE, code):
        with Store.open(folder, secret) as opened:
            assert opened._keys.data == key
    for path in (folder / "backups").glob("*.keys.json"):
        kept = slots.read_sidecar(path.read_bytes())
        with pytest.raises(LockedError):
            slots.open_slots(kept, PASSPHRASE)
        slots.open_slots(kept, OTHER_PASSPHRASE)


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(folder: Path) -> None:
    store, code = a_store(folder)
    with store:
        store.change_passphrase(code, OTHER_PASSPHRASE)
    Store.open(folder, OTHER_PASSPHRASE).lock()


def test_changing_with_a_wrong_or_to_a_weak_passphrase_changes_nothing(store: Store, folder: Path) -> None:
    before = tree(folder / "keys")
    with pytest.raises(LockedError):
        store.change_passphrase(OTHER_PASSPHRASE, "granite otter velvet seven")
    with pytest.raises(StoreError, match="at least 12"):
        store.change_passphrase(PASSPHRASE, "short")
    with pytest.raises(LockedError):
        store.new_recovery_code(OTHER_PASSPHRASE)
    assert tree(folder / "keys") == before


def test_a_new_recovery_code_replaces_the_old_one(folder: Path) -> None:
    store, old = a_store(folder)
    with store:
        store.add_client(a_chart())
        new = store.new_recovery_code(PASSPHRASE)
        assert store.audit(1)[0].did == "recovery code changed"
    with pytest.raises(LockedError):
        Store.open(folder, old)
    Store.open(folder, new).lock()


def test_the_default_cost_is_256_mebibytes_three_times_over_two_lanes() -> None:
    assert Kdf() == Kdf(memory_kib=262144, time=3, lanes=2)


def test_the_cost_is_written_in_the_slot_and_kept_when_the_passphrase_changes(store: Store, folder: Path) -> None:
    store.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    raw = json.loads((folder / "keys/passphrase.json").read_text())
    assert raw["kdf"] == {"name": "argon2id", "memory_kib": 64, "time": 1, "lanes": 1}


def test_a_slot_does_not_open_in_the_place_of_another(store: Store, folder: Path) -> None:
    whole, _ = slots.read_slots(folder)
    moved = slots.Slot("recovery", *(getattr(whole["passphrase"], name) for name in ("kdf", "salt", "nonce", "sealed")))
    assert moved.open(PASSPHRASE.encode()) is None


def test_a_slot_that_asks_for_more_memory_than_there_is_is_damaged() -> None:
    slot = slots.Slot("passphrase", Kdf(memory_kib=2**40), b"s" * 16, b"n" * 12, b"x")
    with pytest.raises(DamagedError):
        slots.read_slot(slot.to_json(), "passphrase")


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 5000, b'{"kdf": 3}'])
def test_a_slot_that_is_none_is_damaged_in_one_sentence(content: bytes) -> None:
    with pytest.raises(DamagedError, match=r"keys/passphrase\.json is damaged"):
        slots.read_slot(content, "passphrase")


def test_a_data_key_of_another_length_is_refused() -> None:
    for length in (0, 32, 47, 49):
        with pytest.raises(StoreError, match="wrong length"):
            Keys(b"k" * length)


def test_one_slot_is_enough_to_open_and_to_mend_the_other(folder: Path) -> None:
    store, code = a_store(folder)
    store.lock()
    (folder / "keys/passphrase.json").write_bytes(b"{")
    with Store.open(folder, code) as opened:
        opened.change_passphrase(code, OTHER_PASSPHRASE)
    Store.open(folder, OTHER_PASSPHRASE).lock()
