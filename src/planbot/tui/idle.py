"""Notices that nobody is there, so that an open record does not stay open."""

import time
from collections.abc import Callable

WARN_SECONDS = 60.0
"""How long before locking a person is told."""


class Idle:
    """Counts the seconds since anybody did anything.

    *minutes* of 0 never locks. *clock* is in seconds and never runs backwards.
    """

    def __init__(self, minutes: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = minutes * 60
        self._clock = clock
        self._last = clock()
        self._warned = False

    def touch(self) -> None:
        """Note that somebody is there."""
        self._last = self._clock()
        self._warned = False

    @property
    def over(self) -> bool:
        """Whether it is time to lock."""
        return self.seconds > 0 and self._clock() - self._last >= self.seconds

    def to_warn(self) -> bool:
        """Return whether to say, once, that planbot will lock soon."""
        left = self.seconds - (self._clock() - self._last)
        if self._warned or self.seconds <= 2 * WARN_SECONDS or left > WARN_SECONDS:
            return False
        self._warned = True
        return True
