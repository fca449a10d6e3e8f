"""The lists of what is installed agree: what one pins, no other moves."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def pinned(name: str) -> dict[str, str]:
    """Return the version of each package in a lock, every one of them with its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"(?m)^([\w.-]+)==(\S+)[^\n]*\\\n +--hash=sha256:[0-9a-f]{64}", text)
    assert len(found) == len(re.findall(r"(?m)^[\w.-]+==", text)), "a package without a hash"
    return dict(found)


@pytest.mark.parametrize("name", ["requirements-names.lock", "requirements-model.lock"])
def test_what_is_installed_later_moves_nothing(name: str) -> None:
    first, later = pinned("requirements.lock"), pinned(name)

    assert {package: version for package, version in later.items() if first.get(package, version) != version} == {}
    assert set(later) - set(first), "it adds something"
