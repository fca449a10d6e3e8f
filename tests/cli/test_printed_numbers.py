"""The answers of a questionnaire are listed with their scores, so that a typed number is never off by one."""

from planbot.cli.lines import PlainTalk
from planbot.cli.sample import play, sample_dialogue
from planbot.knowledge import load


def test_a_number_typed_at_a_questionnaire_is_the_printed_score() -> None:
    said = sample_dialogue("sam")
    first = next(n for n, turn in enumerate(said["turns"]) if "measure.item:sc1:1" in next(iter(turn)))
    session = play({**said, "turns": said["turns"][:first]}, load())
    heard: list[str] = []
    talk = PlainTalk(session, session.store, heard.append)  # type: ignore[arg-type]
    talk.show()
    listed = [line.strip() for line in heard if "=" in line]
    assert listed == ["0 = Not at all", "1 = Several days", "2 = More than half the days", "3 = Nearly every day"]
    talk.hear("0")
    assert session.chart.assessment.scores[0].items[0] == 0
    assert session.chart.answers["measure.item:sc1:1"].words == "0"
