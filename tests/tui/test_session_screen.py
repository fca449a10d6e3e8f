"""What two people at the session screen can do, and that nothing they said is ever lost."""

import pytest
from textual.events import Key

from planbot.chart import Answer, Goal, Objective, SkipReason, Voice, frozen_map
from planbot.errors import FullError
from planbot.flows import Flow
from planbot.flows.answers import Day, Text
from planbot.store import Store
from planbot.tui.messages import Ask, TurnChanged
from planbot.tui.screens.care import Care
from planbot.tui.screens.choose import Choose
from tests.tui.conftest import Sits
from tests.tui.talking import GOALS, a_chart, one, words_step


async def test_an_answer_is_in_the_store_before_the_next_question_is_shown(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.type("low")
        await talk.press("enter")
        assert talk.chart.answers["intake.presenting"].words == "low"
        assert talk.session.turn.question is not None
        assert talk.session.turn.question.key == "goal.add"
        assert talk.said[-1] == "A goal?"
        assert "saved" in talk.seen()


async def test_keys_pressed_while_an_answer_is_saved_wait_in_the_box_and_send_nothing(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.put("low")
        for key in ("enter", "a", "b", "enter", "c"):  # all at once, as a hurried hand or a slow disk makes them
            talk.desk.box.words.post_message(Key(key, key if len(key) == 1 else None))
        await talk.settle()
        assert talk.chart.answers["intake.presenting"].words == "low"
        assert not talk.chart.plan.goals
        assert talk.box == "ab"


async def test_the_first_key_goes_into_the_answer_box(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.pilot.press("x")
        assert talk.box == "x"


async def test_ctrl_j_makes_a_new_line_and_enter_sends_both(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.press("a", "ctrl+j", "b", "enter")
        assert talk.chart.answers["intake.presenting"].words == "a\nb"


async def test_words_that_cannot_be_read_stay_in_the_box_with_the_reason_under_it(sit: Sits) -> None:
    async with sit(one(Day(ahead=True))) as talk:
        await talk.answer("one fine day")
        assert talk.box == "one fine day"
        assert talk.below.startswith("Please give a date")
        assert not talk.chart.answers
        await talk.press("s")
        assert not talk.below


async def test_enter_on_an_empty_box_saves_nothing_and_says_so(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.press("enter")
        assert talk.session.turn.revision == 1
        assert talk.below.startswith("There is nothing to save yet")


async def test_back_shows_the_answer_given_and_esc_returns(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.answer("low")
        await talk.press("ctrl+b")
        assert talk.box == "low"
        assert "Looking again" in talk.said[-1]
        await talk.press("escape")
        assert talk.box == ""
        assert talk.said[-1] == "A goal?"


async def test_an_answer_looked_at_can_be_given_anew(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.answer("low")
        await talk.press("ctrl+b", "ctrl+u")
        await talk.answer("empty")
        assert talk.chart.answers["intake.presenting"].words == "empty"
        assert talk.said[-1] == "A goal?"


async def test_back_at_the_first_question_says_that_nothing_is_before_it(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.press("ctrl+b")
        assert talk.below == "There is nothing before this."


async def test_undo_restores_the_save_before_and_the_talk_with_it(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.answer("low")
        await talk.answer("cook again")
        assert talk.chart.plan.goals
        await talk.press("ctrl+r")
        assert not talk.chart.plan.goals
        assert "cook again" not in "\n".join(talk.said)
        assert talk.said[-1] == "A goal?"


async def test_undo_with_nothing_to_undo_says_so(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.press("ctrl+r")
        assert talk.below == "There is nothing to undo."


@pytest.mark.parametrize(
    ("key", "reason"), [("l", SkipReason.LATER), ("d", SkipReason.DECLINED), ("n", SkipReason.NOT_APPLICABLE)]
)
async def test_skipping_takes_one_key_for_the_reason(sit: Sits, key: str, reason: SkipReason) -> None:
    async with sit(GOALS) as talk:
        await talk.press("ctrl+n")
        assert isinstance(talk.app.screen, Choose)
        await talk.press(key)
        assert talk.chart.skips["intake.presenting"].reason is reason
        assert talk.said[-1] == "A goal?"


async def test_esc_keeps_the_question_that_was_to_be_skipped(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.press("ctrl+n", "x", "escape")
        assert not talk.chart.skips
        assert talk.app.screen is talk.screen


async def test_changing_who_speaks_changes_the_wording_and_keeps_what_was_typed(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.put("I was")
        await talk.press("ctrl+t")
        assert talk.session.turn.voice is Voice.CLIENT
        assert talk.said[-1] == "What brings Sam here? (you)"
        assert talk.box == "I was"
        assert "Sam" in str(talk.desk.box.query_one("#who").render())


async def test_a_question_only_the_other_can_answer_hands_over_with_one_key(sit: Sits) -> None:
    chart = a_chart(
        intake={"presenting": "low"},
        answers={"intake.presenting": _said("low"), "goal.add": _said("no")},
    )
    async with sit(GOALS, chart=chart) as talk:
        assert talk.said[-1] == "The next question is for Sam."
        await talk.press("x")
        assert talk.box == ""
        await talk.press("enter")
        assert talk.said[-1] == "Who helps you?"
        await talk.answer("my sister")
        assert talk.said[-1] == "The next question is for Dr. Lee."
        await talk.press("ctrl+t")
        assert talk.said[-1] == "What is the risk?"


def _said(words: str) -> Answer:
    return Answer(words=words, voice=Voice.THERAPIST, at=a_chart().created)


async def test_taking_an_answer_back_names_what_goes_with_it_and_waits_for_a_yes(sit: Sits) -> None:
    chart = a_chart(answers=frozen_map({"goal.words:g1": _said("cook"), "intake.presenting": _said("low")}))
    chart = chart.put(Goal(id="g1", words="cook")).put(Objective(id="o1", goal="g1", behaviour="Cook once"))
    async with sit(GOALS, chart=chart) as talk:
        talk.screen.post_message(Ask("goal.words:g1"))
        await talk.settle()
        await talk.press("ctrl+o")
        assert "“cook” goes with it, and 1 part of the plan" in talk.asked
        await talk.press("escape")
        assert talk.chart.plan.goals
        await talk.press("ctrl+o", "y")
        assert not talk.chart.plan.goals
        assert not talk.chart.plan.objectives
        await talk.press("ctrl+r")
        assert talk.chart.plan.objectives


async def test_there_is_nothing_to_take_back_at_an_open_question(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.press("ctrl+o")
        assert talk.app.screen is talk.screen
        assert talk.below.startswith("There is no answer to take back here")


async def test_a_goal_in_the_clients_words_is_echoed_as_a_fact(sit: Sits) -> None:
    async with sit(GOALS, voice=Voice.CLIENT) as talk:
        await talk.answer("low")
        await talk.answer("cook again")
        assert "That goes into your plan in your words." in talk.said


async def test_opening_again_shows_the_talk_so_far_oldest_first(sit: Sits) -> None:
    chart = a_chart(answers={"intake.presenting": _said("low")}, intake={"presenting": "low"})
    async with sit(GOALS, chart=chart) as talk:
        assert talk.said[:2] == ["What brings Sam here?", "low"]
        assert talk.said[-1] == "A goal?"


async def test_what_another_window_saved_is_shown_beside_ours_and_never_overwritten(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        theirs = talk.chart.set("answers", frozen_map({"intake.presenting": _said("their words")}))
        talk.store.append(theirs, based_on=1, did="answered")
        await talk.answer("our words")
        assert isinstance(talk.app.screen, Choose)
        assert "their words" in talk.seen()
        assert "our words" in talk.seen()
        await talk.press("escape")
        assert talk.chart.answers["intake.presenting"].words == "their words"
        assert talk.box == "our words"


async def test_after_a_conflict_one_goes_on_from_theirs_with_ones_own_words_still_in_the_box(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        theirs = talk.chart.set("answers", frozen_map({"intake.presenting": _said("their words")}))
        talk.store.append(theirs, based_on=1, did="answered")
        await talk.answer("our words")
        await talk.press("r")
        assert talk.box == "our words"
        assert "their words" in talk.said
        await talk.press("enter")
        assert talk.chart.answers["intake.presenting"].words == "our words"


async def test_a_full_disk_leaves_the_words_on_the_screen(sit: Sits, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise FullError("There is no room to save; free some space and try again.")

    async with sit(GOALS) as talk:
        with monkeypatch.context() as patch:
            patch.setattr(Store, "append", full)
            await talk.answer("low")
            assert talk.box == "low"
            assert talk.below.startswith("There is no room to save")
        await talk.press("enter")
        assert talk.chart.answers["intake.presenting"].words == "low"


async def test_an_answer_that_asks_for_care_is_kept_and_help_shown_until_one_goes_on(sit: Sits) -> None:
    async with sit(GOALS, voice=Voice.CLIENT) as talk:
        phrase = talk.session.knowledge.safety.phrases[0]
        await talk.answer(f"sometimes {phrase} at night")
        assert isinstance(talk.app.screen, Care)
        assert phrase in talk.chart.answers["intake.presenting"].words
        assert all(line.call in talk.asked for line in talk.session.knowledge.safety.help)
        assert "alerts nobody" in talk.asked
        await talk.press("a", "space")
        assert isinstance(talk.app.screen, Care)
        await talk.press("enter")
        assert not any(isinstance(screen, Care) for screen in talk.app.screen_stack)
        assert talk.said[-1] == "What do you want?"


async def test_the_end_says_what_is_open_and_enter_goes_to_review(sit: Sits) -> None:
    async with sit(Flow("short", "Short", "", (words_step("talk.only", "What?", "intake.legal"),))) as talk:
        await talk.answer("this")
        assert talk.said[-1].startswith("That is everything there is to ask for now.")
        await talk.press("x", "enter")
        assert talk.app.reviewed == 1
        assert talk.session.turn.revision == 2


async def test_a_narrow_screen_shows_a_pane_in_place_of_the_talk_and_esc_brings_the_talk_back(sit: Sits) -> None:
    async with sit(GOALS, size=(80, 24)) as talk:
        assert not talk.desk.side.display
        await talk.press("f2")
        assert talk.desk.side.display
        assert not talk.desk.query_one("#talk").display
        await talk.press("escape")
        assert talk.desk.query_one("#talk").display
        await talk.pilot.press("x")
        assert talk.box == "x"


async def test_a_key_that_never_comes_up_is_refused_in_one_sentence(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        talk.screen.post_message(Ask("nothing.such:x1"))
        await talk.settle()
        assert talk.below == "That question does not come up in this plan as it stands."


async def test_leaving_with_words_not_sent_asks_first(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.put("half a thought")
        await talk.press("ctrl+q")
        assert isinstance(talk.app.screen, Choose)
        await talk.press("escape")
        assert talk.box == "half a thought"


async def test_every_turn_is_drawn_once(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        talk.messages.clear()
        await talk.answer("low")
        assert len({id(message) for message in talk.messages if isinstance(message, TurnChanged)}) == 1


async def test_typing_draws_no_pane_and_no_bubble(sit: Sits, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sit(GOALS) as talk:
        drawn: list[str] = []
        monkeypatch.setattr(talk.desk.side, "show", lambda _turn: drawn.append("side"))
        monkeypatch.setattr(talk.desk.talk, "show", lambda *_, **__: drawn.append("talk"))
        await talk.type("abc")
        assert not drawn


async def test_why_a_question_is_asked_is_told_under_it_on_request(sit: Sits) -> None:
    async with sit(one(Text(), help="So that {client} is not asked twice.")) as talk:
        await talk.put("half")
        await talk.press("ctrl+g")
        assert talk.said[-1] == "What is it?\nSo that Sam is not asked twice."
        assert talk.box == "half"


async def test_a_question_that_explains_itself_says_so(sit: Sits) -> None:
    async with sit(GOALS) as talk:
        await talk.press("ctrl+g")
        assert talk.below == "There is nothing more to say about this one."
