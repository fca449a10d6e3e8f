"""Words that name nobody, words that may, and names as lists of English hold them.

The lists of given names, family names and words are those by which passphrases are judged; they hold a word where it is
more common, as a name or as a word. They know fewer names from elsewhere than from the United States, so that a name is
never taken for a word because no list has it.
"""
# ruff: noqa: SIM905 -- word lists read best as words

import re
from functools import cache, lru_cache

from planbot.drafting.held import words_of
from planbot.knowledge import Knowledge
from planbot.knowledge.words import stem

TITLES = frozenset(
    "dr mr mrs ms mx miss sir rev reverend father sister brother pastor rabbi imam prof professor".split()
)
KIN = frozenset(
    "mother mom mum mama father dad papa parent parents stepmother stepfather stepmom stepdad sister brother "
    "stepsister stepbrother sibling twin wife husband spouse partner fiance fiancee son daughter child kid baby "
    "stepson stepdaughter grandmother grandma grandfather grandpa nan granny aunt uncle cousin niece nephew "
    "friend friends boyfriend girlfriend ex boss manager supervisor coworker colleague teacher coach neighbor "
    "neighbour roommate landlord sponsor therapist counselor doctor nurse psychiatrist caseworker dog cat named "
    "called".split()
)
PARTICLES = frozenset(
    "de da di du del della der den van von la le el al bin ibn ben of the and y e st jr sr ii iii".split()
)
MONTHS = frozenset("january february march april may june july august september october november december".split())
NOT_NAMES = MONTHS | frozenset(
    "i i'm i've i'd i'll ok tv god lord jesus allah buddha christmas easter thanksgiving ramadan hanukkah halloween "
    "monday tuesday wednesday thursday friday saturday sunday english spanish french german italian portuguese "
    "russian polish arabic hindi chinese mandarin cantonese korean japanese vietnamese american british mexican "
    "african asian european hispanic latino latina latinx native indian jewish muslim christian catholic hindu "
    "buddhist irish scottish greek swedish norwegian danish dutch turkish hawaiian lebanese nigerian eritrean "
    "ethiopian somali iranian pakistani filipino puerto rican cuban dominican haitian indigenous orthodox protestant "
    "baptist lutheran methodist sikh internet covid medicaid medicare whatsapp facebook instagram tiktok youtube "
    "google zoom uber netflix axis criterion criteria client clients patient therapist mondays tuesdays wednesdays "
    "thursdays fridays saturdays sundays phd psyd".split()
)
"""Words with a capital that name no one in particular."""
MEDICINES = frozenset(
    "abilify adderall ambien ativan atomoxetine buprenorphine bupropion buspar buspirone celexa citalopram clonazepam "
    "concerta cymbalta depakote duloxetine effexor escitalopram fluoxetine gabapentin hydroxyzine klonopin lamictal "
    "lamotrigine latuda lexapro lithium lorazepam melatonin methadone methylphenidate mirtazapine naltrexone "
    "olanzapine paroxetine paxil prazosin pristiq propranolol prozac quetiapine remeron risperdal risperidone ritalin "
    "seroquel sertraline strattera suboxone topamax trazodone valium venlafaxine vivitrol vyvanse wellbutrin xanax "
    "zoloft zolpidem zyprexa".split()
)
"""Medicines, with or without a capital."""
ALSO_WORDS = frozenset(
    "alta amber april art august aurora autumn basil bill blanch blossom bob brook bud caprice carol celeste chance "
    "chase chastity cherish christian clementine cliff conception coral dahlia daisy dale dawn dean deja destiny dewy "
    "dixie domingo dot drew dung dusty earnest ebony eden ella eve faith fawn fern flora frank gala garnet gaylord "
    "gene genie ginger glory grace grant guy happy harmony hazel heath heather holly homer hope hunter hyacinth iris "
    "ivory ivy jack jade jasmine jay jean jewel joy julio june karma lance lily lore lucky magnolia marge mark marvel "
    "mason max may melody meta mercy miles minerva missy misty monet nada nick nova olive opal palma pansy pasty pat "
    "patience patty pearl penny precious prudence raven ray refugio regal remedios rich rob robin rocky rod roman "
    "rosario rose ruby rusty said sandy sang santa santo sherry sky soledad sonny star sterling stew sue summer sung "
    "sunny tad tawny terra trinity venus victor vida violet virgin vita viva wade will willow win windy winter woody "
    "young".split()
)
"""Given names that are words as well."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ENDINGS = ("", "s", "es", "d", "ed", "ing", "ly", "er", "n't", "nt")


def is_common(word: str, knowledge: Knowledge) -> bool:
    """Whether a word is one of everyday English as well, such as hope, may or will."""
    low = word.casefold().replace("\u2019", "'").removesuffix("'s")
    words, stems = _everyday(knowledge)
    return (
        _SHORTENED.search(low) is not None
        or low in NOT_NAMES | MEDICINES | ALSO_WORDS
        or low in PARTICLES
        or low in KIN
        or low in words
        or stem(low) in stems
    )


_SHORTENED = re.compile(
    r"(?:n't|'(?:ll|ve|re|d|m))$|^(?:ca|wo|do|does|did|is|are|was|were|has|have|had|would|could|should)nt$"
)
"""A verb drawn together with "not" or with who it belongs to, with its apostrophe or without."""


@lru_cache(maxsize=2)
def _everyday(knowledge: Knowledge) -> tuple[frozenset[str], frozenset[str]]:
    titles = (
        *knowledge.approaches.values(),
        *(entry.technique for entry in knowledge.interventions.values()),
        *(f"{entry.name} {entry.short}" for entry in knowledge.measures.values()),
        *(entry.name for entry in knowledge.diagnoses.values()),
    )
    words = words_of(knowledge) | {word.casefold() for title in titles for word in _WORD.findall(title)}
    return words, frozenset(map(stem, words))


@cache
def given_names() -> frozenset[str]:
    """Return words that are given names more often than anything else."""
    return _listed("female_names", "male_names")


@cache
def family_names() -> frozenset[str]:
    """Return words that are family names more often than anything else; many of them are words too."""
    return _listed("surnames")


@cache
def spoken() -> frozenset[str]:
    """Return words as they are said in films."""
    return _listed("us_tv_and_film")


@cache
def _written() -> frozenset[str]:
    """Return words as an encyclopedia has them; names of places and famous people are among them."""
    return _listed("english_wikipedia")


def _listed(*lists: str) -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(word for each in lists for word in FREQUENCY_LISTS[each])


def is_said(word: str) -> bool:
    """Whether a word, or what it is a form of, is said in everyday English."""
    return _is_form(word, spoken())


def is_english(word: str) -> bool:
    """Whether a word, or what it is a form of, is in any list of English words."""
    return _is_form(word, spoken()) or _is_form(word, _written())


def _is_form(word: str, words: frozenset[str]) -> bool:
    low = word.casefold().replace("\u2019", "'")
    bases = (low.removesuffix(ending) for ending in _ENDINGS if low.endswith(ending))
    return any(
        base in words or f"{base}e" in words or (base[-2:-1] == base[-1:] and base[:-1] in words) for base in bases
    )
