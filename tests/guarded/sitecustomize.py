"""Watches a program that a test starts: every connection is refused, every one and every file written is noted.

Python imports this by itself at its start when this folder is on ``PYTHONPATH``. Only the standard library
is used, and little of it, because everything imported here is imported by the program as well.
"""

import os
import sys
from typing import Any

_MAY = os.environ.get("PLANBOT_TEST_EGRESS_MAY", "")
"""The one host and port of this computer that may be connected to; noted all the same."""
_LOG = os.environ.get("PLANBOT_TEST_EGRESS_LOG", "")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _note(line: str) -> None:
    handle = os.open(_LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, (line + "\n").encode(errors="backslashreplace"))
    os.close(handle)


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        if isinstance(args[1], tuple):
            _note(f"{event} {args[1]!r}")
            if f"{args[1][0]}:{args[1][1]}" != _MAY:
                raise PermissionError("refused by the egress guard")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        _note(f"{event} {args[0]!r}")
        if not _MAY or str(args[0]) != _MAY.partition(":")[0]:
            raise PermissionError("refused by the egress guard")
    elif event == "open" and isinstance(args[2], int) and args[2] & _WRITES and isinstance(args[0], (str, bytes)):
        path = os.path.abspath(os.fsdecode(args[0]))  # noqa: PTH100 - links are shown, not followed
        if path != _LOG:
            _note(f"write {path}")


if _LOG:
    sys.addaudithook(_watch)
