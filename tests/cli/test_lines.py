"""The conversation on plain lines: every command does what it says, and nonsense is explained in one sentence."""

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planbot.chart import Chart, SkipReason, Voice
from planbot.cli.lines import COMMANDS, PlainTalk
from planbot.cli.sample import InMemory
from planbot.flows import flow
from planbot.knowledge import load
from planbot.session import Session
from tests.charts import TODAY, new_chart
from tests.hostile import hostile

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
COMMAND_NAMES = re.findall(r"(?<!\w)/[a-z]+", COMMANDS)


@dataclass
class Conversation:
    """A talk in memory, and what was said since the last line."""

    talk: PlainTalk
    store: InMemory
    lines: list[str] = field(default_factory=list)

    @property
    def key(self) -> str | None:
        """The key of the question that waits."""
        question = self.talk.session.turn.question
        return question.key if question else None

    @property
    def chart(self) -> Chart:
        """The chart as saved last."""
        return self.talk.session.chart

    def hear(self, line: str) -> str:
        """Give one line and return what was said to it, before the next question."""
        self.lines.clear()
        assert self.talk.hear(line), "the person left"
        return "\n".join(self.lines).strip()

    def shown(self) -> str:
        """Return the question as it is shown."""
        self.lines.clear()
        self.talk.show()
        return "\n".join(self.lines)


def talking(flow_id: str = "intake", chart: Chart | None = None, voice: Voice = Voice.THERAPIST) -> Conversation:
    start = chart or new_chart()
    store = InMemory(start)
    session = Session(store, start, 1, flow(flow_id), load(), voice=voice, today=TODAY)
    heard: list[str] = []
    return Conversation(PlainTalk(session, store, heard.append), store, heard)


def one_sentence(said: str) -> bool:
    """Return whether what was said is a single line that ends as a sentence does."""
    return "\n" not in said and said.endswith((".", "?", '".')) and "Traceback" not in said


def test_an_answer_is_saved_before_the_next_question() -> None:
    talk = talking()

    talk.hear("I can't sleep and worry all day")

    assert talk.store.charts[-1].intake.presenting == "I can't sleep and worry all day"
    assert talk.key == "client.birth-date"


def test_an_answer_that_cannot_be_read_is_explained_and_changes_nothing() -> None:
    talk = talking()
    talk.hear("worry")
    before = list(talk.store.charts)

    said = talk.hear("the day my brother was born")

    assert one_sentence(said)
    assert (talk.store.charts, talk.key) == (before, "client.birth-date")


def test_back_shows_the_answer_before_and_an_answer_there_replaces_it() -> None:
    talk = talking()
    talk.hear("worry")

    assert talk.hear("/back") == ""
    assert "in the box: worry" in talk.shown()
    talk.hear("worry at night")

    assert talk.chart.intake.presenting == "worry at night"
    assert talk.key == "client.birth-date"


def test_back_at_the_first_question_says_that_nothing_is_before_it() -> None:
    talk = talking()

    assert talk.hear("/back") == "There is nothing before this."


def test_keep_takes_what_stands_in_the_box() -> None:
    talk = talking()
    talk.hear("worry")
    talk.hear("/back")

    talk.hear("/keep")

    assert (talk.chart.intake.presenting, talk.key) == ("worry", "client.birth-date")
    assert one_sentence(talk.hear("/keep")), "an empty box holds nothing to keep"


def test_undo_takes_back_one_step_and_says_when_nothing_is_left() -> None:
    talk = talking()
    talk.hear("worry")

    talk.hear("/undo")

    assert talk.chart.intake.presenting is None
    assert talk.key == "intake.presenting"
    assert talking().hear("/undo") == "There is nothing left to undo."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("/skip", SkipReason.LATER),
        ("/skip later", SkipReason.LATER),
        ("/skip Declined", SkipReason.DECLINED),
        ("/skip n/a", SkipReason.NOT_APPLICABLE),
    ],
)
def test_skip_passes_over_with_its_reason(line: str, reason: SkipReason) -> None:
    talk = talking()

    talk.hear(line)

    assert talk.chart.skips["intake.presenting"].reason is reason
    assert talk.key == "client.birth-date"


def test_skip_with_another_reason_asks_for_one_that_there_is() -> None:
    talk = talking()

    assert talk.hear("/skip because") == "Please give a reason: later, declined, or n/a."
    assert not talk.chart.skips


def test_who_changes_the_voice_and_the_wording_with_it() -> None:
    talk = talking()
    before = talk.shown()

    talk.hear("/who")

    assert "[therapist]" in before
    assert "[client] What brings you here?" in talk.shown()
    talk.hear("worry")
    assert talk.chart.answers["intake.presenting"].voice is Voice.CLIENT


def test_draft_shows_a_proposal_more_another_and_use_takes_it_as_it_is() -> None:
    talk = _at_a_proposal()

    first = talk.hear("/draft")
    second = talk.hear("/more")

    assert "from the library" in first
    assert "/use accepts it" in first
    assert second != first
    words = talk.talk.proposal.words if talk.talk.proposal else ""
    talk.hear("/use")
    assert words in talk.chart.model_dump_json()


def test_use_with_words_takes_the_proposal_in_those_words() -> None:
    talk = _at_a_proposal()
    talk.hear("/draft")

    talk.hear("/use I will walk to the river with my sister")

    answer = next(a for a in talk.chart.answers.values() if a.words.endswith("with my sister"))
    assert answer.origin is not None
    assert answer.origin.edited


def test_a_draft_where_the_library_has_none_is_one_sentence() -> None:
    talk = talking()

    for line in ("/draft", "/more", "/use", "/use 3", "/draft 99"):
        said = talk.hear(line)
        assert one_sentence(said), said
    assert talk.chart == new_chart()


def test_every_proposal_can_be_looked_at_and_the_end_of_them_is_said() -> None:
    talk = _at_a_proposal()

    said = talk.hear("/draft 99")

    assert said.endswith("The library has no further proposal here; your own words are best now.")


def test_withdraw_opens_a_question_again_and_says_when_there_is_nothing() -> None:
    talk = talking()
    talk.hear("worry")

    assert talk.hear("/withdraw intake.presenting") == ""
    assert talk.key == "intake.presenting"
    assert talk.chart.intake.presenting is None
    for line in ("/withdraw", "/withdraw intake.presenting", "/withdraw no.such:thing"):
        assert talk.hear(line) == "There is no answer there to take back."


def test_goto_opens_any_question_by_its_key() -> None:
    talk = talking()

    talk.hear("/goto intake.medicines")

    assert talk.key == "intake.medicines"
    assert one_sentence(talk.hear("/goto"))
    assert one_sentence(talk.hear("/goto no.such-question:o9"))
    assert talk.key == "intake.medicines"


def test_help_says_why_it_is_asked_and_names_every_command() -> None:
    talk = talking()
    talk.hear("worry")

    said = talk.hear("/help")

    assert "The year is needed" in said
    assert COMMANDS in said
    assert len(COMMAND_NAMES) == 15
    for name in COMMAND_NAMES:
        assert name == "/quit" or f"There is no {name}" not in talking().hear(name)


def test_findings_are_told_with_the_way_to_mend_them() -> None:
    talk = talking()

    said = talk.hear("/findings")

    assert said.count("\n") + 1 == len(talk.talk.session.turn.findings)
    assert re.match(r"(error|warning|advice): \S.*\.", said.splitlines()[0].strip())


def test_options_lists_everything_that_can_be_picked() -> None:
    talk = talking()
    talk.hear("/goto intake.approaches")
    question = talk.talk.session.turn.question
    assert question is not None

    said = talk.hear("/options").splitlines()

    assert len(said) == len(question.options) > 0
    assert said[0].strip() == f"1. {question.options[0].label}"


def test_quit_leaves() -> None:
    assert not talking().talk.hear("  /quit ")


@pytest.mark.parametrize(
    "line", ["/", "//", "/ back", "/zzz", "/BACK", "/\x1b[2J", "/quitnow" + "please" * 30, "/😀", "/goto\t"]
)
def test_nonsense_commands_are_explained_in_one_sentence(line: str) -> None:
    talk = talking()
    said = talk.hear(line)

    assert one_sentence(said), said
    assert talk.chart == new_chart()
    assert not UNSAFE.search(said), "what was typed is not repeated raw"


@pytest.mark.parametrize("name", hostile())
def test_hostile_lines_are_taken_as_words_or_refused_in_one_sentence(name: str) -> None:
    for key in ("intake.presenting", "client.birth-date", "consent.treatment", "intake.approaches"):
        for line in hostile()[name].split("\n"):
            talk = talking()
            talk.hear(f"/goto {key}")
            said = talk.hear(line)
            assert said == "" or one_sentence(said) or said.startswith("Thank you for writing"), said
            if said:
                assert talk.chart == new_chart(), "what was refused changed nothing"
            assert not UNSAFE.search(said + talk.shown() + talk.hear("/findings"))


lines = st.one_of(
    st.text(max_size=60),
    st.sampled_from(COMMAND_NAMES).map(lambda name: name if name != "/quit" else "/keep"),
    st.builds(
        lambda name, rest: f"{name} {rest}", st.sampled_from(["/goto", "/use", "/skip", "/draft"]), st.text(max_size=12)
    ),
    st.sampled_from(["yes", "no", "1", "3", "1990-05-17", "two weeks", "worry; sleep", "none"]),
)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["intake", "snaps", "presenting", "readiness", "measures", "goals"]), st.lists(lines, max_size=8)
)
def test_no_line_whatever_ends_the_conversation(flow_id: str, typed: list[str]) -> None:
    talk = talking(flow_id)

    for line in typed:
        saved = len(talk.store.charts)
        said = talk.hear(line)
        talk.shown()
        assert "Traceback" not in said
        assert len(talk.store.charts) <= saved + 1, "one line saves at most once"
    assert talk.store.charts[-1] == talk.chart


def _at_a_proposal() -> Conversation:
    """Return a talk at the first question of the sample plan that the library can draft for."""
    from planbot.rules.pages.examples import clean_chart

    talk = talking("objectives", clean_chart())
    for flow_id in ("goals", "objectives", "interventions"):
        talk = talking(flow_id, clean_chart())
        session = talk.talk.session
        for question in session.flow.questions(session._asking()):
            if question.step.draft and question.askable:
                talk.hear(f"/goto {question.key}")
                if next(session.proposals(), None) is not None:
                    return talk
    raise AssertionError("the library proposes nothing for the sample plan")
