"""Write knowledge/icd10cm from the classification inside the package simple-icd-10-cm.

    python scripts/make_icd10cm.py [FOLDER]

``codes.csv`` holds a line for each code: code, name, billable (yes or no), excludes1, excludes2. The last two
hold the codes that the classification excludes, separated by spaces, with those inherited from subcategory,
category, block and chapter. ``F31`` stands for F31 and everything below it; ``F10-F19`` for everything from the
first to the last, including what lies below the last.

``release.yaml`` says which release this is and when it is in force, so that a date of service outside of it
can be said and not hidden.

The classification is published by the National Center for Health Statistics (CDC) and is in the public domain;
the package is under the MIT licence.
"""

import csv
import re
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # the package reads its own data in an outdated way
    import simple_icd_10_cm as icd10cm

FOLDER = Path(__file__).resolve().parent.parent / "knowledge" / "icd10cm"

PACKAGE = "simple-icd-10-cm"

# The package does not carry its release as data, only as words in its description and file names.
RELEASES = {
    "1.5.0": {"release": "April 2026", "fiscal_year": "2026", "from": "2026-04-01", "to": "2026-09-30"},
}

TAKEN = (("F01", "F99"), ("R45", "R45"), ("T14.91", "T14.91"), ("Z55", "Z65"), ("Z69", "Z76"))

CODE = r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"
NAMED = re.compile(CODE)
RANGE = re.compile(rf"({CODE})-?\s*-\s*({CODE})")
WITH_ENDINGS = re.compile(r"^(.*?),? with ((?:\.\d+[.,]?\s*)+)$")
# Notes that exclude a code only with a certain last character; no prefix or range can say that.
CONDITIONAL = re.compile(r"(seventh|final) characters?")


def taken(code: str) -> bool:
    """Whether *code* lies in the chapters and categories of mental-health work."""
    return any(first <= code and (code <= last or code.startswith(last)) for first, last in TAKEN)


def excluded(note: str, known: frozenset[str]) -> list[str]:
    """Return the codes and ranges an excludes note names; *known* are all codes of the classification."""
    if CONDITIONAL.search(note):
        return []
    found: list[str] = []
    for group in re.findall(r"\(([^()]*)\)", note):
        ended = WITH_ENDINGS.match(group)
        if ended:
            categories = [code for span in spans(ended[1]) for code in categories_of(span, known)]
            endings = re.findall(r"\.\d+", ended[2])
            found += [code + end for code in categories for end in endings if code + end in known]
        else:
            found += spans(group)
    return found or spans(note)


def spans(text: str) -> list[str]:
    """Return the codes and ranges in *text*, placeholder dashes removed."""
    found = [f"{first}-{last}" for first, last in RANGE.findall(text)]
    return found + NAMED.findall(RANGE.sub(" ", text))


def categories_of(span: str, known: frozenset[str]) -> list[str]:
    """Return the three-character categories of a code or range."""
    first, _, last = span.partition("-")
    return sorted(code for code in known if len(code) == 3 and first <= code <= (last or first))


def exclusions(code: str, kind: int, known: frozenset[str]) -> str:
    """Return what *code* excludes, by its own notes and those of everything above it."""
    read = icd10cm.get_excludes1 if kind == 1 else icd10cm.get_excludes2
    notes = [note for place in [code, *icd10cm.get_ancestors(code)] for note in read(place)]
    return " ".join(dict.fromkeys(span for note in notes for span in excluded(note, known)))


def rows() -> list[tuple[str, str, str, str, str]]:
    """Return the lines of the table in the order of the classification."""
    known = frozenset(code for code in icd10cm.get_all_codes(True) if icd10cm.is_category_or_subcategory(code))
    return [
        (
            code,
            icd10cm.get_description(code),
            "yes" if icd10cm.is_leaf(code) else "no",
            exclusions(code, 1, known),
            exclusions(code, 2, known),
        )
        for code in sorted(known)
        if taken(code)
    ]


def release(lines: int) -> str:
    """Return release.yaml, or stop when this version of the package is not known here."""
    installed = version(PACKAGE)
    if installed not in RELEASES:
        sys.exit(f"{PACKAGE} {installed} is not known here: add its release and dates to RELEASES, then run again.")
    facts = RELEASES[installed]
    return (
        "# Written by scripts/make_icd10cm.py; do not edit.\n"
        f"release: {facts['release']}\n"
        f"fiscal_year: {facts['fiscal_year']}\n"
        f"in_force_from: {facts['from']}\n"
        f"in_force_to: {facts['to']}\n"
        "publisher: National Center for Health Statistics, CDC\n"
        f"taken_from: {PACKAGE} {installed}\n"
        f"codes: {lines}\n"
    )


def main() -> None:
    """Write both files into the folder given, or into knowledge/icd10cm."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    table = rows()
    about = release(len(table))
    with (folder / "codes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "billable", "excludes1", "excludes2"))
        writer.writerows(table)
    (folder / "release.yaml").write_text(about, encoding="utf-8")


if __name__ == "__main__":
    main()
