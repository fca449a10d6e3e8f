"""A small form over the screen: a sentence, one or a few fields, and words below when something is missing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static

from planbot.text import one_line
from planbot.tui.text import T

Check = Callable[[Mapping[str, str]], str | None]
"""Returns what is wrong with the fields in one sentence, or None when they can be taken."""


@dataclass(frozen=True)
class Field:
    """One thing to type, or to choose from a list."""

    id: str
    label: str
    value: str = ""
    hint: str = ""
    hidden: bool = False
    """Whether what is typed is not shown."""
    options: tuple[tuple[str, str], ...] = ()
    """What to choose from, each with its words; *value* is the one that is chosen already."""


class FormScreen(ModalScreen[dict[str, str] | None]):
    """Asks for a few words; Enter goes from field to field and then saves, Escape leaves everything as it was.

    Enter passes a list over, where something is chosen already; Tab and the arrow keys go there.
    """

    BINDINGS = [  # noqa: RUF012  (Textual's way)
        Binding("escape", "leave", "leave it", priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, title: str, says: str, fields: Sequence[Field], *, check: Check, do: str = "Save") -> None:
        super().__init__()
        self._title = title
        self._says = says
        self._fields = tuple(fields)
        self._check = check
        self._do = do

    def compose(self) -> ComposeResult:
        """Lay out the sentence, the fields and two buttons."""
        with VerticalScroll(classes="form", can_focus=False):
            yield Static(T(self._title), classes="form-title")
            yield Static(T(self._says), classes="form-says")
            for field in self._fields:
                yield Static(T(field.label), classes="form-label")
                yield _list(field) if field.options else _line(field)
            yield Static(T(), classes="form-problem")
            with Horizontal(classes="form-buttons"):
                yield Button(T(self._do), id="form-do", variant="primary", compact=True)
                yield Button(T("Leave it"), id="form-leave", compact=True)

    @property
    def given(self) -> dict[str, str]:
        """What stands in the fields, by their ids, on one line each."""
        return {f.id: self._value(f) for f in self._fields}

    def _value(self, field: Field) -> str:
        if field.options:
            return field.options[self.query_one(f"#field-{field.id}", OptionList).highlighted or 0][0]
        words = self.query_one(f"#field-{field.id}", Input).value
        return words if field.hidden else one_line(words)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def go_on(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        """Move to the next field to type in, and after the last one save."""
        event.stop()
        ids = [field.id for field in self._fields]
        at = ids.index((event.control.id or "").removeprefix("field-"))
        if following := [field for field in self._fields[at + 1 :] if not field.options]:
            self.query_one(f"#field-{following[0].id}").focus()
        else:
            self.save()

    @on(Button.Pressed, "#form-do")
    def save(self) -> None:
        """Hand back what was typed, unless something is missing."""
        problem = self._check(self.given)
        if problem:
            self.query_one(".form-problem", Static).update(T(problem))
        else:
            self.dismiss(self.given)

    @on(Button.Pressed, "#form-leave")
    def action_leave(self) -> None:
        """Hand back nothing."""
        self.dismiss(None)


def _line(field: Field) -> Input:
    hint = one_line(field.hint)
    return Input(one_line(field.value), placeholder=hint, password=field.hidden, id=f"field-{field.id}")


def _list(field: Field) -> OptionList:
    made = OptionList(*(T(one_line(words)) for _, words in field.options), id=f"field-{field.id}", compact=True)
    made.highlighted = next((at for at, (value, _) in enumerate(field.options) if value == field.value), 0)
    return made


def needed(*names: tuple[str, str]) -> Check:
    """Return a check that asks for the first field left empty, with the sentence given for it."""

    def check(given: Mapping[str, str]) -> str | None:
        return next((sentence for name, sentence in names if not given[name]), None)

    return check
