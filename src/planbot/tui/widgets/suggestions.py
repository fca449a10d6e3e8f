"""What can be picked, narrowed down as one types. It never has the focus: the answer box keeps it."""

from collections.abc import Sequence

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from typing_extensions import override

from planbot.flows.answers import Option
from planbot.tui.messages import Picked
from planbot.tui.text import TT, T, short

ROWS = 7
"""At most so many lines are shown at once."""
FEWER_ROWS = 5
MANY = 40
"""Longer lists open only once something is typed or an arrow pressed: so many lines say nothing."""


def matching(options: Sequence[Option], typed: str) -> list[Option]:
    """Return the options *typed* may mean, the likeliest first; all of them when nothing is typed.

    Names that begin with the words come first, then names with a word that does, then other words for the
    same thing, such as what clients say, then near misses of spelling.
    """
    low = " ".join(typed.casefold().split())
    if not low:
        return list(options)
    ranked = [(rank, at, option) for at, option in enumerate(options) if (rank := _rank(option, low)) is not None]
    if not ranked and len(low) > 3:
        ranked = _near(options, low)
    return [option for _, _, option in sorted(ranked, key=lambda each: each[:2])]


def _rank(option: Option, low: str) -> int | None:
    label = option.label.casefold()
    if label.startswith(low):
        return 0
    if f" {low}" in label:
        return 1
    others = [word.casefold() for word in (option.value, *option.also)]
    if any(word.startswith(low) for word in others):
        return 2
    if low in label or any(low in word for word in others):
        return 3
    words = low.split()
    if len(words) > 1:
        text = " ".join([label, *others])
        if all(word in text for word in words):
            return 4
    return None


def _near(options: Sequence[Option], low: str) -> list[tuple[int, int, Option]]:
    from rapidfuzz import fuzz

    found = []
    for at, option in enumerate(options):
        score = max(fuzz.partial_ratio(low, word.casefold()) for word in (option.label, *option.also))
        if score >= 80:
            found.append((100 - round(score), at, option))
    return found


class Suggestions(Widget):
    """A list to pick from with the arrows, a number, or the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.options: tuple[Option, ...] = ()
        self.found: list[Option] = []
        self.at: int | None = None
        """The line the arrows are on, counted in what was found."""
        self._chosen: frozenset[str] = frozenset()
        self._several = False
        self._numbered = False
        self._numbers: dict[Option, str] = {}
        self._open = True

    def offer(self, options: Sequence[Option], *, several: bool = False, numbers: Sequence[str] = ()) -> None:
        """Show *options*; *numbers* are the keys that pick them at once."""
        self.options = tuple(options)
        self._several = several
        self._numbers = dict(zip(self.options, numbers, strict=False))
        self._chosen = frozenset()
        self.at = None
        self.found = list(self.options)
        self._open = len(self.options) <= MANY
        self.display = bool(self.options)
        self.refresh(layout=True)

    def narrow(self, typed: str, chosen: frozenset[str] = frozenset(), meant: Sequence[str] | None = ()) -> None:
        """Show what *typed* may mean, with the ones *chosen* (by their words, casefolded) marked.

        The options whose values are in *meant* sound like it: of a sentence they come first, of a word last. With
        None it is known to mean no option. A number that stands before a line goes to that line and leaves the list
        as it is.
        """
        number = self.numbered(typed)
        if number:
            found = list(self.options)
        else:
            found = [] if meant is None else self._by_meaning(matching(self.options, typed), typed, meant)
        if typed:
            self._unfold()
        if found != self.found or number:
            self.found = found
            self.at = self.options.index(number) if number else None
        self._chosen = chosen
        self.refresh()

    def _by_meaning(self, found: list[Option], typed: str, meant: Sequence[str]) -> list[Option]:
        if not meant:
            return found
        by_value = {option.value: option for option in self.options}
        sounds = [by_value[value] for value in meant if value in by_value]
        both = [*sounds, *found] if " " in typed.strip() else [*found, *sounds]
        return list(dict.fromkeys(both))

    def numbered(self, key: str) -> Option | None:
        """Return the option that *key* stands before, if any."""
        return next((option for option, number in self._numbers.items() if number == key.casefold()), None)

    def go_to(self, words: str) -> None:
        """Put the arrows on the option with these words, if there is one."""
        low = words.casefold()
        names = ({o.label.casefold(), o.value.casefold(), *(a.casefold() for a in o.also)} for o in self.found)
        self.at = next((at for at, known in enumerate(names) if low in known), None)
        self.refresh()

    @property
    def first(self) -> Option | None:
        """The likeliest option."""
        return self.found[0] if self.found else None

    def move(self, step: int) -> bool:
        """Go up or down a line; return whether there was anything to go to."""
        if not self.found:
            return False
        self._unfold()
        if self.at is None:
            self.at = 0 if step > 0 else len(self.found) - 1
        else:
            after = self.at + step
            self.at = after if 0 <= after < len(self.found) else None
        self.refresh()
        return True

    @property
    def current(self) -> Option | None:
        """The option the arrows are on."""
        return None if self.at is None or self.at >= len(self.found) else self.found[self.at]

    def let_go(self) -> None:
        """Take the arrows off the list."""
        self.at = None
        self.refresh()

    def is_chosen(self, option: Option) -> bool:
        """Return whether *option* is among the ones marked."""
        return not self._chosen.isdisjoint({option.label.casefold(), option.value.casefold()})

    def _unfold(self) -> None:
        if not self._open:
            self._open = True
            self.refresh(layout=True)

    @property
    def rows(self) -> int:
        """How many lines are shown at once: fewer on a low screen."""
        return ROWS if self.app.size.height >= 30 else FEWER_ROWS

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines the whole list takes, so that nothing jumps while it is narrowed down."""
        if not self._open:
            return 1
        return min(len(self.options), self.rows) + (len(self.options) > self.rows)

    def render(self) -> RenderResult:
        """Draw the part of the list around the arrows."""
        if not self._open:
            return T(f"  {len(self.options)} to pick from; type a word of it, or press the down arrow", "$quiet")
        first = self._first()
        lines = [self._line(at) for at in range(first, min(first + self.rows, len(self.found)))]
        if len(self.found) > self.rows:
            lines.append(T(f"     {len(self.found)} in all; type to narrow them down", "$quiet"))
        return Content("\n").join(lines)

    def _first(self) -> int:
        return 0 if self.at is None else max(0, min(self.at - self.rows // 2, len(self.found) - self.rows))

    def _line(self, at: int) -> Content:
        option = self.found[at]
        here = at == self.at
        mark = ("[x] " if self.is_chosen(option) else "[ ] ") if self._several else ""
        number = self._numbers.get(option, "")
        width = max(self.content_size.width - 6 - len(mark), 12)
        label = short(option.label, width)
        hint = short(option.hint, width - len(label) - 3) if option.hint and width - len(label) > 12 else ""
        style = "reverse" if here else ""
        lead = f"{'›' if here else ' '} {number:>2} " if self._numbers else f"{'›' if here else ' '} "
        return TT((lead, "$primary"), (mark, "$quiet"), (label, style), (f"   {hint}" if hint else "", "$quiet"))

    def on_click(self, event: events.Click) -> None:
        """Pick the line clicked."""
        at = self._first() + event.get_content_offset_capture(self).y
        if at < min(self._first() + self.rows, len(self.found)):
            self.post_message(Picked(self.found[at].label))
