"""Compares text with the files of ``tests/golden/``; ``--update-golden`` writes them anew."""

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


class Golden:
    """The golden files, compared or written."""

    def __init__(self, *, update: bool) -> None:
        self._update = update

    def check(self, name: str, text: str) -> None:
        """Compare *text* with the golden file *name*, to the byte."""
        path = GOLDEN / name
        if self._update:
            path.write_bytes(text.encode())
        if not path.exists():
            pytest.fail(f"There is no golden file {name}; run pytest --update-golden and read what it wrote.")
        assert path.read_bytes().decode() == text, (
            f"{name} differs; if the change is wanted, run pytest --update-golden."
        )
