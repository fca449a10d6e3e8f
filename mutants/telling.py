"""Tells what became of the mutants: a table by operator, the share, and every survivor by name."""

from collections import Counter
from collections.abc import Sequence

from mutants.trial import Tried, share
from planbot.rules import Severity

HEADS = ("operator", "mutants", "error", "warning", "advice", "survived", "still right", "for a reader", "noticed")


def table(results: Sequence[Tried]) -> str:
    """Return a line for each operator, and one for all of them."""
    names = list(dict.fromkeys(r.operator for r in results))
    lines = [_cells(name, [r for r in results if r.operator == name]) for name in sorted(names)]
    lines.append(_cells("all", results))
    widths = [max(len(line[column]) for line in (HEADS, *lines)) for column in range(len(HEADS))]

    def told(line: tuple[str, ...]) -> str:
        return "  ".join([f"{line[0]:<{widths[0]}}", *(f"{c:>{w}}" for c, w in zip(line[1:], widths[1:], strict=True))])

    rule = "-" * len(told(HEADS))
    return "\n".join([told(HEADS), rule, *map(told, lines[:-1]), rule, told(lines[-1])])


def _cells(name: str, results: Sequence[Tried]) -> tuple[str, ...]:
    by = Counter(r.killed for r in results if r.counts)
    right, reader = sum(r.right is not None for r in results), sum(not r.right and not r.counts for r in results)
    counts = (len(results), by[Severity.ERROR], by[Severity.WARNING], by[Severity.ADVICE], by[None], right, reader)
    return (name, *map(str, counts), f"{share(results):.1%}" if any(r.counts for r in results) else "")


def survivors(results: Sequence[Tried]) -> str:
    """Return every survivor by person, operator and place, with what spoke up elsewhere."""
    lines = [
        f"  {r.person}  {r.operator}  {r.place}{f'  ({r.by})' if r.by else ''}"
        for r in sorted(results, key=lambda r: (r.operator, r.person, r.place))
        if r.survived
    ]
    return "\n".join(["Survivors:", *lines]) if lines else "No survivors."


def reasons(results: Sequence[Tried]) -> str:
    """Return why mutants were left out of the share, and how often, so that nothing is hidden."""
    told = Counter(_general(r.right or r.reader or "") for r in results if not r.counts)
    return "\n".join(["Left out of the share:", *(f"  {count:>6}  {why}" for why, count in told.most_common())])


def _general(why: str) -> str:
    """Return a reason without the ids in it, so that equal ones are counted together."""
    return " ".join("…" if any(c.isdecimal() for c in word) else word for word in why.split())
