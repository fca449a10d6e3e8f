"""Whether what is said complains of anything: what hurts, what is too much, what goes well, what is only asked."""
# ruff: noqa: SIM905 -- word lists read best as words

import itertools
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

WOES = frozenset(
    (
        "abused aches addicted afraid aggressive agony alarmed alcohol alcoholic alone anger angry anorexic antsy "
        "anxiety anxious arguing argument ashamed assaulted attack avoid awful awkward bad badly battered beat beaten "
        "bedwetting betting binge bingeing bitter blackouts blame bleeding blood blows blushing bong booze boozing "
        "bored bothers breakdown broke broken bruises bullied bully burden burns chaos cheating cheats choking clammy "
        "clingy clutter cocaine coke cold collapse compulsive confused confusion cramps crap crash craving crawling "
        "crazy creeping creepy cries criticised criticized cruel crushed curse cuts damage danger dangerous dark dead "
        "death debts deformed delusions demons depressed depression despair destroyed devastated devil die dies dirty "
        "disappear disgust disgusting distance distant distracted distress distressed disturbing divorce dizzy doubt "
        "drained dread dreading drowning drugs drunk dull dumb dying embarrassed embarrassment empty enemies escape "
        "exhausted exploding fail failed failing failure faint fake fat fault fear fearful fidget fidgeting fidgety "
        "fighting fights flashbacks floods fog foggy forget forgets forgot forgotten freak freeze frightened frozen "
        "frustrated furious fuss gambling gasping giddy gloomy grief grudge grudges grumpy guilt guilty "
        "hallucinations hammering hangover harm harsh hate hates haunted headache headaches heartbroken helpless "
        "heroin hideous hit hits hoarding hollow hopeless horrible horror hostile humiliated hungover hurt hurts "
        "idiot ill impulsive inferior insane insecure insomnia insulted intrusive invisible irritable irritated "
        "isolated itch itchy jealous jittery jumpy kill killing lacking lash late lazy liar lie lied lies lonely "
        "loner lose loser losing loss lost lousy lsd mad manic mean meltdown mess messy meth miserable misplace "
        "misplacing miss missing mistake mistakes moody mourning muddled nagging nasty nausea nauseous needy nervous "
        "nightmare nightmares noisy numb obsessed odd outburst outbursts overdose overdosed overeating overwhelmed "
        "pain painful palpitations panic panicking panicky paralysed paralyzed paranoid pathetic penniless phobia "
        "picking pointless poisoned poor pounding pounds powerless pressure problem problems punch punish purge "
        "pushed quit racing rage rape raped reckless regret rejected rejection relapse relapsed repulsive resent "
        "resentful restless risky rotten rows rude ruin ruined ruminating sad sadness scared scars scary scratch "
        "scream screaming seizures selfish shake shaking shaky shame shivering shock shout shouting shrooms shy sick "
        "sickening sleepless slow sluggish smash snap snapping snappy sneak sniff sniffing snort snorting sobbing "
        "sore spasms spinning spiteful spying stabbing stammer starve starving steal stealing stiff stingy stole "
        "stolen stoned strangers stress stressed struggle struggling stubborn stuck stupid stutter suffer suffering "
        "suffocating suicidal suicide suspicious swamped swear sweat sweating swings swollen tantrum tantrums tears "
        "teased temper tempted tense tension terrible terrified terror threat threatened threatening throbbing tic "
        "tics tight tightens tingling tired torched tormented torture trapped trauma traumatic tremble trembling "
        "triggered trouble twitching ugly unbearable uncomfortable unhappy unreal unstable unwanted upset urge urges "
        "useless valium vanish violence violent vodka voices vomit vomiting wasted weak weary weed weird wet wets "
        "slipped whisky withdrawal withdrawn worried worry worse worst worthless wounds wreck wrong xanax yell yelling "
        "zombie blank "
    ).split()
)
"""What people are better off without; a sentence that speaks of it may well complain."""
_TOO_MUCH = frozenset(
    (
        "again ages always anymore aren't barely can't cannot cant constantly couldn't couldnt didn't didnt doesn't "
        "doesnt don't dont end ended even every everybody everyone everything forever hardly hasn't hasnt haven't "
        "havent hours isn't isnt keep keeps kept more must neither never no nobody none nonstop not nothing only over "
        "shouldn't stop stopped till too unable unless until without won't wont wouldn't wouldnt "
    ).split()
)
"""What makes a complaint of what would be none: "I wash my hands" and "I wash my hands again and again"."""
_GLAD = frozenset(
    (
        "alright beautiful best better brilliant calm calmly cheerful clear clearly comfortable comfy confident "
        "content cool cosy cozy delicious easily easy enjoy enjoyed enjoys enough excellent favorite favourite fine "
        "fit forward free fresh friendly fun glad good grateful great happy healthy helpful hopeful improved "
        "improving interesting kind laugh laughed laughing like liked likes love loved lovely loves nice "
        "normal normally ok okay patient peaceful perfect please pleased plenty polite pretty promoted proud quickly "
        "refreshed regularly relax relaxed relaxes rested safe satisfied sharp stable steady success successful "
        "supportive tasty thank thankful thanks tidy trust welcome well wonderful "
    ).split()
)
"""What goes well; where a sentence says so and the phrase it resembles does not, the two mean different things."""
_NOT = frozenset(
    "no not never nothing nobody none nowhere hardly barely can't cant cannot couldn't couldnt won't wont don't dont "
    "doesn't doesnt didn't didnt isn't isnt wasn't aren't haven't hasn't wouldn't neither nor".split()
)
_ASKS = frozenset("can could may shall will would is are does do did was who what where when which how".split())
_WHOM = frozenset("i we you it this that there they my the a anyone someone your".split())
_OPEN = frozenset("how what which where who".split())
_IS = frozenset("is was are were isn't wasn't".split())
_ABLE = frozenset("can could".split())
_WHO_CAN = frozenset("i he she we they".split())

NEEDED = 1.15
"""How sure a match of the plainest words must be; fitted, as is what is taken off it, to what is silent or meant."""


class Tone(NamedTuple):
    """How something is said."""

    woe: bool
    """Whether it speaks of what people are better off without."""
    too_much: bool
    """Whether it speaks of too much or not enough."""
    glad: frozenset[str]
    """The stems of its words for what goes well; of "can", too, in "I can relax"."""
    asks: bool
    """Whether it is a question."""
    names: bool = False
    """Whether it names a thing done as a list would: "washing my hands"."""


def tone(clauses: Sequence[Sequence[str]], stem: Callable[[str], str]) -> Tone:
    """Return the tone of *clauses*, in small letters all, given what finds a word's *stem*.

    Where one clause complains, what goes well in another takes nothing from it: "I love my wife, but I can't sleep".
    """
    tones = [_tone(words, stem) for words in clauses]
    complains = any((each.woe or each.too_much) and not each.glad for each in tones)
    return Tone(
        any(each.woe for each in tones),
        any(each.too_much for each in tones),
        frozenset() if complains else frozenset().union(*(each.glad for each in tones)),
        bool(tones) and tones[-1].asks,
        bool(clauses) and clauses[0][0].endswith("ing") and _IS.isdisjoint(clauses[0]),
    )


def _tone(words: Sequence[str], stem: Callable[[str], str]) -> Tone:
    glad = {stem(word) for word in words if word in _GLAD} if _NOT.isdisjoint(words) else set()
    if any(who in _WHO_CAN and can in _ABLE for who, can in itertools.pairwise(words)):
        glad.add("can")
    return Tone(
        any(stem(word.removesuffix("'s")) in _woes(stem) for word in words),
        not _TOO_MUCH.isdisjoint(words),
        frozenset(glad),
        _is_question(words),
    )


def needed(tone: Tone, words: int, tokens: int) -> float:
    """Return how sure a match of *words*, so many *tokens* of them with meaning, must be to be shown at all."""
    long = 0.071 * min(words, 15) + 0.051 * min(tokens, 8)
    complains = 0.29 * tone.woe + 0.1 * tone.too_much + 0.2 * tone.names
    return NEEDED - complains + 0.35 * tone.asks - long


@cache
def _woes(stem: Callable[[str], str]) -> frozenset[str]:
    return frozenset(map(stem, WOES))


def _is_question(words: Sequence[str]) -> bool:
    if len(words) < 2 or words[0] not in _ASKS:
        return False
    return words[1] in _WHOM or (words[0] in _OPEN and len(words) > 2)
