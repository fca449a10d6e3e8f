"""Passphrases and recovery codes: how good one is, how one is made, how a typed one is read."""

import hashlib
import secrets
import unicodedata

from planbot.errors import StoreError

SHORTEST = 12
"""Characters a passphrase must have."""
WEAKEST = 3
"""The zxcvbn score (0 to 4) a passphrase must reach: "safely unguessable" from a stolen file."""
_READ_BY_ZXCVBN = 72
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a printed code is read one way only."""
_RANDOM, _CHECK, _GROUP = 26, 2, 4
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "\t": "", "\n": ""})


def weakness(passphrase: str) -> str | None:
    """Return what is wrong with *passphrase* in one sentence, or None when it is good enough."""
    text = unicodedata.normalize("NFKC", passphrase)
    if not text.strip():
        return "A passphrase is needed; four or five unrelated words make a good one."
    if len(text) < SHORTEST:
        return f"A passphrase has at least {SHORTEST} characters; four or five unrelated words make a good one."
    from zxcvbn import zxcvbn  # type: ignore[import-untyped, unused-ignore]

    if zxcvbn(text[:_READ_BY_ZXCVBN], user_inputs=["planbot"])["score"] < WEAKEST:
        return "This passphrase could be guessed; four or five unrelated words make a good one."
    return None


def refuse_weak(passphrase: str) -> None:
    """Raise StoreError, in the sentence ``weakness`` gives, for a passphrase that is not good enough."""
    if problem := weakness(passphrase):
        raise StoreError(problem)


def new_recovery_code() -> str:
    """Return a fresh code of 130 random bits and a checksum, in seven groups of four characters."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    code = body + _checksum(body)
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def read_recovery_code(typed: str) -> str | None:
    """Return the code *typed* stands for, without hyphens; None when it is no code or was mistyped."""
    code = _squeezed(typed)
    if len(code) != _RANDOM + _CHECK or set(code) - set(_ALPHABET):
        return None
    return code if _checksum(code[:_RANDOM]) == code[_RANDOM:] else None


def looks_like_recovery_code(typed: str) -> bool:
    """Return whether a person seems to have meant a recovery code, well typed or not."""
    groups = typed.replace(" ", "-").strip("-").split("-")
    return len(groups) in range(6, 9) and all(len(g) in range(3, 6) and g.upper() == g for g in groups)


def secret_bytes(passphrase: str) -> bytes:
    """Return the bytes a key is derived from; every keyboard's way of writing é gives the same ones."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def _squeezed(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).upper().translate(_LOOK_ALIKE)


def _checksum(body: str) -> str:
    number = int.from_bytes(hashlib.sha256(body.encode()).digest()[:2], "big") >> 6
    return _ALPHABET[number >> 5] + _ALPHABET[number & 31]
