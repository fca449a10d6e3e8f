"""Options and fixtures for every test."""

import pytest

from tests.egress import nothing_leaves, pytest_configure

__all__ = ["nothing_leaves", "pytest_configure"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden/ anew instead of comparing with it"
    )
