"""Tells greetings, thanks and other small talk, which name nothing that could be looked up or noted down."""

import re

LONGEST = 120
"""Characters of the longest text that is taken for small talk; more was said than that for a reason."""
_GREETING = (
    r"(?:(?:hello|hallo|hullo|hi+|hiya|hey+|heya|howdy|greetings|goodnight"
    r"|good (?:morning|afternoon|evening|day|night))"
    r"(?: (?:there|again|everyone|everybody|all|you two|you both|doc|doctor|folks|friend|world|to you|to you too))?)"
)
_HOW = (
    r"(?:(?:and )?how(?: are|'re| is| 's|'s)? (?:you|it|it going|things|everything|life|your day)"
    r"(?: (?:doing|going|feeling|today|both|all|then|this (?:morning|afternoon|evening)))*"
    r"|how do you do|what's up|what is up|what's new|long time no see)"
)
_MEETING = (
    r"(?:(?:it's |it is |so )?(?:nice|good|lovely|great|pleased|glad) to (?:meet|see|be) (?:you|here)"
    r"(?: (?:too|again|today|both))*|(?:so |well )?here (?:i am|we are)|happy new year|merry christmas|happy birthday"
    r"|happy (?:easter|holidays)|welcome)"
)
_THANKS = (
    r"(?:(?:many )?thanks|thank you|thankyou|thx|cheers|much appreciated|you're welcome|you are welcome|no worries)"
    r"(?: (?:so much|very much|a lot|again|too"
    r"|for (?:asking|having me|seeing me|having us|your (?:time|help)|coming)))*"
)
_PARTING = (
    r"(?:bye+|bye bye|goodbye|good bye|see (?:you|ya)(?: (?:soon|later|then|tomorrow|again|next (?:week|time|month)))?"
    r"|talk (?:to you )?(?:soon|later)|have a (?:nice|good|great|lovely) (?:day|evening|week|weekend|one|time)"
    r"|until next (?:week|time)|take care(?: of yourself)?)"
)
_FILLER = (
    r"(?:ok|okay|okey|alright|all right|well then|okay then|ok then|so|um+|uh+|erm*|hm+|mhm|aha|haha+|lol|right then"
    r"|(?:just )?(?:a|one) (?:moment|second|minute|sec)(?: please)?|give me a (?:moment|second|minute|sec)"
    r"|let me (?:think|see)|sorry(?: (?:i'm|i am|for being|to be|we're|we are) (?:a bit |so )?late)?|excuse me|please)"
)
_WEATHER = (
    r"(?:(?:what )?(?:nice|lovely|awful|terrible|horrible|beautiful|great) weather(?: today| we're having)?"
    r"|the weather(?: is|'s) \w+(?: today)?"
    r"|it's (?:cold|hot|warm|raining|sunny|snowing|windy)(?: (?:today|outside|out))*)"
)
_ANY = f"{_GREETING}|{_HOW}|{_MEETING}|{_THANKS}|{_PARTING}|{_FILLER}|{_WEATHER}"
_ALL = re.compile(rf"(?:(?:{_ANY})(?:\s+|$))+")
_KEPT = re.compile(r"[^\w' ]+")


def is_small_talk(text: str) -> bool:
    """Return whether *text* is small talk and nothing else: "Hello there, how are you?"; never of an empty one."""
    if len(text) > LONGEST:
        return False
    plain = _KEPT.sub(" ", text.lower().replace("\u2019", "'").replace("\u2018", "'"))
    return _ALL.fullmatch(" ".join(plain.split())) is not None
