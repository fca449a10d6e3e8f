"""The conversation on plain lines: for pipes, screen readers and tests. It drives the same Session as the screens."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from planbot.chart import SkipReason, Voice
from planbot.drafting import Proposal
from planbot.drafting.library import LibraryDrafter
from planbot.errors import AnswerError, PlanbotError
from planbot.flows.answers import Grid, Option
from planbot.knowledge.entries import Safety
from planbot.rules.reading.together import told
from planbot.session import Session, Turn
from planbot.store import Opened
from planbot.text import clean, one_line

MOST_OPTIONS = 12
LONGEST_NAME = 20

COMMANDS = """/back  look at the question before        /undo   take the last step back
/skip [later|declined|n/a]  pass it over     /who    change who is speaking
/draft  show a proposal                      /use    accept it, or /use and your own wording
/more   show another proposal                /withdraw  take the answer shown back
/help   why this is asked                    /findings  what the checks say
/options  everything that can be picked      /keep   take what stands in the box
/goto KEY  open a question by its key        /quit   leave; everything is saved"""

_SKIPS = {"": SkipReason.LATER, "later": SkipReason.LATER, "declined": SkipReason.DECLINED}
_SKIPS |= dict.fromkeys(("n/a", "na", "not applicable"), SkipReason.NOT_APPLICABLE)


class Undoes(Protocol):
    """What plain lines need of the store beyond what a session does."""

    def undo(self, client: str, *, based_on: int) -> Opened | None:
        """Restore the revision before, as a new one."""


class PlainTalk:
    """A session spoken through lines: ``show`` says where it stands, ``hear`` takes a line."""

    def __init__(self, session: Session, undoes: Undoes, say: Callable[[str], None]) -> None:
        self.session = session
        self.undoes = undoes
        self.say: Callable[[str], None] = lambda line: say(clean(line))
        self._proposals: Iterator[Proposal] | None = None
        self.proposal: Proposal | None = None

    @property
    def over(self) -> bool:
        """Whether nothing is left to ask."""
        return self.session.turn.question is None and self.session.turn.hand_over is None

    def show(self) -> None:
        """Say the question that waits, and how it may be answered."""
        turn = self.session.turn
        if turn.question is None:
            if turn.hand_over:
                self.say(f"The next question is for the {turn.hand_over}. /who passes the turn.")
            else:
                self.say("That was the last question.")
            return
        question = turn.question
        self.say("")
        self.say(f"[{turn.voice}] {question.text}")
        self._show_choices(turn)
        standing = question.given.words if question.given else question.suggestion
        if standing:
            self.say(f"  in the box: {standing}   (/keep takes it)")
        if LibraryDrafter().can(question):
            self.say("  /draft proposes from the library")

    def _show_choices(self, turn: Turn) -> None:
        question = turn.question
        assert question is not None  # noqa: S101
        if isinstance(question.answer, Grid):
            for row in question.answer.rows(question):
                cells = ", ".join(cell for cell in row.current if cell)
                self.say(f"  {row.label}" + (f": {cells}" if cells else ""))
        options = question.options
        for mark, option in list(_marked(options))[:MOST_OPTIONS]:
            self.say(f"  {mark} {option.label}" + (f"  ({option.hint})" if option.hint else ""))
        if len(options) > MOST_OPTIONS:
            self.say(f"  and {len(options) - MOST_OPTIONS} more; /options lists them all")
        self.say(f"  ({question.answer.hint(question)})")

    def hear(self, line: str) -> bool:
        """Take one line, an answer or a command; return False when the person leaves.

        A line that cannot be taken is explained in one sentence, and changes nothing.
        """
        words = line.strip()
        command, _, rest = words.partition(" ")
        try:
            if command == "/quit":
                return False
            if command.startswith("/"):
                self._command(command, rest.strip())
            else:
                self._answered(self.session.answer(line))
        except (AnswerError, PlanbotError) as error:
            self.say(f"  {error}")
            if care := self.session.heard(words):
                self.say(care_words(care))
        return True

    def _command(self, command: str, rest: str) -> None:
        commands: dict[str, Callable[[str], None]] = {
            "/back": self._back,
            "/undo": self._undo,
            "/skip": self._skip,
            "/who": self._who,
            "/draft": self._draft,
            "/more": self._more,
            "/use": self._use,
            "/keep": self._keep,
            "/withdraw": self._withdraw,
            "/help": self._help,
            "/findings": self._findings,
            "/options": self._options,
            "/goto": self._goto,
        }
        if command not in commands:
            raise AnswerError(f"There is no {one_line(command)[:LONGEST_NAME]}; /help lists what there is.")
        commands[command](rest)

    def _answered(self, turn: Turn) -> None:
        self._proposals = self.proposal = None
        if turn.care:
            self.say(care_words(turn.care))

    def _back(self, _: str) -> None:
        before = self.session.turn
        turn = self.session.back()
        if turn is before:
            raise AnswerError("There is nothing before this.")
        self._answered(turn)

    def _goto(self, key: str) -> None:
        if not key:
            raise AnswerError("Please give the key of a question, such as intake.presenting.")
        self._answered(self.session.look(key))

    def _undo(self, _: str) -> None:
        turn = self.session.turn
        opened = self.undoes.undo(turn.chart.id, based_on=turn.revision)
        if opened is None:
            raise AnswerError("There is nothing left to undo.")
        self._answered(self.session.replaced(opened.chart, opened.revision))

    def _skip(self, rest: str) -> None:
        if rest.casefold() not in _SKIPS:
            raise AnswerError("Please give a reason: later, declined, or n/a.")
        self._answered(self.session.skip(_SKIPS[rest.casefold()]))

    def _who(self, _: str) -> None:
        other = Voice.CLIENT if self.session.turn.voice is Voice.THERAPIST else Voice.THERAPIST
        self._answered(self.session.speak(other))

    def _draft(self, rest: str) -> None:
        self._proposals = self.session.proposals()
        self.proposal = None
        for _ in range(int(rest) if rest.isdecimal() and 1 <= int(rest) <= 99 else 1):
            self._more("")

    def _more(self, _: str) -> None:
        if self._proposals is None:
            self._proposals = self.session.proposals()
        following = next(self._proposals, None)
        if following is None:
            raise AnswerError("The library has no further proposal here; your own words are best now.")
        self.proposal = following
        self.say(f"  from the library, {following.because}:")
        self.say(f"  {following.words}")
        for step, words in following.follow:
            self.say(f"    {step.partition('.')[2].replace('-', ' ')}: {words}")
        for finding in following.findings:
            self.say(f"    ! {finding.message}")
        self.say("  /use accepts it; /use and your own wording edits it; /more shows another")

    def _use(self, rest: str) -> None:
        if self.proposal is None:
            self._draft(rest if rest.isdecimal() else "1")
            rest = "" if rest.isdecimal() else rest
        assert self.proposal is not None  # noqa: S101
        self._answered(self.session.accept(self.proposal, words=rest or None))

    def _keep(self, _: str) -> None:
        question = self.session.turn.question
        words = "" if question is None else question.given.words if question.given else question.suggestion
        self._answered(self.session.answer(words))

    def _withdraw(self, rest: str) -> None:
        question = self.session.turn.question
        key = rest or (question.key if question else "")
        if key not in self.session.chart.answers and key not in self.session.chart.skips:
            raise AnswerError("There is no answer there to take back.")
        self._answered(self.session.withdraw(key))

    def _help(self, _: str) -> None:
        question = self.session.turn.question
        if question and question.help:
            self.say(f"  {question.help}")
        self.say(COMMANDS)

    def _options(self, _: str) -> None:
        question = self.session.turn.question
        for mark, option in _marked(question.options if question else ()):
            self.say(f"  {mark} {option.label}")

    def _findings(self, _: str) -> None:
        findings = self.session.turn.findings
        if not findings:
            self.say("  Nothing to mend: the thread holds.")
        for each in told(findings):
            self.say(f"  {each.first.severity}: {each.message} {each.fix}")
            for part in each.parts:
                self.say(f"    - {part}")


def _marked(options: Sequence[Option]) -> Iterator[tuple[str, Option]]:
    """Yield each option with what may be typed for it: its place in the list, or its own printed number.

    The answers of a questionnaire carry their scores: there "1" means the score, never the first line.
    """
    printed = bool(options) and all(option.value.isdecimal() for option in options)
    for place, option in enumerate(options, 1):
        yield (f"{option.value} =" if printed else f"{place}."), option


def care_words(safety: Safety, country: str = "") -> str:
    """Return the fixed words of help, with the numbers to reach."""
    lines = [safety.says]
    lines += [
        f"  {line.country}: call {line.call}"
        + (f", text {line.text}" if line.text else "")
        + f"; emergency {line.emergency}"
        for line in safety.help
        if not country or line.country == country
    ]
    return "\n".join(lines)
