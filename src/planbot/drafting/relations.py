"""Whether what a draft joins was recorded together: what brought what about, and what came before what.

Both halves of "X is a manifestation of Y" may stand in a chart, and nobody may have said that one comes from the
other. It counts as recorded where one answer has both: a symptom and what shows it, or a sentence with a word between
its halves that joins them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from planbot.drafting.recorded import Recorded, Sort, sentences, telling, wording
from planbot.rules.reading.words import phrases, short

_HIM = r"(?:(?:the )?[\w']+ ){0,3}?"
_FROM = (
    "because of",
    "because",
    "due to",
    "owing to",
    "thanks to",
    "stem(?:s|med|ming)? from",
    "result(?:s|ed|ing)? from",
    "(?:is|are|was|were|as) (?:an?|the) (?:direct )?(?:result|consequence|effect|outcome) of",
    "caused by",
    "triggered by",
    "(?:a |an )?(?:manifestation|expression|reflection|product) of",
    "(?:arise|arises|arose|arising|come|comes|came|originates?|originating|springs?) from",
    "(?:driven|fuel+ed|brought (?:on|about)|precipitated|provoked|prompted|worsened|maintained|kept alive) by",
    "rooted in",
    "attribut(?:ed|able) to",
    "secondary to",
    "explained by",
    "(?:is|are|was|were) (?:in )?(?:a )?(?:response|reaction) to",
    "in (?:response|reaction) to",
)
"""What comes after these brings about what stands before them."""
_TO = (
    "result(?:s|ed|ing)? in",
    "caus(?:e|es|ed|ing)",
    "the cause of",
    rf"(?:lead|leads|leading|led) {_HIM}to",
    "trigger(?:s|ed|ing)?",
    "manifests? (?:as|in)",
    "drives|fuels|provokes|precipitates|brings on|brings about|gives rise to|gave rise to|underlies",
    "contribut(?:e|es|ed|ing) to",
    "explain(?:s|ed)?",
    "therefore|thus|hence|consequently|as a result|which is why|that is why",
)
"""What stands before these brings about what comes after them."""
_BACK = phrases(*_FROM)
_CAUSE = phrases(*_FROM, *_TO)
"""Turns of phrase that say that one thing brings another about."""
_PERHAPS = phrases(
    "will|would|could|may|might|can|should|likely|unlikely|expect(?:ed|s)?|hopes?|aims?|goals?|in order|if|whether",
    "without (?:care|treatment|therapy|help|it|support)",
)
"""Words by which a sentence does not say how it is, but how it may be."""
_JOINS = phrases(
    "as evidenced by|because(?: of)?|due to|since|after|following|when(?:ever)?|while|until|before|once|if|so|as",
    "led to|leads? to|makes?|made|causes?|caused|in which|each time|for fear of|therefore|beyond|by which",
)
"""Words by which people join what belongs together."""
_STOP = re.compile(r"[;:]|, (?:and|but|which|while|who|so)\b", re.IGNORECASE)

Piece = frozenset[str]


def causes(text: str, answers: Sequence[Recorded]) -> Iterator[str]:
    """Doubt that one thing brings another about, unless one answer of the chart has both and joins them."""
    for sentence in sentences(text):
        for found in _CAUSE.finditer(sentence):
            before = sentence[: found.start()]
            if _PERHAPS.search(before if telling(before) else sentence):
                continue
            sides = _sides(sentence, found)
            if sides and not _joined(*sides, answers):
                yield f"{short(found[0])}: the chart does not say that the one comes from the other."
                break


def _sides(sentence: str, found: re.Match[str]) -> tuple[Piece, Piece] | None:
    """Return the cause and the effect on the two sides of a joining word; None when one of them tells nothing."""
    before = _STOP.split(_CAUSE.sub(";", sentence[: found.start()]))[-1]
    after = _STOP.split(_CAUSE.sub(";", sentence[found.end() :]))[0]
    if not telling(before):
        after, _, before = after.partition(",")
    sides = telling(before), telling(after)
    if not all(sides):
        return None
    return sides[::-1] if _BACK.fullmatch(found[0]) else sides


def _joined(cause: Piece, effect: Piece, answers: Sequence[Recorded]) -> bool:
    """Whether an answer has *cause* and *effect* in two parts that belong together."""
    return any(_beside(cause, effect, answer) or _shows(cause, effect, answer, answers) for answer in answers)


def _beside(cause: Piece, effect: Piece, answer: Recorded) -> bool:
    """Whether one answer joins them, in its words or as what is suffered and what shows it or brought it on."""
    suffered = answer.sort is Sort.SUFFERED
    for line in (*answer.lines, *answer.shown, *answer.began):
        parts = [part for part in _JOINS.split(line) if part.strip()]
        if any(_both(cause, effect, pair) for pair in pairwise(parts)):
            return True
        rest = "; ".join(each for each in answer.every if each != line)
        if (
            suffered
            and len(parts) > 1
            and line in answer.lines
            and any(_both(cause, effect, (part, rest)) for part in parts)
        ):
            return True
    whole = "; ".join(answer.lines)
    return suffered and (
        any(wording(whole).covers_well(cause) and wording(shown).covers_well(effect) for shown in answer.shown)
        or any(_both(cause, effect, (f"{whole}; {'; '.join(answer.shown)}", began)) for began in answer.began)
    )


def _shows(cause: Piece, effect: Piece, answer: Recorded, answers: Sequence[Recorded]) -> bool:
    """Whether a problem or its diagnosis, by its name, is said to show itself in something linked to it."""
    if not answer.links:
        return False
    linked = [each for each in answers if each.id in answer.links]
    names = "; ".join((*answer.names, *(name for each in linked for name in each.names)))
    shows = (each for each in linked if each.sort is Sort.SUFFERED)
    # Its very name: "fear" for "anxiety" may well be one of the symptoms.
    return 2 * len(wording(names).stems & cause) > len(cause) and any(
        each.wording.covers_well(effect) for each in shows
    )


def _both(one: Piece, other: Piece, parts: tuple[str, str]) -> bool:
    first, second = map(wording, parts)
    return (first.covers_well(one) and second.covers_well(other)) or (
        first.covers_well(other) and second.covers_well(one)
    )


_ORDER = (
    (
        re.compile(r"(?:\bwas |\bwere )?\b(?:preceded|precedes?|came before|comes before)(?! by)\b", re.IGNORECASE),
        False,
    ),
    (re.compile(r"\b(?:was|were) (?:soon |later )?followed by\b", re.IGNORECASE), False),
    (re.compile(r"\b(?:came|began|started|was there) first\b", re.IGNORECASE), False),
    (re.compile(r"\b(?:before|prior to)\b", re.IGNORECASE), False),
    (re.compile(r"\b(?:was|were) preceded by\b", re.IGNORECASE), True),
)
"""Turns of phrase that put one thing before another, and whether what was first is said last."""

_HABITS = frozenset({"before", "prior to"})
"""They tell of habits too, as in crying before work."""
_BEGAN = phrases(
    "beg[aiu]n\\w*|start(?:ed|s)|appear\\w*|develop\\w*|onset|emerg\\w*|exist\\w*",
    "(?:was|were) (?:already )?(?:there|present)",
)


def order(text: str, answers: Sequence[Recorded]) -> Iterator[str]:
    """Doubt that one thing came before another, unless the chart says so or their lengths of time do."""
    for sentence in sentences(text):
        for pattern, turned in _ORDER:
            if found := pattern.search(sentence):
                sides = telling(sentence[: found.start()]), telling(sentence[found.end() :])
                if found[0].casefold() in _HABITS and not _BEGAN.search(sentence):
                    continue
                earlier, later = sides[::-1] if turned else sides
                if earlier and later and not _in_order(earlier, later, answers):
                    yield f"{short(found[0])}: the chart does not say that the one came before the other."
                break


def _in_order(earlier: Piece, later: Piece, answers: Sequence[Recorded]) -> bool:
    first, second = _nearest(earlier, answers), _nearest(later, answers)
    if first and second and first.days and second.days and first is not second:
        return first.days > second.days
    said = (line for answer in answers for line in (*answer.lines, *answer.shown, *answer.began))
    return any(re.search(r"\bbefore\b", line, re.IGNORECASE) and wording(line).covers(earlier | later) for line in said)


def _nearest(side: Piece, answers: Sequence[Recorded]) -> Recorded | None:
    """Return the symptom that has the most of *side*, if any has half of it."""
    lasting = [each for each in answers if each.days and each.wording.covers(side)]
    return max(lasting, key=lambda each: each.wording.shared(side), default=None)
