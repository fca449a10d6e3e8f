"""No string reaches a widget except through ``T``: markup in a client's words would be run as ours."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import planbot.tui

FOLDER = Path(planbot.tui.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))

WIDGETS = {"Static", "Label", "Button", "Checkbox", "RadioButton", "TabPane", "Tab", "Collapsible", "Link", "Rule"}
"""Widgets of the framework that read a string as markup; also any class here that derives from one of them."""
METHODS = {"update", "add_option", "add_options", "replace_option_prompt", "set_label", "write_line"}
"""Methods that show what they are given."""
PROPERTIES = {"border_title", "border_subtitle", "tooltip", "label", "placeholder"}
"""Properties, and parameters, that are shown."""
MARKUP_READERS = {"from_markup", "to_content", "notify"}


def _stringy(node: ast.expr | None) -> bool:
    """Return whether *node* is surely a string, not content."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value != ""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mod | ast.Add) and (_stringy(node.left) or _stringy(node.right))
    if isinstance(node, ast.IfExp):
        return _stringy(node.body) or _stringy(node.orelse)
    if isinstance(node, ast.Call):
        name = _name(node.func)
        return name in {"str", "short", "format", "join", "one_line", "clean"} and not _is_content_join(node)
    return False


def _is_content_join(node: ast.Call) -> bool:
    func = node.func
    return isinstance(func, ast.Attribute) and isinstance(func.value, ast.Call) and _name(func.value.func) == "Content"


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _widgets(tree: ast.Module) -> set[str]:
    """Return the names in *tree* of widgets that show their first argument, those imported from the framework only."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
            names |= {alias.asname or alias.name for alias in node.names if alias.name in WIDGETS | {"Option"}}
    return names


def offences(source: str) -> Iterator[str]:
    """Yield a line for every place in *source* where a bare string would be shown."""
    tree = ast.parse(source)
    widgets = _widgets(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = _name(node.func)
            if name == "notify":
                if not any(k.arg == "markup" and _false(k.value) for k in node.keywords):
                    yield f"line {node.lineno}: notify without markup=False"
            elif name in {"from_markup", "to_content"}:
                yield f"line {node.lineno}: {name} reads markup"
            elif (name in widgets or (name in METHODS and isinstance(node.func, ast.Attribute))) and (
                any(_stringy(arg) for arg in node.args[:1])
                or any(
                    k.arg in {"content", "label", "title", "prompt", "renderable"} and _stringy(k.value)
                    for k in node.keywords
                )
            ):
                yield f"line {node.lineno}: a bare string given to {name}"
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Attribute) and target.attr in PROPERTIES and _stringy(node.value):
                    yield f"line {node.lineno}: a bare string set as {target.attr}"


def _false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_bare_string_is_shown(path: Path) -> None:
    assert not list(offences(path.read_text("utf-8")))


@pytest.mark.parametrize(
    "line",
    [
        'Static("[b]x[/b]")',
        "Static(f'{name}')",
        "Label('x' + name)",
        "Option(str(name))",
        "self.query_one(Static).update(f'{name}')",
        "self.notify(name)",
        "self.notify(name, markup=True)",
        "self.border_title = f'{name}'",
        "self.tooltip = 'x'",
        "Content.from_markup(name)",
        "Static('a' if b else c)",
    ],
)
def test_the_search_finds_a_bare_string(line: str) -> None:
    source = f"from textual.widgets import Label, Static\nfrom textual.widgets.option_list import Option\n{line}\n"
    assert list(offences(source))


@pytest.mark.parametrize(
    "line", ["Static(T(name))", "x.update({'a': 1})", "self.notify(name, markup=False)", "Static('')"]
)
def test_the_search_lets_content_pass(line: str) -> None:
    assert not list(offences(f"from textual.widgets import Static\n{line}\n"))
