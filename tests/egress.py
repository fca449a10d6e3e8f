"""Nothing may leave this computer: a guard over every test, and over the programs that tests start.

Python tells an audit hook of every connection, packet and look-up before it is made, whichever library
asks for it. The hook refuses whatever does not stay on this computer, and remembers that it was tried.
Programs started by tests get the same guard through ``tests/guarded/sitecustomize.py``.
"""

import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

GUARDED = Path(__file__).parent / "guarded"
MAY = "PLANBOT_TEST_EGRESS_MAY"
"""Names the one address of this computer that a guarded program may connect to."""
LOG = "PLANBOT_TEST_EGRESS_LOG"
"""Names the file in which a guarded program writes every connection it tried, loopback too."""
WITH_ADDRESS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
WITH_HOST = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}

tried: list[str] = []
"""What the test that is running tried, and was refused."""


def stays_here(host: object) -> bool:
    """Return whether *host* means this computer."""
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if host is None or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def destination(event: str, args: tuple[Any, ...]) -> object:
    """Return the host an audit event is about; None when it is about no host."""
    if event in WITH_ADDRESS:
        address = args[1]
        return address[0] if isinstance(address, tuple) else None
    if event in WITH_HOST:
        return args[0][0] if isinstance(args[0], tuple) else args[0]
    return None


def watch(event: str, args: tuple[Any, ...]) -> None:
    """Refuse and remember whatever would leave this computer."""
    host = destination(event, args)
    if not stays_here(host):
        tried.append(f"{event} to {host!r}")
        raise PermissionError(f"The egress guard refused {event}; tests stay on this computer.")


def pytest_configure(config: pytest.Config) -> None:
    """Put the guard up before any test is collected; an audit hook stays for the whole run."""
    if not getattr(sys, "_planbot_guarded", False):
        sys._planbot_guarded = True  # type: ignore[attr-defined]
        sys.addaudithook(watch)


@pytest.fixture(autouse=True)
def nothing_leaves() -> Iterator[list[str]]:
    """Fail the test that tried to reach another computer, even when the code swallowed the refusal."""
    tried.clear()
    yield tried
    if tried:
        pytest.fail("This test tried to leave the computer: " + "; ".join(tried))


def guarded_environment(log: Path, may: str = "") -> dict[str, str]:
    """Return variables under which a Python program writes every connection it tries into *log*.

    All are refused but those to *may*, a host and port of this computer.
    """
    return {"PYTHONPATH": os.fspath(GUARDED), LOG: os.fspath(log), MAY: may, "PYTHONDONTWRITEBYTECODE": "1"}
