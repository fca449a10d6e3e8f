"""Reads the official ICD-10-CM order file that a user downloads, so that a new release needs no new planbot.

The file is published each fiscal year by CMS and NCHS; each line holds, in fixed columns, an order number, the
code without its dot, whether it is billable, a short and a long title (ICD-10-CM order file layout, CMS).
"""

import csv
import io
import re
from datetime import date
from pathlib import Path

from planbot.errors import PlanbotError
from planbot.files import put
from planbot.knowledge.codes import Code, Codes, tidy

LARGEST = 50_000_000
"""Bytes; the order file of 2026 has about 15 million."""
CHAPTERS = re.compile(r"^(F\d\d|Z5[5-9]|Z6[0-5]|Z69|Z7[0-6]|R45|T14)")
"""The part of the classification this work uses."""
_LINE = re.compile(r"^(\d{5}) ([A-Z]\d[0-9A-Z]{1,5}) *([01]) (.{60}) (.+?)\s*$")


def take_over(file: Path, now: Codes, folder: Path) -> str:
    """Write the table of an order file into *folder*, which wins over the library's; return what was done.

    The notes on what excludes what are not in the order file: a code known already keeps its own, a new one
    takes those of the heading above it. Raises PlanbotError in one sentence when the file is not an order file,
    or when the folder cannot be written.
    """
    year = _year(file)
    codes = [_with_notes(code, now) for code in _codes(file)]
    if not codes:
        raise PlanbotError(f"{file.name} has no line of an ICD-10-CM order file; choose icd10cm-order-{year}.txt.")
    known, new = {c.code for c in now}, {c.code for c in codes}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put(folder / "codes.csv", _table(codes).encode())
        put(folder / "release.yaml", _release(file, year, len(codes)).encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PlanbotError(
            f"The codes cannot be written to {folder} ({reason}); look at its rights and room."
        ) from None
    return f"{len(codes)} codes of FY {year}: {len(new - known)} new, {len(known - new)} retired."


def _year(file: Path) -> int:
    found = re.search(r"(?<!\d)(20\d\d)(?!\d)", file.name)
    if not found:
        raise PlanbotError(
            "The name of the order file tells its year; keep it as downloaded, such as icd10cm-order-2027.txt."
        )
    return int(found[1])


def _codes(file: Path) -> list[Code]:
    try:
        if file.stat().st_size > LARGEST:
            raise PlanbotError(f"{file.name} is larger than any order file; choose icd10cm-order-YEAR.txt.")
        lines = file.read_text(encoding="latin-1").splitlines()
    except OSError:
        raise PlanbotError(f"{file} cannot be read; check its name and rights.") from None
    found = []
    for line in lines:
        matched = _LINE.match(line)
        if matched and CHAPTERS.match(matched[2]):
            found.append(Code(tidy(matched[2]), matched[5], matched[3] == "1"))
    return found


def _with_notes(code: Code, now: Codes) -> Code:
    bare = code.code
    while bare:
        if known := now.lookup(bare):
            return code._replace(excludes1=known.excludes1, excludes2=known.excludes2)
        bare = bare[:-1].rstrip(".") if len(bare) > len("F32") else ""
    return code


def _table(codes: list[Code]) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["code", "name", "billable", "excludes1", "excludes2"])
    for code in codes:
        rows.writerow(
            [code.code, code.name, "yes" if code.billable else "no", " ".join(code.excludes1), " ".join(code.excludes2)]
        )
    return text.getvalue()


def _release(file: Path, year: int, count: int) -> str:
    begins, ends = date(year - 1, 10, 1), date(year, 9, 30)
    return (
        "# Written by planbot codes update.\n"
        f"release: FY {year}\nfiscal_year: {year}\nin_force_from: {begins}\nin_force_to: {ends}\n"
        "publisher: National Center for Health Statistics, CDC\n"
        f"taken_from: {re.sub(r'[^A-Za-z0-9._-]', '', file.name)}\ncodes: {count}\n"
    )
