"""Options and fixtures for every test."""

import pytest

from tests.egress import nothing_leaves, pytest_configure
from tests.llama import llama, pytest_collection_modifyitems, pytest_terminal_summary

__all__ = ["llama", "nothing_leaves", "pytest_collection_modifyitems", "pytest_configure", "pytest_terminal_summary"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden/ anew instead of comparing with it"
    )
