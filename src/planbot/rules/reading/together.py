"""How findings are told to a person: many of one rule that say the same as one, with what differs listed under it.

Each stays a finding of its own to a program, to an audit and to a waiver.
"""

from collections.abc import Iterable
from typing import Generic, NamedTuple, Protocol, TypeVar


class Open(Protocol):
    """What is told of a finding."""

    @property
    def rule(self) -> str:
        """The rule that found it."""

    @property
    def message(self) -> str:
        """What was found, in a sentence."""

    @property
    def fix(self) -> str:
        """How to mend it, in a sentence."""


F = TypeVar("F", bound=Open)


class Several(NamedTuple):
    """What several findings of a rule say together."""

    message: str
    fix: str
    repeated: str
    """How each of them begins, which need not be said again under that."""


NOT_JUDGED = "Nobody has judged yet: "
SEVERAL = {
    "judgement-open": Several(
        "{count} questions of judgement are open.", "Take a second look at each of them, and answer.", NOT_JUDGED
    )
}
"""The rules whose findings are told together, by their id."""


class Told(NamedTuple, Generic[F]):
    """One finding as a person is told it, or several as one."""

    message: str
    fix: str
    findings: tuple[F, ...]
    parts: tuple[str, ...] = ()
    """What each finding adds, when there are several."""

    @property
    def first(self) -> F:
        """The finding that speaks for all where they agree."""
        return self.findings[0]


def told(findings: Iterable[F]) -> list[Told[F]]:
    """Return what a person is told of *findings*, in their order; several of one kind stand where the first was."""
    kinds: dict[object, list[F]] = {}
    for finding in findings:
        # What is not told together is a kind of its own.
        kinds.setdefault(finding.rule if finding.rule in SEVERAL else object(), []).append(finding)
    return [_told(kind) for kind in kinds.values()]


def _told(findings: list[F]) -> Told[F]:
    first, several = findings[0], SEVERAL.get(findings[0].rule)
    if several is None or len(findings) == 1:
        return Told(first.message, first.fix, (first,))
    parts = tuple(finding.message.removeprefix(several.repeated) for finding in findings)
    return Told(several.message.format(count=len(findings)), several.fix, tuple(findings), parts)
