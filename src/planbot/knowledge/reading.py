"""Reads the YAML of the library, and says of every fault what it is and where: "problem @ file: path"."""

import os
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import ValidationError

from planbot.knowledge.entries import (
    Approach,
    DiagnosisEntry,
    Domain,
    Entry,
    Frequency,
    InterventionEntry,
    Involves,
    ObjectivePattern,
    Pace,
    ProblemEntry,
    Profile,
    Reason,
    Safety,
    Source,
    SymptomEntry,
    Synonyms,
)
from planbot.knowledge.entries_judgements import JudgementQuestion
from planbot.knowledge.entries_laws import Law, loosened
from planbot.knowledge.entries_measures import MeasureEntry
from planbot.knowledge.entries_rules import RuleSource

E = TypeVar("E", bound=Entry)

LARGEST = 1_000_000
"""Bytes a file of the library may have."""
DEEPEST = 30
"""Levels of nesting a file may have; the C parser has no limit of its own and would end the process."""


class Shape(NamedTuple):
    """What the entries of a kind are, and how they are laid out in the folder."""

    entry: type[Entry]
    layout: Literal["file", "list"]
    """One entry a file named for it, or a list of entries in each file."""


SHAPES: dict[str, Shape] = {
    "sources": Shape(Source, "list"),
    "symptoms": Shape(SymptomEntry, "list"),
    "diagnoses": Shape(DiagnosisEntry, "file"),
    "problems": Shape(ProblemEntry, "file"),
    "objectives": Shape(ObjectivePattern, "list"),
    "interventions": Shape(InterventionEntry, "list"),
    "measures": Shape(MeasureEntry, "file"),
    "profiles": Shape(Profile, "file"),
    "domains": Shape(Domain, "list"),
    "paces": Shape(Pace, "list"),
    "reasons": Shape(Reason, "list"),
    "frequencies": Shape(Frequency, "list"),
    "involves": Shape(Involves, "list"),
    "approaches": Shape(Approach, "list"),
    "synonyms": Shape(Synonyms, "list"),
    "judgements": Shape(JudgementQuestion, "list"),
    "laws": Shape(Law, "file"),
    "rule-sources": Shape(RuleSource, "list"),
}
OPTIONAL = frozenset({"approaches", "synonyms", "profiles", "judgements", "laws", "rule-sources"})
"""Kinds a library may do without."""


@dataclass
class Contents:
    """Everything read from a folder: the entries, where each stands, and what is wrong."""

    entries: dict[str, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in SHAPES})
    safety: Safety | None = None
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    """The file of each entry, by kind and id."""
    faults: list[str] = field(default_factory=list)

    def overlaid(self, other: "Contents") -> "Contents":
        """Return these contents with the entries of *other* beside them, or instead of those with the same id.

        A law is the exception: one of *other* may add to the gates that stand here, and a gate it leaves out or
        opens more easily is a fault.
        """
        return Contents(
            {kind: {**self.entries[kind], **other.entries[kind]} for kind in SHAPES},
            other.safety or self.safety,
            {**self.places, **other.places},
            [*self.faults, *other.faults, *self._loosened(other)],
        )

    def _loosened(self, other: "Contents") -> Iterator[str]:
        for key, law in other.entries["laws"].items():
            held = self.entries["laws"].get(key)
            for gate in loosened(held, law) if held else ():
                yield (
                    f"the law leaves open what the library's own closes; keep that gate, or give yours another id "
                    f"@ {other.places['laws', key]}: gates.{gate}"
                )


def library_files(folder: Path) -> list[os.DirEntry[str]]:
    """Return the files that make up the library in *folder*, sorted by path."""
    found: list[os.DirEntry[str]] = []
    for name in ("", "icd10cm", *SHAPES):
        try:
            with os.scandir(folder / name) as inside:
                found += [e for e in inside if e.name.endswith((".yaml", ".csv")) and e.is_file()]
        except (FileNotFoundError, NotADirectoryError):
            continue
    return sorted(found, key=lambda e: e.path)


def read_library(folder: Path) -> Contents:
    """Read every entry in *folder*, from ``KIND.yaml`` and from the files of ``KIND/``.

    Whatever cannot be read is left out and named among the faults.
    """
    contents = Contents()
    for kind, shape in SHAPES.items():
        for file in [folder / f"{kind}.yaml", *sorted((folder / kind).glob("*.yaml"))]:
            if file.is_file():
                _read_entries(contents, kind, shape, file, str(file.relative_to(folder)))
    if (file := folder / "safety.yaml").is_file():
        for _, raw in _documents(contents, file, "safety.yaml", listed=False):
            contents.safety = _validated(contents, Safety, raw, "safety.yaml", "")
    return contents


def _read_entries(contents: Contents, kind: str, shape: Shape, file: Path, name: str) -> None:
    known = contents.entries[kind]
    for path, raw in _documents(contents, file, name, listed=shape.layout != "file"):
        entry: Any = _validated(contents, shape.entry, raw, name, path)
        if entry is None:
            continue
        if shape.layout == "file" and entry.id != file.stem:
            contents.faults.append(f"the id {entry.id!r} differs from the file's name @ {name}: id")
        if entry.id in known:
            first = contents.places[kind, entry.id]
            contents.faults.append(f"the id {entry.id!r} is already used in {first} @ {name}: {path or 'id'}")
            continue
        known[entry.id] = entry
        contents.places[kind, entry.id] = name


def _documents(contents: Contents, file: Path, name: str, *, listed: bool) -> Iterator[tuple[str, Any]]:
    try:
        raw = parse(file)
    except ValueError as error:
        contents.faults.append(f"{error} @ {name}: the whole file")
        return
    if not listed:
        yield "", raw
    elif isinstance(raw, list):
        for number, each in enumerate(raw):
            title = each.get("id") if isinstance(each, dict) else None
            yield (title if isinstance(title, str) else f"[{number}]"), each
    else:
        contents.faults.append(f"a list of entries is expected @ {name}: the whole file")


def _validated(contents: Contents, kind: type[E], raw: Any, name: str, path: str) -> E | None:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            place = ".".join([path, *map(str, fault["loc"])]).strip(".")
            said = fault["msg"][:1].lower() + fault["msg"][1:]
            contents.faults.append(f"{said} @ {name}: {place or 'the whole file'}")
    except RecursionError:
        contents.faults.append(f"nested too deeply @ {name}: {path or 'the whole file'}")
    return None


def parse(file: Path) -> Any:
    """Return what the YAML *file* holds: plain values only, no aliases, no key twice.

    Raises ValueError in a few words that say what is wrong.
    """
    import yaml

    try:
        if file.stat().st_size > LARGEST:
            raise ValueError(f"larger than {LARGEST // 1000} kB")
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("not UTF-8 text") from None
    except OSError:
        raise ValueError("cannot be read") from None
    try:
        _refuse_what_grows(text)
        return yaml.load(text, Loader=_loader())  # noqa: S506 -- a safe loader, made stricter below
    except yaml.MarkedYAMLError as error:
        where = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ValueError(f"not YAML planbot reads: {error.problem}{where}") from None
    except yaml.YAMLError:
        raise ValueError("not YAML: it holds a character that may not stand there") from None
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _base_loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _refuse_what_grows(text: str) -> None:
    """Refuse aliases, which can make a small file huge, and nesting that would exhaust the stack."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=_base_loader()):
        alias = isinstance(event, yaml.AliasEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if alias or depth > DEEPEST:
            raise ValueError("aliases (*name) are not used in the library" if alias else "nested too deeply")


_loaders: list[Any] = []


def _loader() -> Any:
    if not _loaders:
        import yaml

        class Loader(_base_loader()):  # type: ignore[misc]
            """The safe loader, which also refuses a key that stands twice in one mapping."""

            def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
                seen = set()
                for key, _ in node.value:
                    if key.value in seen and isinstance(key.value, str):
                        said = f"the key {key.value!r} stands twice"
                        raise yaml.constructor.ConstructorError(None, None, said, key.start_mark)
                    seen.add(key.value if isinstance(key.value, str) else id(key))
                return super().construct_mapping(node, deep)  # type: ignore[no-any-return]

        _loaders.append(Loader)
    return _loaders[0]
