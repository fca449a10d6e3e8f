"""Draws ``docs/session.svg``: the session screen with the first sample client, from the program itself.

The dialogue is played up to the question named below, the real application opens on it, and what it paints
is written as SVG. Run it again when the screen changes, and look at what comes out.
"""

import asyncio
import re
import sys
import tempfile
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from planbot.chart import Chart
from planbot.cli.sample import SAMPLES, play, sample_dialogue
from planbot.knowledge import Knowledge, load
from planbot.store import Kdf, Store
from planbot.tui.app import PlanbotApp
from planbot.tui.widgets.proposals import Proposals

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "session.svg"
STOPS_AT = "C objective.add:g1"
"""The turn of the sample dialogue that waits to be answered in the picture."""
SIZE = (132, 38)
"""Columns and rows of the terminal drawn."""
CHEAP = Kdf(memory_kib=64, time=1, lanes=1)
FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', monospace"
"""What stands in place of the font that the framework would fetch from another computer."""
_FONT_FACE = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
_FONT_FAMILY = re.compile(r"font-family: Fira Code, monospace")
_ADDRESS = re.compile(r"https?://(?!www\.w3\.org/2000/svg\b)")
_INDENTED = re.compile(r'<text([^>]*) x="([\d.]+)"([^>]*) textLength="([\d.]+)"([^>]*)>((?:&#160;)+)([^<]*)</text>')


def chart_at(turn: str, knowledge: Knowledge) -> tuple[Chart, date]:
    """Return the sample client's chart just before *turn* is answered, and the day of the talk."""
    dialogue: dict[str, Any] = sample_dialogue(SAMPLES[0])
    turns = dialogue["turns"]
    stop = next(number for number, each in enumerate(turns) if turn in each)
    return play({**dialogue, "turns": turns[:stop]}, knowledge).chart, dialogue["day"]


async def picture() -> str:
    """Return the screen as SVG."""
    knowledge = load()
    chart, day = chart_at(STOPS_AT, knowledge)
    with tempfile.TemporaryDirectory() as folder:
        store, _ = Store.create(Path(folder), "a throwaway passphrase for the picture", kdf=CHEAP)
        with store:
            store.add_client(chart)
            app = PlanbotApp(Path(folder), knowledge=knowledge, store=store, today=day, demo=True)
            async with app.run_test(size=SIZE) as pilot:
                app.open_session(chart.id)
                await pilot.pause()
                while not app.screen.query_one(Proposals).proposals:  # they are thought out in a thread
                    await pilot.pause(0.05)
                await pilot.pause(0.5)
                return anchored(without_addresses(app.export_screenshot(title="planbot")))


def without_addresses(svg: str) -> str:
    """Return *svg* with the reader's own fonts, so that opening it reaches no other computer.

    Raises ValueError when an address is left.
    """
    svg = _FONT_FAMILY.sub(f"font-family: {FONTS}", _FONT_FACE.sub("", svg))
    svg = svg.replace("<!-- Generated with Rich https://www.textualize.io -->", "<!-- Drawn by planbot itself -->")
    if found := _ADDRESS.search(svg):
        raise ValueError(f"The picture would reach for {svg[found.start() : found.start() + 60]!r}.")
    return svg


def anchored(svg: str) -> str:
    """Return *svg* with every text beginning at its first visible letter: some viewers drop spaces before it."""
    return _INDENTED.sub(_first_letter, svg)


def _first_letter(text: re.Match[str]) -> str:
    before, x, between, length, after, spaces, words = text.groups()
    gone = spaces.count("&#160;")
    if not words:
        return ""
    wide = float(length) / (gone + len(unescape(words)))
    start, left = float(x) + gone * wide, float(length) - gone * wide
    return f'<text{before} x="{start:g}"{between} textLength="{left:g}"{after}>{words}</text>'


def main() -> int:
    """Write the picture and say where it is."""
    PICTURE.write_text(asyncio.run(picture()), encoding="utf-8")
    print(PICTURE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
