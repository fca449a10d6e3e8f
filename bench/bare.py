"""The yardsticks: Textual applications that do nothing, with the widgets of the session screen, or with one box."""

import sys

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Footer, Input, Static, TabbedContent, TabPane, TextArea

QUESTION = "What brings you here?"


class BareDesk(App[None]):
    """As many widgets of the same kinds as the session screen has: line, talk, tabs, box, list, keys."""

    CSS = """
    #line { height: 1; }
    #middle { height: 1fr; }
    #talk { width: 3fr; }
    #side { width: 2fr; }
    #box { height: auto; }
    TextArea { height: 4; }
    .off { display: none; }
    """
    BINDINGS = [("ctrl+b", "back", "back"), ("ctrl+n", "skip", "skip"), ("ctrl+t", "turn", "who speaks")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        with Horizontal(id="line"):
            yield Static("planbot")
            yield Static("0 of 10")
            yield Static("0 min")
            yield Static("saved")
        with Vertical(id="desk"):
            with Horizontal(id="middle"):
                with Vertical(id="talk"):
                    with VerticalScroll():
                        yield Static(QUESTION)
                    yield Static("", classes="off")
                with TabbedContent(id="side"):
                    for title in ("Plan", "Thread", "Findings", "SNAPs"):
                        with TabPane(title), VerticalScroll():
                            yield Static(f"{title} comes here")
            with Vertical(id="box"):
                yield Static("who")
                yield Static("scale", classes="off")
                yield Static("grid", classes="off")
                yield TextArea()
                yield Static("below")
                yield Static("list", classes="off")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()


class BareBox(App[None]):
    """One box to type into."""

    def compose(self) -> ComposeResult:
        yield Input()


def import_libraries() -> None:
    """Import what planbot is built on besides Textual, and nothing of planbot."""
    import argon2
    import click
    import pydantic.main
    import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sys.modules["pysqlite3"] = sys.modules["pysqlite3.dbapi2"] = driver
    import sqlite_utils

    assert all((argon2, click, pydantic, AESGCM, sqlite_utils))


if __name__ == "__main__":
    from bench.painting import say_painted, until_painted

    if "libraries" in sys.argv:
        import_libraries()
    until_painted(BareDesk(), QUESTION, say_painted)
