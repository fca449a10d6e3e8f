"""Words that tell something about a person, by kind: a draft may use one only when the material does.

The lists are ours and go by sound judgement (practice); they say what to look at and claim nothing about anybody.
"""
# ruff: noqa: SIM905 -- word lists read best as words

import re
from collections.abc import Mapping
from functools import cache

from planbot.knowledge.words import stem
from planbot.rules.reading.words import phrases

SAME = tuple(
    group.split()
    for group in (
        "sad sadness sorrow depressed depression depressive low down empty emptiness unhappy tearful tearfulness cry",
        "cry cries crying weep sob tears tearful tearfulness",
        "joy enjoy enjoyment enjoyable pleasure pleasurable pleasant interest delight fun",
        "tired tiredness fatigue fatigued exhausted exhaustion worn weary drained energy",
        "sleep slept asleep insomnia sleepless awake wake waking woke night nightly",
        "nightmare dream dreamt dreaming",
        "anxious anxiety worry worries worried nervous fear fearful afraid scared frightened frightening dread",
        "panic panicky palpitations racing",
        "angry anger irritable irritability irritated snap snaps shout shouts temper outburst",
        "avoid avoids avoidance skip skips withdraw withdrawal withdrawn",
        "drink drinks drinking drank drunk alcohol wine beer liquor",
        "work job workplace employment shift shifts occupational",
        "school class lesson seminar seminars academic university studies educational",
        "child children kid kids son daughter",
        "partner husband wife spouse boyfriend girlfriend married marriage marital",
        "mother mum mom",
        "father dad",
        "friend friends friendship social company",
        "family home household",
        "cook cooking cooks meal meals dinner food eat eats eating ate",
        "miss missed misses absent absence sick",
        "grief grieve grieving bereavement bereaved loss lost died death mourning longing long longs yearning yearns",
        "speak speaks speaking speech talk talks talking say says",
        "concentrate concentration focus attention focused",
        "worthless worthlessness useless failure guilt guilty",
        "crash accident collision",
        "trauma traumatic crash accident",
        "bus transport transit train",
        "late punctual punctuality time",
        "pill pills tablet tablets medicine medicines medication medications",
        "argue argues arguing argument arguments conflict quarrel",
        "alone lonely loneliness isolated isolation withdraw",
        "memory memories remember forget forgetful",
        "pain hurt ache",
        "hopeless hopelessness despair",
        "spend spending money financial",
        "begin began start started starting onset",
        "stop stopped quit cut reduce reduced reduction decrease less fewer",
        "keep keeps kept maintain maintains",
        "come comes came attend attends attendance",
        "strength strong strengths ability abilities able capable",
        "times time occasion occasions instance",
    )
)
"""Everyday and clinical words that may stand for one another."""


def root(word: str) -> str:
    """Return the stem of a word in any case, possessives aside."""
    return stem(word.casefold().replace("\u2019", "'").removesuffix("'s").replace("'", ""))


@cache
def meanings() -> Mapping[str, frozenset[int]]:
    """Return for each stem the groups of ``SAME`` it belongs to."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(SAME):
        for word in group:
            found.setdefault(root(word), set()).add(number)
    return {each: frozenset(numbers) for each, numbers in found.items()}


HISTORY = (
    "mother father parent parents mom mum dad brother sister sibling siblings twin grandmother grandfather "
    "grandparent aunt uncle cousin niece nephew stepfather stepmother husband wife spouse partner boyfriend "
    "girlfriend fiance fiancee son daughter child children baby boss employer landlord roommate neighbor "
    "neighbour colleague coworker widow widower divorce divorced separation marriage married remarried pregnancy "
    "pregnant miscarriage abortion infertility bereavement funeral abuse abused abusive neglect neglected "
    "assault assaulted rape raped molested bullied bullying violence trauma traumatic accident crash combat war "
    "military veteran army deployment refugee immigration immigrated deported childhood adolescence adoption "
    "adopted foster orphan orphanage hospital hospitalized hospitalised hospitalization hospitalisation "
    "inpatient detox rehab surgery concussion cancer diabetes asthma epilepsy seizure stroke thyroid migraine "
    "hypertension hiv covid injury diagnosed job fired unemployed unemployment layoff retired retirement "
    "promotion demotion bankruptcy bankrupt debt debts evicted eviction homeless homelessness mortgage lawsuit "
    "arrest arrested prison jail probation parole court custody convicted lawyer police crime felony alcohol "
    "alcoholic drinking drunk beer wine vodka whiskey cannabis marijuana weed cocaine heroin opioid opioids "
    "methamphetamine amphetamine amphetamines ecstasy drug drugs nicotine smoking smokes smoke vaping gambling "
    "casino sober sobriety relapse relapsed religious church mosque synagogue faith god prayer muslim christian "
    "jewish catholic hindu buddhist gay lesbian bisexual transgender affair infidelity virgin raised immigrant "
    "college degree dropout expelled graduated"
).split()
"""People, events, work, substances, law, belief: what makes a life somebody's own."""

LOOSE_HISTORY = phrases(
    r"laid off", r"grew up", r"passed away", r"as a (?:child|teenager|boy|girl)", r"broke up", r"dropped out",
    (
        r"(?:previous|prior|past|earlier|former) (?:therapy|treatment|episodes?|hospital\w*|medications?|attempts?|"
        r"diagnos\w+)"
    ),
    r"(?:ex|step|half)-(?:husband|wife|partner|brother|sister|father|mother)", r"family history", r"in recovery",
)  # fmt: skip
"""Turns of phrase that tell of a past."""

MEDICINE = re.compile(
    r"\b(?:medication|medications|medicine|medicines|medicated|prescription|prescribed|prescriber|antidepressants?|"
    r"antipsychotics?|anxiolytics?|sedatives?|stimulants?|ssris?|snris?|benzodiazepines?|lithium|lamotrigine|valproate|"
    r"methylphenidate|ritalin|adderall|prozac|zoloft|lexapro|xanax|valium|ativan|klonopin|seroquel|wellbutrin|"
    r"melatonin|insulin|methadone|buprenorphine|naltrexone|disulfiram|acamprosate|ketamine|propranolol|gabapentin|"
    r"pregabalin|buspirone|bupropion|mirtazapine|trazodone|\w+(?:oxetine|traline|alopram|azepam|zolam|zodone|"
    r"triptyline|pramine|apine|idone|iprazole|azosin|afaxine|azine|olol|pril|statin|sartan)|\d+ ?mg)\b",
    re.IGNORECASE,
)
"""Medicines by class, by common name and by the usual endings of their names."""

RISK = re.compile(
    r"\b(?:suicid\w*|self[- ]?(?:harm|injur|mutilat)\w*|homicid\w*|parasuicid\w*|safety (?:plan|contract|"
    r"assessment)\w*|contract for safety|crisis (?:line|plan|hotline|card)|hotline|overdos\w*|risks?|risky|"
    r"danger\w*|lethal\w*|violen\w+|firearms?|guns?|weapons?|kill\w*|harm(?:ing|s|ed|ful|less)?|hurt(?:ing|s)? "
    r"(?:him|her|them|my|your)?sel\w+|hurt(?:ing|s)? (?:other|some|any)\w*|ideation|unsafe|(?:is|are|was|be|being|"
    r"were) (?:dead|safe)|(?:wish|want|wants|wanting|wanted|plan|plans) to die|end(?:ing)? (?:his|her|their|my|"
    r"your|a|its) (?:own )?life|better off dead|not wak\w+ up|threat(?:en)?\w*)\b",
    re.IGNORECASE,
)
"""Whatever speaks of danger; a model may not write about it, whether or not the chart does."""

DISORDERS = re.compile(
    r"\b(?:ptsd|ocd|adhd|add|gad|mdd|bpd|asd|aud|sud|bipolar|schizo\w+|psychosis|psychotic|autis\w+|asperger\w*|"
    r"borderline|narcissis\w+|antisocial|bulimi\w+|anorexi\w+|dementia|alzheimer\w*|dysthymi\w*|cyclothymi\w*|"
    r"mania|manic|hypomani\w*|addict\w*|alcoholi\w+|agoraphobi\w*|phobi\w+|paranoi\w+|delusion\w*|hallucinat\w+|"
    r"dissociat\w+|tourette\w*|insomnia|neuro(?:sis|tic)|psychopath\w*|sociopath\w*|codependen\w*)\b",
    re.IGNORECASE,
)
"""Names of disorders, and of what is easily taken for one."""
DISORDER_PHRASE = re.compile(r"\b((?:[\w-]+ ){1,4})(?:disorders?|syndrome|dependence)\b", re.IGNORECASE)
SHORT_FOR = {
    "ptsd": "post traumatic stress disorder", "ocd": "obsessive compulsive disorder",
    "adhd": "attention deficit hyperactivity disorder", "gad": "generalized anxiety disorder",
    "mdd": "major depressive disorder", "bpd": "borderline personality disorder", "asd": "autism spectrum disorder",
    "aud": "alcohol use disorder",
}  # fmt: skip
"""What the usual abbreviations stand for."""
CODE = re.compile(r"\b[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b")
"""A code of the classification."""

FUNCTION = {
    "English": "the a an and or of to in on at for with by from as is are was were be been has have had will would "
    "can could that this these their his her she he they it its not more who which when while than so into during "
    "after before without within again he she they i you we me him them us my your our no do does did if but all "
    " each every own one at least up out about through",
    "Spanish": "el la los las un una y o de del en con por para que su sus es son está ha no se lo al más como sin "
    "cuando durante cliente paciente",
    "French": "le la les un une et ou de du des en avec par pour que qui sa son ses est sont a ne pas se au aux plus "
    "comme sans dans il elle toute tout",
    "German": "der die das den dem ein eine einen und oder von zu im in mit für dass ist sind hat nicht sich auf wird "
    "ohne bei ihre seine sein ihr wieder dabei",
    "Portuguese": "o a os as um uma e ou de do da em com por para que seu sua é são está não se ao mais como sem",
    "Italian": "il lo la gli le un una e o di del in con per che suo sua è sono ha non si al più come senza della",
    "Dutch": "de het een en of van in op met voor dat is zijn heeft niet zich aan bij door zonder als wordt",
}
"""The small words by which a language is known."""
_FUNCTION = {name: frozenset(words.split()) for name, words in FUNCTION.items()}
ENGLISH = _FUNCTION["English"]


def language_of(words: list[str]) -> str:
    """Return the language whose small words are the most frequent among lower-case *words*, English when none is."""
    counted = {name: sum(word in small for word in words) for name, small in _FUNCTION.items()}
    best = max(counted, key=lambda name: counted[name])
    return best if counted[best] > counted["English"] else "English"


GLUE = frozenset(
    root(word)
    for word in (
        "client clients patient person individual therapist clinician report reports reported describe describes "
        "described present presents presented experience experiences experienced experiencing indicate indicates "
        "indicated indicating suggest suggests show shows shown showing evidence evidenced evident reflect "
        "reflects include includes including consistent criteria criterion symptom symptoms picture understood "
        "understand related associated current currently treatment therapy care outpatient session sessions plan "
        "level significant significantly marked clinical clinically functioning function functional impaired "
        "impairment impair affect affects affected impact impacts need needs needed needing help helps support "
        "supports supported supporting expected expect likely would due result results resulting lead leads "
        "leading cause causes contribute contributes problem problems difficulty difficulties challenge life "
        "daily day days week weekly time times month months year years severity severe moderate mild score "
        "scored scores total out rated rating record recorded measure measured use uses used using also both "
        "well overall particular part able build builds built become becomes make makes made take takes give "
        "given find found continue continues continued feel feels felt feeling feelings frequently often "
        "repeatedly persistent ongoing recurrent recurring regular because since while when where whose own main "
        "occur occurs occurred occurring happen happens last lasts lasted almost most several many some any all "
        "other others"
    ).split()
)
"""Words that sentences of plans are held together with; they need no support."""
