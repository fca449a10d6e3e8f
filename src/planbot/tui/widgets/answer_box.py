"""Where an answer is given: one box for every kind of answer, with what helps to give it around it."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Static, TextArea

from planbot.chart import Voice
from planbot.drafting import Proposal
from planbot.flows import Question
from planbot.flows.answers import Grid, Option, Scale
from planbot.flows.reading import several
from planbot.flows.searched import Searched
from planbot.knowledge.small_talk import is_small_talk
from planbot.tui.messages import Answered, Idled, PassTurn, Picked, Read, Review
from planbot.tui.text import TT, T
from planbot.tui.widgets.rating_grid import RatingGrid
from planbot.tui.widgets.reading import READ, reading
from planbot.tui.widgets.scale_row import ScaleRow
from planbot.tui.widgets.suggestions import Suggestions
from planbot.tui.widgets.words import Words

PAUSE = 0.15
"""Seconds without a key before the words are read, so that typing never waits for it."""
FEW = 12
"""Lists up to this long are numbered."""
HOW_TO_MARK = "Space or Enter marks a line; Enter on a marked one sends."


class AnswerBox(Vertical):
    """The box for words, the list or the numbers to pick from, and what is said about the words."""

    def __init__(self) -> None:
        super().__init__()
        self.question: Question | None = None
        self.editing: Proposal | None = None
        """The proposal whose words are being changed in the box; emptying the box lets go of it."""
        self.words = Words(self._press)
        self.suggestions = Suggestions()
        self.scale = ScaleRow()
        self.grid = RatingGrid()
        self._who = Static(id="who")
        self._below = Static(id="below")
        self._after: Callable[[], PassTurn | Review] | None = None
        self._timer: Timer | None = None
        self._sent = self._told = False
        self._held: list[events.Key] = []

    def compose(self) -> ComposeResult:
        """Lay out the parts; those a question has no use for are hidden."""
        yield self._who
        yield self.scale
        yield self.grid
        yield self.words
        yield self._below
        yield self.suggestions

    @property
    def kind(self) -> str:
        """The kind of answer asked for."""
        return self.question.answer.kind if self.question else ""

    @property
    def quick(self) -> bool:
        """Whether one key press is an answer: yes and no, and the printed answers of a measure."""
        question = self.question
        if question is None or self.kind not in {"yesno", "choice"}:
            return False
        return self.kind == "yesno" or (question.room == "measure" and len(question.options) < 10)

    def show(self, question: Question, who: str, *, words: str | None = None) -> None:
        """Get ready for *question*; *words* stand in the box instead of the answer or suggestion there is."""
        self.question, self.editing, self._after = question, None, None
        self._sent = self._told = False
        self.words.read_only = False
        standing = question.given.words if question.given and not question.adds else question.suggestion
        if words is None:
            words = "" if self.quick else standing
        hint = question.answer.hint(question)
        self._dress(question.voice, TT((who, "bold $" + question.voice.value), (f"   {hint}", "$quiet")))
        self.say("")
        is_grid, is_scale = isinstance(question.answer, Grid), isinstance(question.answer, Scale)
        self.grid.display, self.words.display, self.scale.display = is_grid, not is_grid, is_scale
        if isinstance(question.answer, Grid):
            self.grid.offer(question)
        if isinstance(question.answer, Scale):
            scale = question.answer
            self.scale.offer(scale.low, scale.high, scale.low_label, scale.high_label)
        self._offer(question)
        self.words.prompt("" if not self.quick else "one key is enough")
        self.words.put(words)
        self._narrow()
        if self.quick and question.given:
            self.suggestions.go_to(question.given.words)
        self.take_focus()

    def rest(self, voice: Voice, who: str, prompt: str, after: Callable[[], PassTurn | Review]) -> None:
        """Wait for Enter only, when there is nothing to answer here; then send what *after* makes."""
        self.question, self._after = None, after
        self._dress(voice, T(who, "bold $" + voice.value))
        self.grid.display = self.scale.display = False
        self.words.display = True
        self.suggestions.offer(())
        self.words.put("")
        self.words.prompt(prompt)
        self.words.read_only = True
        self.say("")
        self.take_focus()

    def edit(self, proposal: Proposal) -> None:
        """Put the words of *proposal* into the box, to be changed and sent."""
        self.words.put(proposal.words)
        self.editing = proposal
        self.take_focus()

    def take_focus(self) -> None:
        """Have the next key come here."""
        (self.grid if self.kind == "grid" else self.words).focus()

    def say(self, problem: str) -> None:
        """Say why the words cannot be taken; what was typed stays."""
        self._below.update(T(problem, "$error") if problem else T())
        self._below.set_class(bool(problem), "problem")

    def _dress(self, voice: Voice, line: object) -> None:
        self.set_class(voice is Voice.CLIENT, "client")
        self.set_class(voice is Voice.THERAPIST, "therapist")
        self._who.update(line)  # type: ignore[arg-type]

    def _offer(self, question: Question) -> None:
        options = question.options
        numbers: list[str] = []
        if self.kind == "yesno":
            numbers = ["y", "n"]
        elif self.quick:
            numbers = [o.value if re.fullmatch(r"\d", o.value) else str(n) for n, o in enumerate(options, 1)]
        elif len(options) <= FEW:
            numbers = [str(n) for n in range(1, len(options) + 1)]
        self.suggestions.offer(options, several=self.kind == "choices", numbers=numbers)

    # keys

    def _press(self, event: events.Key) -> bool:
        """Return whether the key was used here rather than typed."""
        if self._sent:
            self._held.append(event)
            return True
        if self._after is not None:
            return self._press_at_rest(event)
        if event.key in {"up", "down"}:
            return self._arrow(-1 if event.key == "up" else 1)
        if event.key == "tab":
            return self._complete()
        return self._press_to_send(event) or self._press_on_list(event) or self._press_empty(event)

    def _press_to_send(self, event: events.Key) -> bool:
        """Send on Enter; make a new line on the keys for that."""
        if event.key == "enter":
            self._send()
        elif event.key in {"ctrl+j", "shift+enter"}:
            self.words.insert("\n")
        else:
            return False
        return True

    def _press_on_list(self, event: events.Key) -> bool:
        """Use a key on the row of numbers, or on the line of the list the arrows are on."""
        current = self.suggestions.current
        if event.key in {"left", "right"} and self.kind == "scale":
            self.words.put(str(self.scale.step(-1 if event.key == "left" else 1)))
        elif event.key == "escape" and current:
            self.suggestions.let_go()
        elif event.key == "space" and self.kind == "choices" and current:
            self._toggle(current)
        else:
            return False
        return True

    def _press_empty(self, event: events.Key) -> bool:
        """Use a key that means more than itself while the box is empty."""
        if self.words.text:
            return False
        if event.key == "ctrl+e":
            self.post_message(Idled(event.key))
        elif self.quick and (option := self.suggestions.numbered(event.character or "")):
            self._answer(said(option))
        else:
            return False
        return True

    def _press_at_rest(self, event: events.Key) -> bool:
        if event.key == "enter" and self._after is not None:
            self.post_message(self._after())
            return True
        return event.is_printable

    def _arrow(self, step: int) -> bool:
        if self.suggestions.display and self.suggestions.move(step):
            if self.kind == "choices" and not self._below.has_class("problem"):
                self._below.update(T(HOW_TO_MARK if self.suggestions.current else ""))
            return True
        if self.words.text:
            return False
        self.post_message(Idled("up" if step < 0 else "down"))
        return True

    def _complete(self) -> bool:
        option = self.suggestions.current or (self.suggestions.first if self._fragment() else None)
        if option is None:
            return False
        if self.kind == "choices":
            self._toggle(option)
        else:
            self.words.put(said(option))
            self.suggestions.let_go()
        return True

    def _send(self) -> None:
        option = self.suggestions.current
        if option is not None and self.kind != "choices":
            self._answer(said(option))
        elif option is not None and not self.suggestions.is_chosen(option):
            self._toggle(option)
        elif self.words.text.strip():
            self._answer(self.words.text.strip())
        else:
            self.post_message(Idled("enter"))

    def _toggle(self, option: Option) -> None:
        label = said(option)
        parts = self._parts()
        fragment = self._fragment()
        if fragment and fragment.casefold() not in self._labels():
            parts = parts[:-1]
        low = [part.casefold() for part in parts]
        if label.casefold() in low:
            del parts[low.index(label.casefold())]
        else:
            parts.append(label)
        self.words.put("; ".join(parts) + ("; " if parts else ""))

    # while an answer is being saved

    def _answer(self, words: str) -> None:
        self._sent = True
        self.post_message(Answered(words))

    @on(Answered)
    def _once(self, event: Answered) -> None:
        """Let one answer through until it is saved: a second Enter must not answer a question nobody has seen."""
        if self._told:
            event.stop()
        self._sent = self._told = True

    def listen(self) -> None:
        """Take keys again; words typed in the meantime stand in the box, and nothing of them is sent."""
        self._sent = self._told = False
        held, self._held = self._held, []
        for event in held if self.question is not None else ():
            if event.key == "enter":
                return
            if event.is_printable and event.character:
                self.words.insert(event.character)

    # what the words mean while they are typed

    def _parts(self) -> list[str]:
        return list(several(self.words.text))

    def _labels(self) -> set[str]:
        return {said(option).casefold() for option in self.suggestions.options}

    def _fragment(self) -> str:
        """Return the part being typed now."""
        if self.kind not in {"choices", "lines"}:
            return self.words.text.strip()
        return re.split(r"[;\n]", self.words.text)[-1].strip()

    def _narrow(self) -> None:
        if not self.suggestions.options:
            return
        labels, fragment = self._labels(), self._fragment()
        chosen = frozenset(p.casefold() for p in self._parts()) & labels if self.kind == "choices" else frozenset()
        typed = "" if fragment.casefold() in labels else fragment
        self.suggestions.narrow(typed, chosen, self._meant(typed))

    def _meant(self, typed: str) -> Sequence[str] | None:
        """Return the values of the options that sound like what is being typed, where the question can tell.

        None when what is typed is small talk, which no option is.
        """
        question = self.question
        if question is None or len(typed) < 2 or not isinstance(question.answer, Searched):
            return ()
        return None if is_small_talk(typed) else question.answer.finds(question, typed)

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.question is None:
            return
        if self._below.has_class("problem"):
            self.say("")
        if not self.words.text:
            self.editing = None
        self._narrow()
        if self.kind == "scale":
            self.scale.mark(self.words.text)
        elif self.kind in READ:
            if self._timer:
                self._timer.stop()
            self._timer = self.set_timer(PAUSE, self._read)

    def _read(self) -> None:
        question, words = self.question, self.words.text
        if question is not None:
            self.run_worker(partial(self._read_apart, question, words), thread=True, exclusive=True, group="reading")

    def _read_apart(self, question: Question, words: str) -> None:
        self.post_message(Read(words, reading(question, words)))

    @on(Read)
    def _show_reading(self, event: Read) -> None:
        event.stop()
        if event.words == self.words.text and not self._below.has_class("problem"):
            self._below.update(T(f"= {event.reading}" if event.reading else "", "$quiet"))

    @on(Picked)
    def _picked(self, event: Picked) -> None:
        event.stop()
        option = next((o for o in self.suggestions.options if o.label == event.words), None)
        if self.kind == "choices" and option:
            self._toggle(option)
        elif option:
            self._answer(said(option))
        else:
            self.words.put(event.words)
        self.take_focus()


def said(option: Option) -> str:
    """Return the words that pick *option*: its label, or its value when the label would be read as several."""
    return option.value if re.search(r"[;\n]", option.label) else option.label
