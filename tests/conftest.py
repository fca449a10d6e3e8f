"""Options and fixtures for every test."""

import signal

import pytest

from tests import llama as model
from tests import names_twice
from tests.egress import nothing_leaves, pytest_configure
from tests.llama import llama, pytest_collection_modifyitems
from tests.names_twice import twice

__all__ = ["llama", "nothing_leaves", "pytest_collection_modifyitems", "pytest_configure", "twice"]


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that runs the tests beside other work has them ignore Ctrl+C, and every program they start with them.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud for how many tests something that may be missing was missing."""
    model.pytest_terminal_summary(terminalreporter)
    names_twice.told(terminalreporter)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden/ anew instead of comparing with it"
    )
