"""The command ``planbot``: a module for each family of commands, imported when first asked for."""

import os
import sys
from typing import TextIO

from planbot.environment import shut_doors
from planbot.errors import PlanbotError

OK, BLOCKED, FAILED = 0, 1, 2
"""The exit codes: fine; findings that block signing; could not do what was asked."""


def main() -> None:
    """Run the command line and leave with one of the documented exit codes."""
    code: object = OK
    try:
        _steady_streams()
        shut_doors()
        from planbot.cli.commands import planbot

        code = planbot.main(standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        code = _unheard()
    except PlanbotError as error:
        sys.stderr.write(f"{error}\n")
        code = FAILED
    except Exception as error:  # noqa: BLE001 - the last resort: nothing of what anyone wrote is printed
        import click

        if isinstance(error, click.Abort):
            sys.stderr.write("Stopped; what was saved is safe.\n")
        elif isinstance(error, click.ClickException):
            error.show()
        else:
            _crashed(error)
        code = FAILED
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; what was saved is safe.\n")
        code = FAILED
    except SystemExit:
        # How click leaves when whoever read the output has gone.
        code = _unheard()
    sys.exit(code if isinstance(code, int) else OK)


def _steady_streams() -> None:
    """Let no byte on a pipe, and no letter a terminal lacks, end a conversation."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - open for the whole run
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _steady(stream)


def _steady(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if stream.isatty():
        reconfigure(errors="replace")
    else:
        reconfigure(encoding="utf-8", errors="replace")


def _unheard() -> int:
    """Write no more, because nobody reads it; what was saved is safe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


def _crashed(error: Exception) -> None:
    """Say where it broke, and nothing of what anyone wrote."""
    import secrets
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    name = place.filename.replace("\\", "/").rpartition("/")[2]
    sys.stderr.write(
        f"planbot stopped: {type(error).__name__} at {name}:{place.lineno} (report {secrets.token_hex(4)}). "
        "Every answer marked as saved is safe.\n"
    )
