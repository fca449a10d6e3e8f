"""The prompts: one template for each task, its front matter read strictly and its text rendered by our own Jinja2.

What a client said only ever arrives as a value, never as a part of a template.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field, ValidationError

from planbot.chart.base import Frozen
from planbot.errors import DraftError
from planbot.paths import prompts_folder
from planbot.text import one_line

SUFFIX = ".md.j2"
_REPAIR = "_repair"
INSTRUCTIONS, MATERIAL = "instructions", "material"
"""The two blocks of a template: what never changes comes first, so that a server can keep it; then the chart."""


class Task(Frozen):
    """What a model may be asked for, and within which limits."""

    id: str
    title: str
    inputs: tuple[str, ...]
    """The names of what is laid before the model; ``drafting/material.py`` gathers each from the chart."""
    output: str
    """The name of the output model in ``drafting/outputs/``."""
    most_tokens: int = Field(gt=0, le=2000)
    """The longest reply asked for."""
    temperature: float = Field(default=0.2, ge=0, le=1)
    most_letters: int = Field(default=9000, gt=0)
    """The longest text sent, in characters; a longer one is refused rather than cut."""


class Prompt(NamedTuple):
    """A task with its text filled in: what would be sent."""

    task: Task
    instructions: str
    material: str

    @property
    def text(self) -> str:
        """Everything that would be sent, as a person reads it."""
        return f"{self.instructions}\n\n{self.material}"


@cache
def tasks(folder: Path | None = None) -> Mapping[str, Task]:
    """Return every task by its id, which is the name of its file.

    Raises DraftError naming the file whose front matter is wrong.
    """
    found = {}
    for path in sorted((folder or prompts_folder()).glob(f"*{SUFFIX}")):
        name = path.name.removesuffix(SUFFIX)
        if not name.startswith("_"):
            found[name] = _task(name, path)
    return found


def _task(name: str, path: Path) -> Task:
    import yaml

    front, _ = _parts(path)
    try:
        return Task.model_validate({"id": name, **(yaml.safe_load(front) or {})})
    except (ValidationError, yaml.YAMLError, TypeError):
        raise DraftError(f"The front matter of the prompt {path.name} is wrong; compare it with the others.") from None


def render(task: Task, inputs: Mapping[str, Any], folder: Path | None = None) -> Prompt:
    """Return the prompt of *task* with its inputs in place.

    Raises DraftError when an input is missing, or when the text would be longer than the task allows.
    """
    from jinja2 import TemplateError

    template = _template(task.id, folder or prompts_folder())
    given = {name: inputs[name] for name in task.inputs if name in inputs}
    try:
        context = template.new_context(given)
        written = {name: "".join(template.blocks[name](context)).strip() for name in (INSTRUCTIONS, MATERIAL)}
    except (TemplateError, KeyError):
        raise DraftError(f"The prompt {task.id} cannot be filled in; it names something that is not there.") from None
    prompt = Prompt(task, written[INSTRUCTIONS], written[MATERIAL])
    if len(prompt.text) > task.most_letters:
        raise DraftError("There is too much here for a model to read at once; draft from the library, or by hand.")
    return prompt


def addition(draft: str, found: list[str], folder: Path | None = None) -> str:
    """Return what is added to a prompt when a draft goes back: the draft, and what the checks found in it."""
    where = folder or prompts_folder()
    task = _task(_REPAIR, where / f"{_REPAIR}{SUFFIX}")
    return render(task, {"draft": draft, "found": found}, where).material


def instructions_of(task: str, folder: Path | None = None) -> str:
    """Return the part of a task's prompt that never changes; nothing for a task that is not there."""
    if task not in tasks(folder):
        return ""
    template = _template(task, folder or prompts_folder())
    return "".join(template.blocks[INSTRUCTIONS](template.new_context({}))).strip()


def quoted(words: object) -> str:
    """Return what somebody said as data for a prompt: on one line, unable to close the mark that holds it."""
    return one_line(str(words)).translate(_MARKS)


_MARKS = str.maketrans("<>\u2039\u203a\u00ab\u00bb\u27e8\u27e9\uff1c\uff1e", "()()()()()")
"""Whatever looks like the marks around what was said, as round brackets."""


@cache
def _template(name: str, folder: Path) -> Any:
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["said"] = quoted
    _, body = _parts(folder / f"{name}{SUFFIX}")
    try:
        return environment.from_string(body)
    except TemplateError:
        raise DraftError(f"The prompt {name} is not a template that can be read; see the others.") from None


def _parts(path: Path) -> tuple[str, str]:
    """Return the front matter and the body of a prompt."""
    try:
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    except (OSError, ValueError, UnicodeDecodeError):
        raise DraftError(f"The prompt {path.name} has no front matter between two lines of ---.") from None
    return front, body
