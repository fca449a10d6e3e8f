"""Writes a file whole or not at all, readable by its owner only: one way for everything planbot writes to files."""

import contextlib
import errno
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PRIVATE = 0o600
"""What a file may be to whom: read and written by its owner."""
ABANDONED_AFTER = 24 * 60 * 60
"""Seconds after which a part that nobody adds to was left by a process that was killed."""

_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}
"""What a file system says that cannot make the names in a folder durable; a failing disk says something else."""


@contextlib.contextmanager
def replacing(path: Path, *, lasting: bool = True) -> Iterator[BinaryIO]:
    """Yield a file to write that becomes *path* in one step when all is written, or leaves no trace.

    Until then *path* is as it was, and a symbolic link of that name is replaced and never followed. *lasting* waits
    until the disk has it; without it a power cut may undo the step. Raises OSError when it cannot be written.
    """
    _sweep(path)
    part = path.with_name(f".{path.name}.{os.urandom(8).hex()}.part")
    alone = os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(part, os.O_WRONLY | alone | getattr(os, "O_BINARY", 0), PRIVATE)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    if lasting:
        sync_folder(path.parent)


def put(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Make *content* the file at *path*, whole or not at all; raises OSError as ``replacing`` does."""
    with replacing(path, lasting=lasting) as file:
        file.write(content)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new name in *folder* outlast a power cut, where its file system can be asked to.

    Windows does it by itself. Raises OSError when the disk fails.
    """
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # A folder to put things into, which its user may not look into.
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(handle)


def _sweep(path: Path) -> None:
    """Remove what a process that was killed while it wrote *path* has left; one that still writes is let be."""
    left = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{16}}\.part")
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if (
                left.fullmatch(entry.name)
                and time.time() - entry.stat(follow_symlinks=False).st_mtime > ABANDONED_AFTER
            ):
                Path(entry.path).unlink()
