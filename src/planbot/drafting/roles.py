"""Whether what a draft says belongs to whom it gives it to, and is what it is called: a strength, a wish, a refusal."""
# ruff: noqa: SIM905 -- word lists read best as words

import re
from collections.abc import Iterator, Sequence

from planbot.drafting.recorded import Recorded, Sort, clauses, sentences, telling, wording
from planbot.drafting.telling import meanings, root
from planbot.rules.reading.words import phrases, short

_KIN = frozenset(
    "mother father parent parents mom mum mama mam dad papa brother brothers sister sisters sibling siblings twin "
    "grandmother grandfather grandma grandpa grandparent grandparents aunt uncle cousin cousins niece nephew "
    "stepfather stepmother husband wife spouse partner boyfriend girlfriend fiance fiancee son sons daughter "
    "daughters grandson granddaughter grandchild grandchildren child children kid kids girls boys boss employer "
    "supervisor colleague colleagues coworker coworkers friend friends neighbor neighbors neighbour neighbours "
    "roommate roommates flatmate teacher teachers deacon pastor doctor surgeon".split()
)
_KIN_STEMS = frozenset(map(root, _KIN))
_MAY_BE_CLIENT = frozenset(
    "child kid boy girl mother father parent husband wife son daughter sister brother twin".split()
)
"""With "a" before them, they may speak of the client."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_BEFORE = frozenset("his her their the a an one both older younger eldest best close late own my our this that".split())
_FILLER = frozenset("that since when as while if after before because although also then".split())


def somebody(text: str, answers: Sequence[Recorded]) -> Iterator[str]:
    """Doubt what is said of one person where the chart says it of another only."""
    near = _people(answers)
    others = False
    for clause in clauses(text):
        who = _subject(clause, near)
        if who is None:
            # After somebody else was named, "she" may be either.
            if not others and (told := _of_another(clause, answers, near)):
                yield f"{short(told)}: the chart says that of somebody else."
            others = others or not _people_in(clause, near).isdisjoint(_KIN | near.keys())
            continue
        others = True
        kin, name = who
        tail = clause.partition(name or kin)[2]
        about = telling(tail) - _KIN_STEMS
        if about and not any(_of(who, tail, line, near) for a in answers for line in _parts(a)):
            yield f"{short(' '.join(filter(None, who)))}: the chart does not say that of them."


def _people_in(clause: str, near: dict[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(word if word in near else word.casefold() for word in _WORD.findall(clause))


_SHE = re.compile(r"^\W*(?:(?:that|since|when|as|while|if)\s+)?(he|she|(?:the )?client)\b", re.IGNORECASE)


def _of_another(clause: str, answers: Sequence[Recorded], near: dict[str, frozenset[str]]) -> str | None:
    """Return the word for a client whom a clause tells what the chart says of others alone."""
    found = _SHE.match(clause)
    about = telling(clause[found.end() :]) if found else frozenset[str]()
    if found is None or len(about) < FEWEST or not _people_in(clause, near).isdisjoint(_KIN | near.keys()):
        return None
    parts = [part for each in answers for part in _parts(each) if wording(part).covers(about)]
    most = max((len(wording(part).stems & about) for part in parts), default=0)
    best = [part for part in parts if len(wording(part).stems & about) == most]
    return found[1] if most >= FEWEST and all(_is_of(part, found[1].casefold(), near) for part in best) else None


FEWEST = 2
"""So many telling words have to be the same before a line counts as saying the same of somebody else."""


def _is_of(part: str, pronoun: str, near: dict[str, frozenset[str]]) -> bool:
    """Whether a line begins with somebody else than the one a pronoun speaks of."""
    if _subject(part, near) is not None:
        return True
    first = next(iter(_WORD.findall(part)), "").casefold()
    return first in {"he", "she"} and pronoun in {"he", "she"} and first != pronoun


_NAMED = re.compile(rf"\b({'|'.join(sorted(_KIN, key=len, reverse=True))})(?:,| called| is| named)? ([A-Z]\w+)")


def _people(answers: Sequence[Recorded]) -> dict[str, frozenset[str]]:
    """Return the names by which the chart calls people near the client, each with its other names."""
    found: dict[str, set[str]] = {}
    for answer in answers:
        for line in (*answer.lines, *answer.shown, *answer.began):
            for kin, name in _NAMED.findall(f"{line[:1].lower()}{line[1:]}"):
                found.setdefault(name, set()).add(kin)
    return {name: frozenset(kin) for name, kin in found.items()}


def _subject(clause: str, near: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """Return the person other than the client whom a clause begins with, by kinship and name, if it does."""
    words = _WORD.findall(clause)
    before = ""
    while words and words[0].casefold() in _BEFORE | _FILLER:
        before, words = words[0].casefold(), words[1:]
    if len(words) < 2 or words[0].endswith(("'s", "\u2019s")) or words[1].casefold() == "of":
        return None
    first, second = words[:2]
    if before in {"a", "an"} and first.casefold() in _MAY_BE_CLIENT:
        return None
    if first.casefold() in _KIN:
        return first, second if second[0].isupper() else ""
    return ("", first) if first in near else None


def _parts(answer: Recorded) -> Iterator[str]:
    """Yield the lines of an answer, those of several sentences one by one."""
    if answer.sort is not Sort.HOPED:
        for line in (*answer.lines, *answer.shown, *answer.began):
            yield from re.split(r"[;.]\s", line)


def _of(who: tuple[str, str], tail: str, line: str, near: dict[str, frozenset[str]]) -> bool:
    """Whether *line* says something of what *tail* says, and says it of *who*."""
    about = telling(tail) - _KIN_STEMS
    if not wording(line).covers(about):
        return False
    names = _names(*who, near)
    groups = {n for name in names & _KIN_STEMS for n in meanings().get(name, ())}
    words = _WORD.findall(line)
    stems = [root(word) for word in words]
    mine = [
        n for n, s in enumerate(stems) if s in names or (s in _KIN_STEMS and meanings().get(s, frozenset()) & groups)
    ]
    mine += [n for n, word in enumerate(words) if word.casefold() in {"he", "she", "they"}]
    if not mine:
        return False
    if any(n and words[n - 1].casefold() == "by" for n in mine):
        return True
    deed = next((root(word) for word in _WORD.findall(tail) if root(word) in about), "")
    said = [n for n, s in enumerate(stems) if n not in mine and wording(s).shared({deed})]
    said = said or [n for n, s in enumerate(stems) if n not in mine and wording(s).shared(about)]
    return not said or min(mine) < max(said)


def _names(kin: str, name: str, near: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return the stems of the words by which the chart may call somebody."""
    known = {kin, name, *near.get(name, ()), *(each for each, kins in near.items() if kin.casefold() in kins)}
    return frozenset(root(each) for each in known if each)


_WOES = "problems?|difficult(?:y|ies)?|symptoms?|barriers?|weakness(?:es)?|deficits?|obstacles?|challenges?|concerns?"
_TROUBLE = phrases(
    rf"(?:is|are|remains?|presents?|poses?|as) (?:an? |the )?(?:\w+ )?(?:{_WOES})",
    rf"(?:an? |the |main |another )(?:{_WOES}) (?:is|lies)",
    r"struggl(?:es?|ed|ing)|fails?|failed|failing|unable|cannot|can't|can not|lacks?",
    r"(?:has|have|had) (?:trouble|difficulty)|inability|loss of|suffers?",
)
_GIFT = phrases("strengths?|resources?|abilit(?:y|ies)|assets?|gifts?|protective factors?|talents?")
_REFUSAL = phrases(
    r"refus(?:es?|ed|ing|al)|declin(?:es?|ed|ing)(?= [a-z]+)|reject(?:s|ed|ing)?|resist(?:s|ed|ing|ant|ance)?",
    r"(?:is |are )?(?:unwilling|opposed|reluctant)(?: to)?|objects? to|will not accept|does not (?:want|accept|like)",
)
_AGAINST = phrases(
    "no|not|don't|doesn't|won't|never|nothing|without|rather|refus\\w*|declin\\w*|instead|nor|only|stop\\w*|cannot|can't"
)


def turned_about(text: str, answers: Sequence[Recorded]) -> Iterator[str]:
    """Doubt a strength told as a trouble, a trouble told as a strength, and a preference told as a refusal."""
    for clause in clauses(text):
        if found := _REFUSAL.search(clause):
            near = _nearest(telling(_REFUSAL.sub(" ", clause)), answers)
            if near and not any(
                _AGAINST.search(piece)
                for each in near
                for piece in each.pieces
                if wording(piece).shared(telling(clause))
            ):
                yield f"{short(found[0])}: the chart does not say that it is refused."
        elif found := _TROUBLE.search(clause):
            near = _nearest(telling(_TROUBLE.sub(" ", clause)), answers)
            if near and all(each.sort is Sort.RESOURCE for each in near) and not _denies(near):
                yield f"{short(found[0])}: the chart has that as a strength, an ability or a value."
        elif found := _GIFT.search(clause):
            near = _nearest(telling(_GIFT.sub(" ", clause)), answers)
            if near and not any(each.sort in {Sort.RESOURCE, Sort.PREFERRED, Sort.HOPED} for each in near):
                yield f"{short(found[0])}: the chart does not have that among strengths, abilities or values."


def _denies(near: Sequence[Recorded]) -> bool:
    return any(re.search(r"\b(?:not|no|never|cannot|can't|don't)\b", each.text) for each in near)


def _nearest(about: frozenset[str], answers: Sequence[Recorded]) -> list[Recorded]:
    """Return the answers that share the most with *about*, if they have half of it; the same words count for more."""
    shared = {each: (each.wording.shared(about), len(each.wording.stems & about)) for each in answers}
    best = max(shared.values(), default=(0, 0))
    return [each for each, found in shared.items() if best[0] and found == best and 2 * best[0] >= len(about)]


_WISHED = phrases(
    r"want(?:s|ed|ing)?|wish(?:es|ed|ing)?|need(?:s|ed|ing)?|hop(?:e|es|ed|ing)|hopeful|would|like[sd]?|prefer\w*",
    r"expect\w*|aim\w*|goals?|likely|will|plan(?:s|ned|ning)?|importan\w+|valu\w+|ask(?:s|ed|ing)?|seek\w*|intend\w*",
    r"agree\w*|striv\w+|look(?:s|ing)? forward|long(?:s|ed|ing)?|in order|so that|purpose|reasons?|desir\w+|dream\w*",
    r"treatment|therapy|outcomes?|objectives?|steps?|focus\w*|request\w*|learn\w*|practi[cs]\w*|prepar\w*|motivat\w*",
    r"(?:works?|working|try|tries|trying|ready|willing|visits?|sessions?) to\w*|lack\w*|miss\w*",
)
"""Words by which a wish is told as a wish."""
_HEDGED = phrases("can|could|may|might|should|if|without|risk|question|not|never|no|cannot|unable")
"""Words by which something is told as not so, or not yet, unless the wish itself has them."""
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|bring|brought|gave|took|\w+ed|\w{2,}(?<!s)s)\b")


def wished(text: str, answers: Sequence[Recorded]) -> Iterator[str]:
    """Doubt a need, a goal or an expectation that is told as if it were so already."""
    for sentence in sentences(text):
        if _WISHED.search(sentence) or "as evidenced by" in sentence:
            continue
        hedges = {found[0].casefold() for found in _HEDGED.finditer(sentence)}
        for clause in clauses(sentence):
            about = telling(clause)
            near = [each for each in _nearest(about, answers) if 4 * len(each.wording.stems & about) >= 3 * len(about)]
            hedged = any(not re.search(rf"\b{hedge}\b", each.text) for hedge in hedges for each in near)
            if near and _VERB.search(clause) and not hedged and all(each.sort is Sort.HOPED for each in near):
                yield f"{short(clause)}: the chart has that as a wish or an expectation, and not as it is."
