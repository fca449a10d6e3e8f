"""Sessions to try things on, and stores that watch what a session does."""

from dataclasses import dataclass, field

from planbot.chart import Chart, Client, Clinician, SkipReason, Voice
from planbot.errors import StoreError
from planbot.flows import flow
from planbot.knowledge import load
from planbot.session import Session
from tests.charts import TODAY, new_chart


@dataclass
class Watching:
    """A store that keeps what it was given, in order, and may refuse."""

    charts: list[Chart] = field(default_factory=list)
    did: list[str] = field(default_factory=list)
    refuses: StoreError | None = None

    def append(self, chart: Chart, *, based_on: int, did: str, key: str | None = None, voice: str | None = None) -> int:
        if self.refuses:
            raise self.refuses
        assert based_on == len(self.charts) + 1, "a session builds on the revision it saved last"
        self.charts.append(chart)
        self.did.append(f"{did} {key} {voice}")
        return based_on + 1


def talk(
    name: str = "plan", chart: Chart | None = None, *, together: bool = True, voice: Voice = Voice.THERAPIST
) -> Session:
    """A session about *chart*, or about a client of whom only the name is known."""
    began = new_chart() if chart is None else chart
    return Session(Watching(), began, 1, flow(name), load(), voice=voice, together=together, today=TODAY)


def watched(session: Session) -> Watching:
    """The store of a session made here."""
    assert isinstance(session.store, Watching)
    return session.store


def key(session: Session) -> str | None:
    """The key of the question shown."""
    return session.turn.question.key if session.turn.question else None


def say(session: Session, **answers: str) -> Session:
    """Answer questions by their keys, written ``goal_words__g1`` for ``goal.words:g1``, wherever they stand."""
    for name, words in answers.items():
        step, _, item = name.partition("__")
        room, _, rest = step.partition("_")
        session.look(f"{room}.{rest.replace('_', '-')}" + (f":{item}" if item else ""))
        session.answer(words)
    return session


def skip_to(session: Session, wanted: str) -> Session:
    """Pass questions over until *wanted* is the next one."""
    session.resume()
    while key(session) != wanted:
        if session.turn.hand_over:
            session.speak(session.turn.hand_over)
        else:
            assert session.turn.question is not None, f"{wanted} never came"
            session.skip(SkipReason.NOT_APPLICABLE)
    return session


def depressed() -> Chart:
    """A client with low mood at work and at home, their problem, strengths and one goal, said in a few words."""
    began = new_chart().model_copy(update={"client": Client(name="Sam R.", clinician=Clinician(name="Dana Lee"))})
    return say(
        talk(chart=began),
        problem_add="I feel low",
        symptom_add="low-mood; loss-of-interest; insomnia",
        symptom_ratings="7, most days, 3 months; 6, most days, 3 months; 5, most days, 2 months",
        impact_domains="work-school; family",
        snap_strengths="my sister; I keep my word",
        snap_preferences="no groups",
        readiness_stage="action",
        problem_entry__p1="depression",
        problem_symptoms__p1="sy1; sy2; sy3",
        problem_impairments__p1="im1; im2",
        goal_add="I want to cook for my children again",
        goal_problems__g1="p1",
    ).chart
