"""The ICD-10-CM table: what a code is, whether it can be billed, and what it excludes."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from planbot.errors import KnowledgeError
from planbot.knowledge.search import Hit
from planbot.text import one_line

_RANGE = re.compile(r"^([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)-+(?:([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?))?$")
_CODE = re.compile(r"^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$")
_DSM = re.compile(r"^[23]\d\d(?:\.\d{1,2})?$|^V\d\d(?:\.\d{1,2})?$")


class Code(NamedTuple):
    """One code of the table, with the exclusions it carries itself or inherits from the headers above it."""

    code: str
    name: str
    billable: bool
    excludes1: tuple[str, ...] = ()
    """What is never coded together with it: codes, headers or ranges such as ``F10-F19``."""
    excludes2: tuple[str, ...] = ()
    """What is not part of it, though both may be coded together."""


class Codes:
    """The table of codes; read from its file when it is first asked something."""

    def __init__(
        self,
        file: Path | None,
        search: Callable[[str, int], list[Hit]] | None = None,
        *,
        former: "Codes | None" = None,
    ) -> None:
        """Read *file* when asked; *former* is the table it replaced, which knows the codes that were retired."""
        self._file = file
        self._search = search
        self._former = former

    @cached_property
    def _table(self) -> dict[str, Code]:
        return {code.code: code for code in _read(self._file)} if self._file and self._file.is_file() else {}

    @cached_property
    def _told(self) -> dict[str, str]:
        """The lines of the file that says where the table comes from; flat, so that no YAML reader is needed."""
        file = self._file.with_name("release.yaml") if self._file else None
        if file is None or not file.is_file():
            return {}
        lines = file.read_text(encoding="utf-8").splitlines()
        pairs = (line.split(":", 1) for line in lines if re.match(r"^\w+:", line))
        return {key: value.strip().strip("\"'") for key, value in pairs}

    @property
    def release(self) -> str:
        """The release the table was made from, such as "April 2026", or "" when the table does not say."""
        return self._told.get("release", "")

    @property
    def in_force_to(self) -> date | None:
        """The last day the release was in force, or None when the table does not say."""
        try:
            return date.fromisoformat(self._told.get("in_force_to", ""))
        except ValueError:
            return None

    @property
    def told(self) -> str:
        """The release and how long it was in force, in words that can stand in brackets."""
        until = self.in_force_to
        return f"release {self.release}" + (f", in force to {until.day} {until:%B %Y}" if until else "")

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[Code]:
        return iter(self._table.values())

    def lookup(self, code: str) -> Code | None:
        """Return the code, written in any case and with or without its dot, or None when the table lacks it."""
        return self._table.get(tidy(code))

    def find(self, text: str, limit: int = 8) -> list[Code]:
        """Return the codes whose number begins like *text*, or whose name fits it, those that can be billed first."""
        hits = self._search(text, limit) if self._search else []
        found = [self._table[hit.entry] for hit in hits if hit.entry in self._table]
        return sorted(found, key=lambda code: not code.billable)

    def children(self, code: str) -> list[Code]:
        """Return the billable codes under a header."""
        start = tidy(code)
        return [c for c in self if c.billable and c.code != start and _under(c.code, start)]

    def exclude_each_other(self, first: str, second: str) -> bool:
        """Whether an Excludes1 note of either code, or of a header above it, names the other."""
        a, b = tidy(first), tidy(second)
        return a != b and (self._names(a, b) or self._names(b, a))

    def _names(self, holder: str, other: str) -> bool:
        for header in _headers(holder):
            known = self._table.get(header)
            # A note that covers the holder itself tells its own children apart; it excludes none of them as a whole.
            if known and any(_covers(note, other) and not _covers(note, holder) for note in known.excludes1):
                return True
        return False

    def fault(self, code: str, name: str | None = None) -> str | None:
        """Return in one sentence what is wrong with a code, and its *name* if one is given, or None."""
        asked = tidy(code)
        known = self._table.get(asked)
        if known is None:
            return self._not_found(one_line(code), one_line(asked))
        if not known.billable:
            below = [c.code for c in self.children(asked)]
            others = f"{', '.join(below[:3])}{' or another code below it' if len(below) > 3 else ''}"
            return f"{asked} is a heading and cannot be billed; choose one below it, such as {others}."
        if name is not None and _bare(name) != _bare(known.name):
            return f"The name does not belong to {asked}; the table calls it “{known.name}”."
        return None

    def _not_found(self, written: str, asked: str) -> str:
        if _DSM.match(written.upper()):
            return f"{written} is a DSM or ICD-9 number; choose the ICD-10-CM code of the diagnosis."
        if not self._table:
            return f"{written} cannot be checked: there is no ICD-10-CM table."
        if not _CODE.match(asked):
            return f"{written} is not written like an ICD-10-CM code, such as F41.1."
        if self._former and self._former.lookup(asked):
            return f"{asked} was retired: it is not in the ICD-10-CM table of {self.release or 'today'} any more."
        release = f" ({self.told})" if self.release else ""
        above = next((h for h in _headers(asked) if h in self._table), None)
        hint = f"; look below {above}" if above and not self._table[above].billable else ""
        hint = f"; {above} is complete as it stands" if above and self._table[above].billable else hint
        late = self.in_force_to is not None and self.in_force_to < date.today()
        hint = hint or ("; a newer release may have it, see planbot codes update" if late else "")
        return f"{asked} is not in the ICD-10-CM table{release}{hint}."


def tidy(code: str) -> str:
    """Return a code in capitals with its dot, as the table writes it."""
    bare = one_line(code).upper().rstrip("-. ")
    return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 and "." not in bare else bare


def _headers(code: str) -> Iterator[str]:
    """Yield the code itself and every header above it: F32.A, F32."""
    while code:
        yield code
        if len(code) <= 3:
            return
        code = code[:-1].rstrip(".")


def _under(code: str, header: str) -> bool:
    return code.replace(".", "").startswith(header.replace(".", ""))


def _covers(note: str, code: str) -> bool:
    """Whether a note such as ``F32``, ``F32.-`` or ``F10-F19`` speaks of *code*."""
    if matched := _RANGE.match(note.replace(" ", "")):
        first, last = matched.groups()
        if last is None:
            return _under(code, first)
        return first[:3] <= code[:3] <= last[:3] if len(first) == 3 else first <= code <= last or _under(code, last)
    bare = tidy(note)
    return bool(_CODE.match(bare)) and _under(code, bare)


def _bare(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def _notes(cell: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.split(r"[\s,;]+", (cell or "").strip().upper()))) if cell and cell.strip() else ()


def _read(file: Path) -> Iterator[Code]:
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                billable = row["billable"].strip().lower() in {"1", "true", "yes", "y"}
                yield Code(tidy(row["code"]), row["name"], billable, _notes(row["excludes1"]), _notes(row["excludes2"]))
    except (KeyError, OSError, UnicodeDecodeError, csv.Error, AttributeError):
        raise KnowledgeError(f"the table of codes cannot be read @ icd10cm/{file.name}: columns") from None
