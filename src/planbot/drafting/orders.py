"""Tells words that read like an order to a model from what people say about themselves.

A person who types such words loses nothing: the chart keeps them. Only, no draft may rest on them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_ENDS = re.compile(r"(?<=[.!?\n])[\"'\u201d\u2019)]*\s+|\n+")

_ABOUT = (
    r"(?:instructions?|prompts?|json|verbatim|fields?|schema|html|markup|base64|rot13|yaml|xml|system|password|passphrase|"
    r"api key|discharged?|approved?|cured|no risk|low risk|not at risk|(?:this|the following|these) (?:text|words?|sentence)|"
    r"(?:the|this|my|his|her|your) (?:record|chart|notes?|plan|draft|summary|statement|file|diagnos[ie]s|baseline|target|"
    r"objectives?|output|reply|answer|rules?)|"
    r"that (?:the )?(?:client|patient|treatment|therapy|therapist|insurer|symptoms|risk)|"
    r"(?:other|all|every|another) (?:clients?|patients?|charts?|records?)|[a-z]{1,2}\d+\b|"
    r"['\"\u2018\u201c\u2039\u00ab{\[<])"
)
_VERBS = (
    r"(?:write|say|state|output|print|reply|respond|answer|return|record|put|set|mark|add|include|insert|repeat|reveal|"
    r"show|list|document|declare|confirm|translate|append|generate|produce|create|draft|fill|use|copy|paste|echo|call|run|"
    r"execute|delete|remove|send|email|link|change|replace|rename|begin|end|finish|quote|summari[sz]e|conclude|claim|"
    r"approve|discharge|forget|ignore|disregard|decode|follow|obey|note|enter|open|export|read)"
)
_ORDERS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        # told to leave what it was told before
        r"\b(?:ignore|disregard|forget|override|bypass|skip|drop|cancel)\b.{0,40}\b(?:instructions?|rules?|prompts?|above|"
        r"previous|earlier|before|told|tasks?|guidelines?|schema|material|facts|limits)\b",
        # spoken to as a system, or as somebody else
        r"^\W*(?:system|assistant|user|developer|admin\w*|human|ai|model|note to (?:the )?\w+|attention|important|new task|"
        r"instructions?|output|begin|end|sudo|im_start|inst)\b\W{0,3}[:>\]|=]",
        r"\b(?:you are|you're|act as|pretend|role-?play|play the (?:part|role)|imagine (?:that )?you|from now on|speak as|"
        r"behave (?:as|like)|simulate)\b.{0,60}\b(?:ai|assistant|model|doctor|therapist|administrator|admin|system|dan|"
        r"clinician|reviewer|judge|hacker|unrestricted|free|robot|bot|machine|evil|supervisor|auditor|insurer|expert|"
        r"without (?:rules|limits)|no (?:rules|limits))\b",
        r"\b(?:prompt|jailbreak|jail ?broken|developer mode|debug mode|god mode|admin mode|llm|language model|chat ?bot|"
        r"chat ?gpt|gpt-?\d?|ai (?:model|assistant)|smol\w*|llama|as an? (?:ai|assistant|model)|dear (?:ai|model|assistant))\b",
        r"\b(?:to|hey|for|attention|dear) (?:the |any )?(?:ai|model|assistant|drafter|planbot)\b",
        r"^\W*(?:write|say|state|record|note|document|declare|confirm|conclude|reply|answer) (?:down )?that\b",
        # told what to write
        rf"(?:^|[.!?:;,\n(\"'\u2014-]\s*|\b(?:please|now|then|and|must|should|shall|always|instead|to|just|only)\s+){_VERBS}\b"
        rf".{{0,60}}?(?:\b|(?<=\W)){_ABOUT}",
        r"\b(?:the )?(?:client|patient|therapist|insurer|supervisor|court|doctor) (?:has |have |is |was )?(?:already )?"
        r"(?:approved|authori[sz]ed|consented|permitted|allowed)\b",
        r"\bdischarge\b.{0,20}\b(?:approved|granted|confirmed|today|now|immediately)\b|\bapproved (?:for )?discharge\b",
        # what no person says aloud
        r"[<>{}\[\]\u2039\u203a\u00ab\u00bb\\`|\ufffd\x00-\x08\x0b-\x1f\x7f-\x9f]|https?:|www\.|&[a-z]+;|%[0-9a-f]{2}|\$\(",
        r"[A-Za-z0-9+/]{24,}={0,2}|(?:[0-9a-f]{2} ?){12,}|(?:\b\w\b[ .-]){6,}|[^\W\d_](?:[\u200c\u200d\u00ad][^\W\d_]){2,}",
        r"[\U000e0000-\U000e007f\u2400-\u243f]",
        # the same in other languages
        r"\b(?:ignor[aeiz]\w*|olvid[ae]\w*|esquece\w*|oubli\w+|vergiss\w*|missachte\w*|negeer\w*|dimentic\w+)\b.{0,40}"
        r"\b(?:instruc\w+|istruzion\w+|instru\w+|anweisung\w*|regel\w*|regl\w+|r\u00e8gles|reglas|aufgabe\w*|anterior\w*|"
        r"pr\u00e9c\u00e9dent\w*|vorher\w*|bisherig\w*|opdracht\w*|todo|tudo|tout|alles)\b",
        r"\b(?:escrib\w+|escrev\w+|\u00e9cri\w+|schreib\w*|scriv\w+|responde\w*|antworte|r\u00e9ponds?)\b.{0,30}\b(?:que|dass|che|"
        r"solo|seulement|nur|soltanto|apenas|exact\w+|genau)\b",
        "[\u5ffd\u7565].{0,12}[\u6307\u4ee4\u793a]|\u8bf7\u5199|\u5ffd\u7565|\u6307\u4ee4|\u7121\u8996|\u6307\u793a|"
        "\u0438\u0433\u043d\u043e\u0440\u0438\u0440|\u0438\u043d\u0441\u0442\u0440\u0443\u043a\u0446|"
        "\u043d\u0430\u043f\u0438\u0448\u0438|\u062a\u062c\u0627\u0647\u0644|\u0627\u0643\u062a\u0628|"
        "\u05d4\u05ea\u05e2\u05dc\u05dd|\u7121\u8996\u3057|\ubb34\uc2dc|\u0928\u091c\u093c\u0930\u0905\u0902\u0926\u093e\u091c",
    )
)


@lru_cache(maxsize=2048)
def is_order(sentence: str) -> bool:
    """Return whether *sentence* reads like an order to a model, or hides one."""
    return any(order.search(sentence) for order in _ORDERS)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of *text*, lines apart."""
    yield from (part.strip() for part in _ENDS.split(text) if part and part.strip())
