"""Which of several consents to a model is the newest, with days and without: what is unclear opens nothing."""

from datetime import date
from typing import Any

import pytest

from planbot.chart import Client, Consent
from planbot.knowledge import load
from planbot.rules import check
from planbot.rules.pages.examples import TODAY, changed, clean_chart

EARLY, LATE = date(2026, 11, 2), date(2026, 11, 10)


def asked(*said: tuple[bool, date | None]) -> Client:
    """A client who said these, put down in this order."""
    found = (Consent(id=f"k{n}", kind="model", given=given, on=on) for n, (given, on) in enumerate(said))
    return Client(name="Kim", consents=tuple(found))


@pytest.mark.parametrize(
    ("said", "newest"),
    [
        ([], None),
        ([(True, EARLY), (False, LATE)], "k1"),
        ([(False, LATE), (True, EARLY)], "k0"),
        ([(True, EARLY), (False, EARLY)], "k1"),
        ([(True, None), (False, EARLY)], "k1"),
        ([(False, LATE), (True, None)], "k0"),
        ([(True, EARLY), (False, None)], "k1"),
        ([(True, LATE), (True, EARLY), (False, None)], "k2"),
        ([(False, None), (True, EARLY)], "k1"),
        ([(True, None), (False, None)], "k1"),
        ([(True, None), (True, None)], "k1"),
    ],
)
def test_the_newest_consent_is_by_its_day_and_one_without_a_day_never_opens_what_is_closed(
    said: list[Any], newest: str | None
) -> None:
    client = asked(*said)
    found = client.consent_to_model()
    assert (found.id if found else None) == newest
    assert len(client.consents_to_model()) == len(said)
    assert client.consents_to_model()[-1:] == ((found,) if found else ())


FOUND = "{words: w, voice: client, at: 2026-11-16T10:00:00Z, origin: {author: client, source: 'local:small'}}"
WROTE = "{words: w, voice: therapist, at: 2026-11-16T10:00:00Z, origin: {author: model}}"


def fired(answer: str, patch: str) -> set[str]:
    """The rules about models that find something when a model had this part."""
    key = "goal.words:g1" if "client" in answer else "goal.clinical:g1"
    chart = changed(clean_chart(), f"answers: {{{key}: {answer}}}\n{patch}")
    return {f.rule for f in check(chart, load(), today=TODAY) if f.rule.startswith("model-")}


@pytest.mark.parametrize("answer", [FOUND, WROTE])
def test_a_no_is_the_same_no_for_the_rules_whether_a_yes_beside_it_has_a_day_or_not(answer: str) -> None:
    no = '+consents: {kind: model, given: false, "on": 2026-11-10}'
    yes = "+consents: {kind: model, given: true}"
    dated = '+consents: {kind: model, given: true, "on": 2026-11-02}'
    for patch in (f"{dated}\n{no}", f"{yes}\n{no}", f"{no}\n{yes}"):
        assert "model-used-after-consent-was-taken-back" in fired(answer, patch), patch


def test_a_no_without_a_day_is_asked_for_its_day_where_a_model_had_a_part() -> None:
    said = '+consents: {kind: model, given: true, "on": 2026-11-02}\n+consents: {kind: model, given: false}'
    assert fired(FOUND, said) == {"model-consent-not-explicit"}
    unused = {f.rule for f in check(changed(clean_chart(), said), load(), today=TODAY)}
    assert "model-consent-not-explicit" not in unused


def test_words_that_a_model_found_need_consent_and_no_approval_and_words_it_wrote_need_both() -> None:
    assert fired(FOUND, "-sg2") == {"model-without-consent"}
    assert fired(WROTE, "-sg2") == {"model-without-consent", "model-words-not-approved"}
    agreed = '+consents: {kind: model, given: true, "on": 2026-11-02}'
    assert fired(FOUND, f"-sg2\n{agreed}") == set()


def test_what_a_client_wrote_unaided_needs_neither() -> None:
    assert fired(FOUND.replace(", source: 'local:small'", ""), "-sg2") == set()
