"""Words that make more of what was recorded: that it changed, that it is always so, that it is certain.

Each is let be where an answer about the same thing says so too.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planbot.drafting.recorded import Recorded, Sort, clauses, sentences, telling, wording
from planbot.drafting.telling import root
from planbot.rules.reading.words import phrases, short


class Claim(NamedTuple):
    """A way of making more of something, and the ways in which a chart may say so."""

    said: re.Pattern[str]
    held: re.Pattern[str]


BETTER = Claim(
    phrases(
        "improv(?:ed|es|ing|ement)s?",
        "(?:is|are|was|has|have|got|gotten|getting|feels?|become|becoming)(?: been)?(?: much| somewhat)? better",
        "(?:made|makes|making|shown|shows|showing|continued|good|steady|excellent|some|clear|significant)"
        "(?: \\w+)? progress",
        "progressing",
        "respon(?:ded|ds|ding)(?: very)? (?:well|positively)|good response",
        "recover(?:ed|s|ing)|recovery",
        "(?:has|have|is|are|was|were) (?:now |been |fully |largely )?(?:resolved|eased|easing|helped|overcome)",
        "benefit(?:ed|ted|s|ing) from",
        "gain(?:ed|ing)",
    ),
    phrases(
        "improv\\w*|better|progress\\w*|respon[ds]\\w*|recover\\w*|resolv\\w*|remission|eas(?:e|es|ed|ier|ing)|"
        "benefit\\w*|help(?:ed|s|ing)?|gain\\w*|healed|calm\\w*|steadi\\w+|lighter|gone|passed"
    ),
)
WORSE = Claim(
    phrases(
        "worse(?:n(?:s|ed|ing))?",
        "deteriorat(?:es|ed|ing|ion)",
        "declin(?:es|ed|ing)(?=\\W*$| (?:in|since|over|after|steadily|further))",
        "decompensat\\w+",
        "escalat(?:es|ed|ing|ion)",
        "relaps(?:e|es|ed|ing)",
    ),
    phrases(
        "wors\\w*|deteriorat\\w*|declin\\w*|escalat\\w*|relaps\\w*|more than|not any more|no longer|grow\\w*|grew|"
        "back again|less and less|more and more|harder|heavier"
    ),
)
LESS = Claim(
    phrases(
        "(?:has|have|is|are|was|were|been|had)(?: \\w+)?(?: been)? (?:decreas|reduc|diminish|lessen|lower|subsid|fad)"
        "(?:ed|ing)",
        "(?:decreased|reduced|lessened|diminished|subsided|dropped|fell) (?:since|after|with|by|from)",
        "(?:less|fewer) (?:frequent|often|severe|intense|anxious|than before|and less)",
        "(?:has|have|are|is)(?: now)? (?:become |got )?(?:fewer|rarer|less)",
    ),
    phrases(
        "less|fewer|decreas\\w*|reduc\\w*|diminish\\w*|lower\\w*|subsid\\w*|fad(?:e|es|ed|ing)|drop\\w*|fell|rarer|"
        "half|halved|cut|lost|stopped|no longer|loss"
    ),
)
MORE = Claim(
    phrases(
        "(?:has|have|is|are|was|were|been|had)(?: \\w+)?(?: been)? (?:increas|intensif)(?:ed|ing|ied|ying)",
        "increasing(?:ly)?|increased (?:since|after|with|by|from)|intensified",
        "(?:more and more|more often than before|more frequent than before)",
        "(?:has|have) (?:grown|risen|spread|multiplied|doubled)",
    ),
    phrases(
        "more|increas\\w*|grow\\w*|grew|ris(?:e|es|ing|en)|rose|doubl\\w*|intensif\\w*|spread\\w*|used to|twice|up|"
        "took over|taken? on"
    ),
)
WILLING = Claim(
    phrases(
        "(?:highly |very |well |strongly )?(?:motivated|committed|engaged|determined)(?: to| in| for)?",
        "(?:is|are) (?:ready|eager|keen)(?: to| for)",
    ),
    phrases(
        "motivated|committed|engaged|determined|ready|eager|keen|asked for|agreed|brought|came|comes|kept|keeps|"
        "began|every (?:visit|meeting|session)|each (?:visit|meeting|session)|all (?:visits|meetings|sessions)"
    ),
)
REMITTED = Claim(phrases("[^,;]*in (?:full |partial |sustained )*remission[^,;]*"), phrases("remission|remitted"))
CHANGES = (REMITTED, BETTER, WORSE, LESS, MORE, WILLING)

ALWAYS = Claim(
    phrases(
        "always|constantly|continually|continuously|incessantly|perpetually|permanently|never stops?",
        "all (?:the time|day|night)(?: long)?|at all times|every (?:single )?time|at every|without exception",
        "round the clock",
    ),
    phrases(
        "always|constant\\w*|continu\\w*|never|all (?:the time|day|night)|(?:every|each) (?:time|single)|"
        "without a break|"
        "round the clock|(?:day and|all) night|every(?:where|one|body|thing)|permanent\\w*|from morning|from waking|"
        "again and again|nothing but|whenever|not once|each"
    ),
)
WHOLLY = Claim(
    phrases(
        "completely|totally|entirely|utterly|wholly|altogether|absolutely|fully (?:unable|disabled|dependent|lost)",
        "(?:is |are )?(?:unable|incapable|disabled|powerless)(?: to)? at all|total(?= (?:loss|lack|inability|absence))",
    ),
    phrases(
        "complete\\w*|total\\w*|entire\\w*|whol\\w*|full\\w*|altogether|absolute\\w*|utter\\w*|never|nothing|nobody|"
        "no(?:t| one| longer| more)?|at all|any ?more|none|cannot|can't|every|all|only|"
        "without|left|quit|gave up|stopped"
    ),
)
SEVERELY = Claim(
    phrases(
        "severe(?:ly)?|extreme(?:ly)?|profound(?:ly)?|debilitating|crippling|overwhelming(?:ly)?|devastating|"
        "unbearabl[ey]|catastrophic|incapacitating|intense(?:ly)?|drastic(?:ally)?|massive(?:ly)?|crushing"
    ),
    phrases(
        "severe(?:ly)?|extreme\\w*|profound\\w*|debilitat\\w*|crippl\\w*|overwhelm\\w*|devastat\\w*|unbearabl[ey]|"
        "intense\\w*|crushing|worst|terribl[ey]|as bad as"
    ),
)
CERTAIN = Claim(
    phrases(
        "confirm(?:s|ed|ing)?|prov(?:e|es|ed|en|ing)|proof of",
        "clear(?:ly)? (?:show|demonstrat|indicat|reveal|establish|sign|evidence|proof)\\w*",
        "(?:clearly|obviously|evidently) (?:has|have|is|are|suffers?)",
        "(?:show|demonstrat|indicat|reveal|establish)\\w* clearly",
        "undoubtedly|doubtless|definite(?:ly)?|definitive(?:ly)?|certainly|surely|obviously|unquestionabl[ey]|undeniabl[ey]|"
        "unmistakabl[ey]|conclusive(?:ly)?|indisputabl[ey]|invariably|unequivocal(?:ly)?",
        "without (?:a |any )?doubt|beyond (?:any )?doubt|no doubt|must (?:be|have been)|of course|establish(?:es|ed)",
    ),
    phrases(
        "confirm\\w*|prov(?:e|es|ed|en|ing)|proof|certain\\w*|sure\\w*|definit\\w*|obvious\\w*|no doubt|clear\\w*|"
        "establish\\w*|conclusive\\w*"
    ),
)
_NOT_YET = phrases(
    "to|will|would|could|may|might|can|should|likely|expect(?:ed|s)?|hop(?:e|es|ing)|aims?|goals?|in order|wants?|"
    "wish(?:es)?|needs?|need(?:ed|ing)?|without|seeks?|if|not|prevent\\w*|avoid\\w*|against|risks?|chance|threat of"
)
"""What comes before a change that nobody claims to have happened."""
NEAR = 50
"""How many characters before a word of change are looked at for such words."""


def changes(text: str, answers: Sequence[Recorded]) -> Iterator[str]:
    """Doubt that something changed, or that somebody is willing, where nobody recorded it."""
    known = [each for each in answers if each.sort is not Sort.HOPED]
    for sentence in sentences(text):
        for claim in CHANGES:
            found = claim.said.search(sentence)
            if found and not _NOT_YET.search(sentence[max(0, found.start() - NEAR) : found.start()]):
                clause = next((each for each in clauses(sentence) if found[0] in each), sentence)
                if not _said(clause, claim, known):
                    yield f"{short(found[0])}: the chart does not say that."
                    break


def strong(text: str, answers: Sequence[Recorded]) -> Iterator[str]:
    """Doubt that something is always, wholly or severely so, where what was recorded about it does not say so."""
    for clause in clauses(text):
        for claim in (ALWAYS, WHOLLY):
            if (found := claim.said.search(clause)) and not _said(clause, claim, answers):
                yield f"{short(found[0])} is stronger than what the chart says."
        if (found := SEVERELY.said.search(clause)) and not _is_severe(clause, answers):
            yield f"{short(found[0])} is stronger than what the chart says."
        yield from _every(clause, answers)


def certain(text: str, answers: Sequence[Recorded]) -> Iterator[str]:
    """Doubt a certainty that nobody recorded."""
    for clause in clauses(text):
        if (found := CERTAIN.said.search(clause)) and not _said(clause, CERTAIN, answers):
            yield f"{short(found[0])} is more certain than what the chart says."


def _said(clause: str, claim: Claim, answers: Sequence[Recorded]) -> bool:
    """Whether an answer about the same thing says so in its own way."""
    about = telling(claim.said.sub(" ", clause))
    pieces = (piece for each in answers for piece in each.pieces)
    return any(claim.held.search(piece) and (not about or wording(piece).shared(about)) for piece in pieces)


def _is_severe(clause: str, answers: Sequence[Recorded]) -> bool:
    about = telling(SEVERELY.said.sub(" ", clause))
    near = [each for each in answers if not about or each.wording.shared(about)]
    if scores := [each for each in near if each.sort is Sort.SCORED and each.lines[0].casefold() in clause.casefold()]:
        near = scores
    return any(each.severe or SEVERELY.held.search(each.text) for each in near)


_EVERY = re.compile(
    r"\b(?:every (?:single )?(\w+(?: (?:day|night|morning|evening))?)|"
    r"each (day|night|morning|evening|time|week|meal))\b",
    re.IGNORECASE,
)
_OFTEN = {
    "day": ("daily",),
    "night": ("nightly", "every day", "daily"),
    "week": ("weekly", "every day", "daily"),
    "morning": ("every day", "daily"),
    "evening": ("every day", "daily"),
}
"""What says as much as "every" of these."""


def _every(clause: str, answers: Sequence[Recorded]) -> Iterator[str]:
    """Doubt that something is so every time, where only often was recorded."""
    for found in _EVERY.finditer(clause):
        named = (found[1] or found[2]).casefold().split()
        what = {root(word) for word in named}
        often = {as_much for word in named for as_much in _OFTEN.get(word, ())} | {"all day", "whenever", "always"}
        about = telling(clause) - what
        near = [each for each in answers if not about or each.wording.shared(about)]
        if near and not any(_each(each, what) or any(word in each.text for word in often) for each in near):
            yield f"{short(found[0])} is stronger than what the chart says."


def _each(answer: Recorded, what: set[str]) -> bool:
    """Whether an answer says "every" or "each" of the same."""
    if re.search(r"\b(?:every|each|all|any)\b", answer.text) is None:
        return False
    held = wording(answer.text).stems
    return bool(what & held) or not what
