"""Starts planbot on a store that is there, as the command does, and says when the first question is painted."""

import sys
from pathlib import Path

from planbot.cli import opening
from planbot.environment import shut_doors
from planbot.knowledge import load
from planbot.store import Store
from planbot.tui.app import PlanbotApp

QUESTION = "What brings "


class Straight(PlanbotApp):
    """Opens on the client's conversation, as if Enter had been pressed on the caseload already."""

    def open_caseload(self) -> None:
        self.open_session("bench")


def main(folder: Path, passphrase: str) -> None:
    from bench.painting import say_painted, until_painted

    shut_doors()
    store = Store.open(folder, passphrase)
    app = Straight(folder, knowledge=load(), store=store)
    until_painted(app, QUESTION, say_painted)
    store.close()


if __name__ == "__main__":
    assert opening
    main(Path(sys.argv[1]), sys.argv[2])
