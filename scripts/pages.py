"""Writes the pages of ``docs/`` that the program can tell by itself: rules, flows, commands, the library.

``--check`` writes nothing and leaves with 1 when a committed page is not what the program says today.
"""

import argparse
import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from planbot.cli.commands import planbot
from planbot.flows import Flow, flows
from planbot.flows.page import page as flow_page
from planbot.flows.plan import PARTS

DOCS = Path(__file__).resolve().parents[1] / "docs"
WRITTEN_BY = "<!-- Written by scripts/pages.py; do not edit. -->"
WIDTH = 100
"""Columns of the help texts."""


def flows_page() -> str:
    """Return every interview as it is asked, the parts of the whole plan first and in its order."""
    others = [flow for flow in flows().values() if flow not in PARTS]
    lines = [
        "# The interviews",
        "",
        WRITTEN_BY,
        "",
        "Every question planbot asks, in the words of either voice. A question without words for the client is never",
        "put to the client, and the other way round. Words in braces are filled in from the chart. In square brackets:",
        "how the question may be answered. `planbot flows NAME` prints one of them.",
        "",
    ]
    for flow in others:
        lines += [f"## {flow.title} (`{flow.id}`)", "", flow.about, ""]
        if flow.id == "plan":
            lines += [f"{number}. [{part.title}](#{_anchor(part)})" for number, part in enumerate(PARTS, 1)]
        else:
            lines += _questions(flow)
        lines.append("")
    for flow in PARTS:
        lines += [f"## {flow.title} (`{flow.id}`)", "", flow.about, "", *_questions(flow), ""]
    return _tidy(lines)


def _questions(flow: Flow) -> list[str]:
    _, _, questions = flow_page(flow).partition(f"\n\n{flow.about}\n\n")
    return ["```text", questions.rstrip("\n"), "```"]


def _anchor(flow: Flow) -> str:
    kept = (c for c in f"{flow.title} ({flow.id})".lower() if c.isalnum() or c in " -_")
    return "".join(kept).replace(" ", "-")


def commands_page() -> str:
    """Return the help of planbot and of each of its commands."""
    lines = [
        "# The commands",
        "",
        WRITTEN_BY,
        "",
        "Every command leaves with 0 when all is fine, 1 when a finding blocks signing, 2 when it could not do what",
        "was asked. A command that opens the encrypted file asks for the passphrase; a script names a file that holds",
        "it.",
        "",
    ]
    context = _context(planbot, "planbot", None)
    lines += _help("planbot", context)
    for name in planbot.list_commands(context):
        command = planbot.get_command(context, name)
        if command is not None:
            inner = _context(command, name, context)
            lines += _help(f"planbot {name}", inner)
            for below, each in command.commands.items() if isinstance(command, click.Group) else ():
                lines += _help(f"planbot {name} {below}", _context(each, below, inner))
    return _tidy(lines)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    # The width of the terminal that runs this must not show on the page.
    return click.Context(
        command, parent, name, terminal_width=WIDTH, max_content_width=WIDTH, **command.context_settings
    )


def _help(name: str, context: click.Context) -> list[str]:
    text = context.command.get_help(context)
    return [f"## {name}", "", "```text", *(line.rstrip() for line in text.splitlines()), "```", ""]


def rules_page() -> str:
    """Return the catalogue of checks, as the script beside this one writes it."""
    return str(_beside("make_rules_page").page())


def _beside(script: str) -> Any:
    spec = importlib.util.spec_from_file_location(script, Path(__file__).with_name(f"{script}.py"))
    if spec is None or spec.loader is None:
        raise FileNotFoundError(script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages() -> Mapping[str, Callable[[], str]]:
    """Return each generated page by its path below ``docs/``, and what writes it."""
    library: dict[str, str] = _beside("make_knowledge_pages").knowledge_pages()
    told = {name: partial(library.__getitem__, name) for name in library}
    return {"commands.md": commands_page, "flows.md": flows_page, "rules.md": rules_page, **told}


def outdated(folder: Path) -> list[str]:
    """Return the pages in *folder* that are missing, left over, or not what the program says today."""
    known = pages()
    differing = [name for name, write in known.items() if _read(folder / name) != write()]
    return differing + [name for name in _library_pages(folder) if name not in known]


def write_pages(folder: Path) -> None:
    """Write every page into *folder*, and remove those of entries that are gone."""
    known = pages()
    for name in _library_pages(folder):
        if name not in known:
            (folder / name).unlink()
    for name, write in known.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(write(), encoding="utf-8", newline="\n")


def _library_pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / "knowledge").rglob("*.md"))


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _tidy(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages, or check them; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; leave with 1 when a page differs")
    parser.add_argument("--folder", type=Path, default=DOCS, help="where the pages are (default: docs/)")
    chosen = parser.parse_args(arguments)
    if chosen.check:
        names = outdated(chosen.folder)
        for name in names:
            print(f"{name} is not what the program says today; run make pages and look at what changed.")
        return 1 if names else 0
    write_pages(chosen.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
