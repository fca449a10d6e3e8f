"""What a model drafted in a plan, in whose hands it was, and when: read once more before anyone signs."""

from planbot.chart import Author, Chart
from planbot.tui.talk import name_of, source_of
from planbot.tui.text import short
from planbot.tui.widgets import wording
from planbot.tui.widgets.lines import Line, Part, heading, line

LONGEST = 160
"""The letters of an answer that are shown here; Enter opens the whole of it."""


def drafted_lines(chart: Chart) -> list[Line]:
    """Return each answer a model had a part in, with where it came from and who took it over; none without one."""
    found = [(key, answer) for key, answer in chart.answers.items() if answer.origin and answer.origin.by_model]
    lines = [heading("Drafted with a model")] if found else []
    for key, answer in found:
        day = wording.day(answer.at.astimezone().date())
        # What a model only found stands in the voice of whoever said it; taking it over was the therapist's too.
        mine = bool(answer.origin and answer.origin.author is Author.MODEL)
        taken = f"; taken over by {name_of(answer.voice, chart)}, {day}" if mine else f"; {day}"
        lines.append(line(short(answer.words, LONGEST), key=key))
        lines.append(line(Part(source_of(answer) + taken, "quiet"), key=key, indent=2))
    return lines
