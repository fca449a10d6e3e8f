"""Slots: small files, each the data key wrapped by one secret, so that a new passphrase rewrites one of them.

A slot is ciphertext. Without its secret it opens nothing; it is as strong as that secret.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planbot.errors import DamagedError, FullError, LockedError, StoreError
from planbot.files import put
from planbot.store import files
from planbot.store.passphrase import looks_like_recovery_code, read_recovery_code, secret_bytes

KEY_BYTES = 48
"""32 for the key, 16 for the salt: what SQLCipher takes as a raw key."""
PASSPHRASE, RECOVERY = "passphrase", "recovery"
SLOTS = (PASSPHRASE, RECOVERY)
_FORM = "planbot slot 1"
_MOST = {"memory_kib": 4 * 1024 * 1024, "time": 64, "lanes": 64}


@dataclass(frozen=True)
class Kdf:
    """What one guess at a passphrase costs, by Argon2id; the default takes about a second of a laptop."""

    memory_kib: int = 256 * 1024
    time: int = 3
    lanes: int = 2

    def derive(self, secret: bytes, salt: bytes) -> bytes:
        """Return the 32 bytes that wrap the data key."""
        from argon2.low_level import Type, hash_secret_raw

        return hash_secret_raw(secret, salt, self.time, self.memory_kib, self.lanes, 32, Type.ID)


@dataclass(frozen=True)
class Slot:
    """The data key wrapped by one secret; all fields but the last are bound to the ciphertext."""

    slot: str
    kdf: Kdf
    salt: bytes
    nonce: bytes
    sealed: bytes

    def open(self, secret: bytes) -> bytes | None:
        """Return the data key, or None when *secret* is not the one, or a byte was changed."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        wrapping = AESGCM(self.kdf.derive(secret, self.salt))
        try:
            return wrapping.decrypt(self.nonce, self.sealed, _bound(self.slot, self.kdf))
        except InvalidTag:
            return None

    def to_json(self) -> bytes:
        """Return the slot as it is written: one way only, so that any changed bit shows."""
        raw = {"form": _FORM, "slot": self.slot, "kdf": {"name": "argon2id", **asdict(self.kdf)}}
        raw |= {"salt": self.salt.hex(), "nonce": self.nonce.hex(), "sealed": self.sealed.hex()}
        # Found without the secret, so that the doctor sees a damaged recovery slot before it is needed.
        raw["sum"] = hashlib.sha256(json.dumps(raw).encode()).hexdigest()
        return (json.dumps(raw, indent=1) + "\n").encode()


def seal(slot: str, data_key: bytes, secret: bytes, kdf: Kdf) -> Slot:
    """Wrap *data_key* with *secret*."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(kdf.derive(secret, salt)).encrypt(nonce, data_key, _bound(slot, kdf))
    return Slot(slot, kdf, salt, nonce, sealed)


def read_slot(content: bytes, name: str) -> Slot:
    """Read a slot; raises DamagedError when it is not exactly as one is written."""
    try:
        raw = json.loads(content)
        kdf = Kdf(**{field: int(raw["kdf"][field]) for field in _MOST})
        slot = Slot(raw["slot"], kdf, *(bytes.fromhex(raw[field]) for field in ("salt", "nonce", "sealed")))
        whole = slot.to_json() == content and raw["slot"] == name and (len(slot.salt), len(slot.nonce)) == (16, 12)
        if not whole or any(not 1 <= getattr(kdf, field) <= most for field, most in _MOST.items()):
            raise ValueError(name)  # noqa: TRY301 - one sentence for every kind of damage
    except (ValueError, TypeError, KeyError, RecursionError):
        raise DamagedError(
            f"The key file {files.KEYS}/{name}.json is damaged; use the other secret, or restore a backup."
        ) from None
    return slot


def slot_path(folder: Path, name: str) -> Path:
    """Return where the slot *name* of a store lies."""
    return folder / files.KEYS / f"{name}.json"


def read_slots(folder: Path) -> tuple[dict[str, Slot], list[DamagedError]]:
    """Return the slots of a store that can be read, and what is wrong with the others."""
    whole, problems = {}, []
    for name in SLOTS:
        try:
            whole[name] = read_slot(slot_path(folder, name).read_bytes(), name)
        except FileNotFoundError:
            problems.append(
                DamagedError(f"The key file {files.KEYS}/{name}.json is missing; put it back, or restore a backup.")
            )
        except DamagedError as error:
            problems.append(error)
    return whole, problems


def write_slot(folder: Path, slot: Slot) -> None:
    """Write a slot in place of the one of its name, whole or not at all.

    Raises FullError when it cannot be written; what opened the store before still opens it.
    """
    try:
        files.make_folder(folder / files.KEYS)
        put(slot_path(folder, slot.slot), slot.to_json())
    except OSError:
        raise FullError(
            f"The folder {folder / files.KEYS} cannot be written; free some space or make it writable, then try again."
        ) from None


def to_sidecar(slots: Mapping[str, Slot]) -> bytes:
    """Return the slots as one file, to lie beside a backup: a backup no secret opens would be no backup."""
    return (
        json.dumps({name: slot.to_json().decode() for name, slot in sorted(slots.items())}, indent=1) + "\n"
    ).encode()


def read_sidecar(content: bytes) -> dict[str, Slot]:
    """Read the slots beside a backup, leaving out any that is damaged."""
    try:
        raw: Any = json.loads(content)
        found = {str(name): str(text).encode() for name, text in raw.items()}
    except (ValueError, AttributeError, RecursionError):
        return {}
    slots = {}
    for name, text in found.items():
        try:
            slots[name] = read_slot(text, name)
        except DamagedError:
            continue
    return slots


def open_slots(slots: Mapping[str, Slot], secret: str) -> tuple[bytes, str]:
    """Return the data key and the name of the slot that *secret*, a passphrase or recovery code, opens.

    Raises LockedError, before any database is touched, when it opens none.
    """
    code = read_recovery_code(secret)
    tries = [(RECOVERY, code.encode())] if code else []
    tries += [(PASSPHRASE, secret_bytes(secret))] if secret else []
    for name, guess in tries:
        if name in slots and (key := slots[name].open(guess)) is not None:
            if len(key) != KEY_BYTES:
                raise StoreError(f"The key in {files.KEYS}/{name}.json has the wrong length; restore a backup.")
            return key, name
    if code is None and looks_like_recovery_code(secret):
        raise LockedError("This recovery code has a typing mistake; compare it with the printed one, group by group.")
    raise LockedError(
        "This passphrase or recovery code does not open the store; check the keyboard and Caps Lock, and try again."
    )


def new_data_key() -> bytes:
    """Return a fresh data key."""
    return os.urandom(KEY_BYTES)


def _bound(slot: str, kdf: Kdf) -> bytes:
    return f"{_FORM}|{slot}|argon2id|{kdf.memory_kib}|{kdf.time}|{kdf.lanes}".encode()
