"""One request about nobody tries a model, from the command line and from the screen alike."""

import pytest

from planbot.drafting.drafted import Sending, sending
from planbot.drafting.model import Model
from planbot.drafting.trial import PROMPT, Answered, trial
from planbot.errors import DraftError, StoppedError
from tests.drafting.asking import Scripted
from tests.fake_providers import KEYS, KINDS, Fake, serving


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the keys that the servers take."""
    for kind, key in KEYS.items():
        monkeypatch.setenv(f"{kind.upper()}_API_KEY", key)


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_is_tried_with_a_sentence_about_nobody(kind: str) -> None:
    with serving(Fake(kind)) as fake:
        answered = trial(Model(fake.at()))

    assert answered.words == 13
    assert answered.tokens == 12
    assert 0 < answered.first <= answered.seconds
    assert answered.says.startswith("It answers. First words after ")
    (heard,) = fake.replies
    assert b"calendar" in heard.body
    assert len(PROMPT.text) < 200


def test_what_is_about_to_be_sent_is_told_before_it_is() -> None:
    model = Scripted([{"sentence": "It shows the days."}])
    told: list[tuple[Sending, int]] = []

    trial(model, about_to_send=lambda sent: told.append((sent, len(model.prompts))))

    assert told == [(sending(PROMPT, "scripted"), 0)]


def test_what_may_not_be_recorded_is_not_sent() -> None:
    model = Scripted([{"sentence": "It shows the days."}])

    def refuse(_: Sending) -> None:
        raise DraftError("The log is full.")

    with pytest.raises(DraftError, match="The log is full"):
        trial(model, about_to_send=refuse)
    assert model.prompts == []


def test_a_trial_can_be_stopped() -> None:
    with serving(Fake("llamacpp", fault=lambda server, _: server.wait())) as fake, pytest.raises(StoppedError):
        trial(Model(fake.at()), cancelled=fake.writing.is_set)


@pytest.mark.parametrize("reply", ["It is a fine day.", "{}", '{"answer": "It shows the days."}'])
def test_a_model_that_cannot_keep_the_shape_is_told_in_one_sentence(reply: str) -> None:
    with pytest.raises(DraftError, match=r"^It answers, but not in the shape asked for; "):
        trial(Scripted([reply]))


@pytest.mark.parametrize(
    ("answered", "says"),
    [
        (Answered(0.5, 2.5, 20, 31), "First words after 0.5 s, done after 2.5 s, about 15 tokens a second."),
        (Answered(0.5, 2.5, 20, 0), "First words after 0.5 s, done after 2.5 s, about 10 words a second."),
        (Answered(0.5, 0.5, 20, 31), "First words after 0.5 s, done after 0.5 s."),
    ],
)
def test_how_quick_it_was_is_said_in_tokens_or_in_words(answered: Answered, says: str) -> None:
    assert answered.says == f"It answers. {says}"
