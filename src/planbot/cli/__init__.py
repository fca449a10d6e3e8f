"""The command ``planbot``: a module for each family of commands, imported when first asked for."""

import sys

from planbot.environment import shut_doors
from planbot.errors import PlanbotError

OK, BLOCKED, FAILED = 0, 1, 2
"""The exit codes: fine; findings that block signing; could not do what was asked."""


def main() -> None:
    """Run the command line and leave with one of the documented exit codes."""
    try:
        shut_doors()
        from planbot.cli.commands import planbot

        code = planbot.main(standalone_mode=False)
    except PlanbotError as error:
        sys.stderr.write(f"{error}\n")
        code = FAILED
    except Exception as error:
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
    sys.exit(code if isinstance(code, int) else OK)


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
