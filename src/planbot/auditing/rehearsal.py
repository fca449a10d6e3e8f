"""The rehearsal: the packet an auditor would ask for of one chart, scored first, with what is missing listed calmly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planbot.auditing.lines import OF_ANY, Score, Standing, Ticked, score
from planbot.chart import Chart
from planbot.chart.signed import standing
from planbot.documents import render
from planbot.documents.escape import escape
from planbot.documents.render import laid_out, require
from planbot.documents.wording import Wording
from planbot.errors import DocumentError
from planbot.knowledge import Knowledge, Profile
from planbot.rules.reading.likeness import Likeness

TITLE = "Audit rehearsal"
_OF_ANY = {Standing.MET: "none found", Standing.NOT_MET: "found"}
"""How lines that name a fault are told."""


@dataclass(frozen=True)
class Signed:
    """A document that was signed and frozen."""

    document: str
    version: int
    on: date
    sha256: str
    """Its fingerprint, by which a later change would show."""


@dataclass(frozen=True)
class Rehearsed:
    """The packet as text, and the score it begins with."""

    score: Score
    text: str


def rehearse(  # noqa: PLR0913 - what is shown, how, with which words, and when
    chart: Chart,
    format: str = "md",  # noqa: A002 - the field's word, and what people type after --format
    *,
    knowledge: Knowledge,
    profile: Profile,
    today: date,
    signed: Sequence[Signed] = (),
    others: Likeness | None = None,
) -> Rehearsed:
    """Return the packet of *chart* as text in *format*, scored with *profile* on *today*.

    *signed* are the documents frozen in the store. Raises DocumentError for a format that does not exist.
    """
    require(format)
    scored = score(chart, knowledge, profile, today, others)
    packet = _Packet(chart, knowledge, today, scored, tuple(signed))
    written = "\n".join(packet.lines())
    if not written.strip():
        raise DocumentError("The packet could not be written; report this.")
    return Rehearsed(scored, laid_out(written, format, chart, title=TITLE, watermark=packet.words.watermark))


class _Packet:
    """Writes the packet as Markdown, every word from the chart escaped."""

    def __init__(
        self, chart: Chart, knowledge: Knowledge, today: date, scored: Score, signed: tuple[Signed, ...]
    ) -> None:
        self.chart, self.knowledge, self.today, self.score, self.signed = chart, knowledge, today, scored, signed
        self.words = Wording(chart, knowledge, (), today)

    def lines(self) -> Iterator[str]:
        yield from self._first_page()
        yield from self._line_by_line()
        yield from self._contents()
        for document in ("treatment-plan", "signature-page"):
            yield "---\n"
            yield render(self.chart, document, knowledge=self.knowledge, today=self.today)
        yield from self._part("Signed documents", self._signed(), "No document was signed and frozen in this store.")
        yield from self._part("Consents", self._consents(), "No consent is recorded.")
        yield from self._part("Measures and scores", self._scores(), "No score is recorded.")
        yield from self._part("Reviews", self._reviews(), "No review is recorded yet.")
        yield from self._part(
            "Progress notes", [], "planbot keeps no progress notes yet; add them from where they are."
        )

    def _first_page(self) -> Iterator[str]:
        told, profile = self.score, self.score.profile
        yield f"# {TITLE}\n"
        yield f"- **Client:** {escape(self.chart.client.name)}"
        yield f"- **Held against:** {escape(profile.name)} ({profile.id}, of {self.words.day(profile.dated)})"
        yield f"- **As of:** {self.words.day(self.today)}"
        yield f"- **Met:** {told.count(Standing.MET)} of the {told.told} lines that can be told"
        gaps = ", ".join(each.line.line for each in told.lines if each.standing is Standing.NOT_MET)
        yield f"- **Not met:** {f'lines {gaps}' if gaps else 'none'}\n"
        waiting = sum(bool(each.line.waits) for each in told.lines)
        yield (
            f"Let stand by a named person: {told.count(Standing.WAIVED)}. "
            f"Not counted: {told.count(Standing.NOT_ASKED)} that this profile does not ask for, "
            f"{told.count(Standing.NOT_ARISING)} that do not arise, and {told.count(Standing.NOT_TOLD)} that cannot be "
            f"told yet, {waiting} of them because they wait for progress notes or the like.\n"
        )
        yield "This is a rehearsal and no verdict: an auditor reads with judgement, and planbot does not.\n"
        yield "| Part | Met | Not met | Let stand | Cannot be told yet |"
        yield "|---|---|---|---|---|"
        for name in told.sections:
            lines = told.section(name)
            kinds = (Standing.MET, Standing.NOT_MET, Standing.WAIVED, Standing.NOT_TOLD)
            counts = " | ".join(str(sum(each.standing is kind for each in lines)) for kind in kinds)
            yield f"| {name} | {counts} |"
        yield ""

    def _line_by_line(self) -> Iterator[str]:
        yield "## Line by line\n"
        for name in self.score.sections:
            lines = self.score.section(name)
            yield f"### {name}\n"
            if lines and all(each.line.waits for each in lines):
                yield f"{len(lines)} lines wait for {escape(lines[0].line.waits)} and are not counted.\n"
                continue
            for each in lines:
                yield from self._line(each)
            yield ""

    def _line(self, each: Ticked) -> Iterator[str]:
        standing = _OF_ANY.get(each.standing, each.standing) if each.section == OF_ANY else each.standing
        why = f" ({escape(each.reason)})" if each.reason else ""
        sources = ", ".join(self.knowledge.asked_by(each.line.sources))
        yield f"- **{each.line.line}, {standing}**{why} – {escape(each.line.says)}. Asked by: {escape(sources)}"
        for finding in each.findings:
            yield f"  - {escape(self.words.place(finding.at))}: {escape(finding.message)} {escape(finding.fix)}"
        for waiver in each.waivers:
            told = f"let stand by {waiver.name} on {self.words.day(waiver.on)}: {waiver.reason}"
            yield f"  - {escape(self.words.place(waiver.at))}: {escape(told)}"

    def _contents(self) -> Iterator[str]:
        there = {
            "Treatment plan": "" if self.chart.plan.goals else "it has no goal yet",
            "Signatures": "" if standing(self.chart) else "nobody has signed",
            "Signed documents": "" if self.signed else "none is frozen in this store",
            "Consents": "" if self.chart.client.consents else "none is recorded",
            "Measures and scores": "" if self.chart.assessment.scores else "none is recorded",
            "Reviews": "" if self.chart.reviews else "none is recorded yet",
            "Progress notes": "planbot keeps none yet",
        }
        yield "## What is in this packet\n"
        for name, gap in there.items():
            yield f"- **{name}:** {f'missing, {gap}' if gap else 'here'}"
        yield ""

    def _part(self, title: str, lines: Iterator[str] | list[str], otherwise: str) -> Iterator[str]:
        yield f"---\n\n# {title}\n"
        told = list(lines)
        yield from told or [otherwise]
        yield ""

    def _signed(self) -> Iterator[str]:
        for each in self.signed:
            told = f"{each.document}, version {each.version}"
            yield f"- **{escape(told)}:** {self.words.day(each.on)}, fingerprint {escape(each.sha256[:16])}"

    def _consents(self) -> Iterator[str]:
        for each in self.chart.client.consents:
            given = "given" if each.given else "not given"
            told = [given, self.words.day(each.on) if each.on else "no date", each.words]
            yield f"- **{escape(each.kind)}:** {escape(', '.join(filter(None, told)))}"

    def _scores(self) -> Iterator[str]:
        yield from (f"- {escape(self.words.score(each))}" for each in self.chart.assessment.scores)

    def _reviews(self) -> Iterator[str]:
        for each in self.chart.reviews:
            yield f"- **{self.words.day(each.on)}**"
            for goal, progress in each.progress.items():
                yield f"  - {escape(self.words.place(goal))}: {escape(progress)}"
            yield f"  - Changes: {escape(each.changes or 'not recorded')}"
            yield f"  - Why treatment goes on: {escape(each.why_continue or 'not recorded')}"
