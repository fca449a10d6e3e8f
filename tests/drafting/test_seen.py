"""Names are seen by how they stand in a text; words that only look like names are left."""

import pytest

from planbot.drafting.seen import seen
from planbot.knowledge import load

NAMES = {
    "i feel like yusuf hates me": "yusuf",
    "i miss keisha and cant sleep": "keisha",
    "went out with tanvi again": "tanvi",
    "chidi and me had a fight": "chidi",
    "i feel like hope hates me": "hope",
    "Mark and Grace argued about money.": "Grace",
    "We had dinner; Will took the kids.": "Will",
    "Then Grace left the room.": "Grace",
    "Worried: Price's brother will be there.": "Price",
    "The Black family lives next door.": "Black",
    "Works nights at Target.": "Target",
    "Was laid off from Baker & Sons in June.": "Baker & Sons",
    "Grew up in Reading, near the river.": "Reading",
    "i moved to shakopee last year": "shakopee",
    "SISTER KEISHA CALLED TWICE": "KEISHA",
    "MOM SAID EMEKA CALLED TWICE": "EMEKA",
    "Her insta is thuy91 now.": "thuy91",
    "Attends St. Olaf's with his cousin.": "St. Olaf",
}
NO_NAMES = [
    "I hope to sleep; she may come, and I will ask.",
    "Every bill asks who she is.",
    "This guy called me twice.",
    "Walks the dog. Prefers written homework.",
    "I am no good as a mother. My mother-in-law cooks.",
    "Irish and Nigerian household.",
    "Greek American; speaks Greek at home.",
    "Moved in May and started in April.",
    "The Cognitive Therapy group meets on Monday.",
    "Takes Zoloft in the morning.",
    "i went to work with a headache and missed lunch",
    "Client's mother and the client's teacher agree.",
]


@pytest.mark.parametrize(("text", "name"), NAMES.items(), ids=NAMES.values())
def test_a_name_is_seen_by_what_stands_around_it(text: str, name: str) -> None:
    assert name in set(seen(text, load()))


@pytest.mark.parametrize("text", NO_NAMES)
def test_a_word_that_only_looks_like_a_name_is_left(text: str) -> None:
    assert list(seen(text, load())) == []
