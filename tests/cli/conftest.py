"""What the tests of the commands are given."""

from tests.homes import empty, practice, practice_folder, warm

__all__ = ["empty", "practice", "practice_folder", "warm"]
