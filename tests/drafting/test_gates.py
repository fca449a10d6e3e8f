"""The gates before a model: off on install, a law only closes, and the client's voice has no key."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbot.chart import Chart, Consent, Voice
from planbot.chart.client import MODEL, MODEL_ELSEWHERE
from planbot.drafting.gates import NO_LAW_KNOWN, Gate, closed, gates
from planbot.drafting.prompts import tasks
from planbot.drafting.provider import Provider, provider
from planbot.flows import Asking, flow
from planbot.knowledge import load
from planbot.rules import check
from planbot.rules.pages.examples import TODAY, changed, clean_chart
from planbot.settings import Approval, Settings

LAWS = load().laws
TASKS = tuple(tasks())
HERE = provider("llamacpp:small")
THERE = provider("openai:large")
READY = Settings(
    model="llamacpp:small", drafts=TASKS, approved=Approval(by="Dana Lee, LCSW", on=TODAY), state=NO_LAW_KNOWN
)
DRAFTED = "answers: {goal.clinical:g1: {words: w, voice: therapist, at: 2026-11-23T10:00:00Z, origin: {author: model}}}"
YES = Consent(id="k8", kind=MODEL, given=True, on=TODAY)
YES_ELSEWHERE = Consent(id="k9", kind=MODEL_ELSEWHERE, given=True, on=TODAY)


def chart(*consents: Consent) -> Chart:
    found = clean_chart()
    for consent in consents:
        found = found.put(consent)
    return found


def found(
    of: Chart,
    settings: Settings = READY,
    *,
    where: Provider | None = HERE,
    task: str = "objective",
    voice: Voice = Voice.THERAPIST,
) -> tuple[Gate, ...]:
    return gates(of, where, settings, task, voice, load(), TODAY)


def shut(gates_found: tuple[Gate, ...]) -> set[str]:
    return {gate.id for gate in closed(gates_found)}


def with_state(state: str, *, approved: bool = True) -> Settings:
    return READY.model_copy(update={"state": state, "approved": READY.approved if approved else None})


def test_on_install_everything_that_can_be_closed_is_closed() -> None:
    assert shut(found(chart(), Settings(), where=None)) == {"model", "switch", "consent-model", "state"}


def test_with_everything_recorded_a_model_on_this_computer_may_draft() -> None:
    assert shut(found(chart(YES))) == set()


@pytest.mark.parametrize("task", TASKS)
def test_each_kind_of_draft_is_its_own_switch(task: str) -> None:
    only = READY.model_copy(update={"drafts": (task,)})

    opened = {each for each in TASKS if not shut(found(chart(YES), only, task=each))}

    assert opened == {task}


def test_a_model_elsewhere_needs_a_consent_of_its_own() -> None:
    assert shut(found(chart(YES), where=THERE)) == {"consent-model-elsewhere"}
    assert shut(found(chart(YES_ELSEWHERE), where=THERE)) == {"consent-model"}
    assert shut(found(chart(YES, YES_ELSEWHERE), where=THERE)) == set()


def test_the_gate_says_where_the_words_go() -> None:
    here, there = (next(g.says for g in found(chart(), where=where) if g.id == "model") for where in (HERE, THERE))

    assert here == "Where the words go: stays on this computer."
    assert there == "Where the words go: goes to api.openai.com."


@pytest.mark.parametrize(
    "consent",
    [
        YES.model_copy(update={"given": False}),
        YES.model_copy(update={"on": None}),
        YES.model_copy(update={"on": TODAY + timedelta(days=1)}),
        YES.model_copy(update={"kind": "treatment and use of a model"}),
    ],
    ids=["a no", "without a day", "of tomorrow", "one with the consent to treatment"],
)
def test_a_consent_that_does_not_stand_opens_nothing(consent: Consent) -> None:
    assert shut(found(chart(consent))) == {"consent-model"}


def test_a_yes_that_was_taken_back_closes_the_gate_and_a_new_yes_opens_it() -> None:
    first = YES.model_copy(update={"id": "k6", "on": TODAY - timedelta(days=9)})
    taken_back = YES.model_copy(update={"id": "k7", "given": False, "on": TODAY - timedelta(days=2)})

    assert shut(found(chart(first, taken_back))) == {"consent-model"}
    assert shut(found(chart(taken_back, first))) == {"consent-model"}, "the day counts, not the place"
    assert shut(found(chart(first, taken_back, YES))) == set()


def test_a_no_to_a_model_elsewhere_takes_nothing_else_back() -> None:
    no = YES_ELSEWHERE.model_copy(update={"given": False})
    rules = {f.rule for f in check(changed(chart(YES, no), DRAFTED), load(), today=TODAY)}

    assert shut(found(chart(YES, no))) == set()
    assert not {rule for rule in rules if "consent" in rule}


@pytest.mark.parametrize("consents", [(), (YES,), (YES_ELSEWHERE,), (YES.model_copy(update={"given": False}),)])
def test_gate_and_rule_agree_on_the_consent_wherever_the_model_is(consents: tuple[Consent, ...]) -> None:
    blocked = any(
        f.rule == "model-without-consent" for f in check(changed(chart(*consents), DRAFTED), load(), today=TODAY)
    )

    assert blocked is ("consent-model" in shut(found(chart(*consents))))


@pytest.mark.parametrize("gate", ["consent.model", "consent.model-elsewhere"])
def test_a_gate_of_consent_names_the_question_that_opens_it(gate: str) -> None:
    (asked,) = {g.ask for g in found(chart(), where=THERE) if g.ask == gate}
    question = flow("intake").find(Asking(chart(), load(), Voice.CLIENT, TODAY), asked)

    assert question is not None
    assert question.askable


@pytest.mark.parametrize("state", sorted(LAWS))
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("where", [HERE, THERE], ids=["here", "elsewhere"])
def test_in_the_clients_voice_no_state_no_setting_and_no_consent_opens_the_gate(
    state: str, task: str, where: Provider
) -> None:
    everything = chart(YES, YES_ELSEWHERE, Consent(id="k7", kind="recording and transcripts", given=True, on=TODAY))
    spoken = found(everything, with_state(state), where=where, task=task, voice=Voice.CLIENT)

    assert "voice" in shut(spoken)
    assert next(g for g in spoken if g.id == "voice").mend.startswith("Nothing opens this")


@pytest.mark.parametrize("task", TASKS)
def test_in_nevada_nothing_of_a_plan_is_drafted(task: str) -> None:
    assert shut(found(chart(YES), with_state("nevada"), task=task)) == {"law-plan-drafting"}


@pytest.mark.parametrize("state", ["illinois", "maine", "vermont"])
def test_a_licensed_approval_comes_before_use(state: str) -> None:
    tomorrow = READY.model_copy(
        update={"state": state, "approved": Approval(by="Dana Lee", on=TODAY + timedelta(days=1))}
    )

    assert shut(found(chart(YES), with_state(state, approved=False))) == {"law-approval"}
    assert shut(found(chart(YES), tomorrow)) == {"law-approval"}
    assert shut(found(chart(YES), with_state(state))) == set()


@pytest.mark.parametrize("state", ["illinois", "maine", "vermont"])
def test_where_states_of_mind_may_not_be_detected_no_speech_is_read(state: str) -> None:
    recorded = chart(YES, Consent(id="k7", kind="recording", given=True, on=TODAY))

    assert shut(found(chart(YES), with_state(state), task="reading")) == {"law-emotion-detection", "law-recording"}
    assert shut(found(recorded, with_state(state), task="reading")) == {"law-emotion-detection"}


@pytest.mark.parametrize("state", ["utah", NO_LAW_KNOWN])
def test_where_no_law_bars_it_the_gates_of_planbot_stay(state: str) -> None:
    assert shut(found(chart(YES), with_state(state))) == set()
    assert shut(found(chart(), with_state(state))) == {"consent-model"}


def test_a_state_nobody_has_looked_up_is_not_taken_for_one_without_a_law() -> None:
    (gate,) = closed(found(chart(YES), with_state("atlantis")))

    assert gate.id == "state"
    assert "illinois, maine, nevada, none, utah, vermont" in gate.mend


@given(state=st.sampled_from(sorted(LAWS)), task=st.sampled_from(TASKS), approved=st.booleans())
def test_a_law_only_takes_away(state: str, task: str, *, approved: bool) -> None:
    under_it = shut(found(chart(YES), with_state(state, approved=approved), task=task))
    without = shut(found(chart(YES), with_state(NO_LAW_KNOWN, approved=approved), task=task))

    assert without <= under_it


def test_every_closed_gate_says_what_to_do_and_every_gate_where_it_comes_from() -> None:
    for state in ("", *LAWS):
        for voice in Voice:
            for gate in found(chart(), with_state(state, approved=False), where=THERE, task="reading", voice=voice):
                assert gate.says
                assert gate.source
                assert bool(gate.mend) is not gate.open, gate


def test_every_law_tells_what_was_read_and_when() -> None:
    assert set(LAWS) == {"illinois", "nevada", "utah", "maine", "vermont", NO_LAW_KNOWN}
    for law in LAWS.values():
        assert law.as_of <= date(2026, 11, 23)
        assert law.note
        named = {tag for gate in law.gates for tag in gate.sources}
        assert named == {source.tag for source in law.sources}
        assert law.id == NO_LAW_KNOWN or "client-voice" in {gate.id for gate in law.gates}
        assert {task for gate in law.gates for task in gate.tasks} <= set(TASKS)
