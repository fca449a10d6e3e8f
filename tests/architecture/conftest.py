"""What the tests of the architecture are given."""

from tests.homes import empty, warm

__all__ = ["empty", "warm"]
