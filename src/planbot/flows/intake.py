"""Intake: who the client is, why they came, and what a plan must respect."""

from collections.abc import Callable

from planbot.chart import Chart, Consent
from planbot.flows.answers import Choice, Choices, Day, Text, YesNo
from planbot.flows.base import Flow, Question, Step
from planbot.flows.options import approaches, profiles
from planbot.flows.places import By, Field
from planbot.knowledge import BASELINE

_TEXT = Text(long=True)


def hurried(question: Question) -> bool:
    """Whether there is no time for histories: in a crisis, unless the answer is there already."""
    pace = question.knowledge.pace_for(question.chart.readiness)
    return pace is not None and pace.id == "crisis" and question.given is None


def _history(name: str, therapist: str, client: str) -> Step:
    return Step(
        id=f"intake.{name}",
        therapist=therapist,
        client=client,
        help='If there is nothing to tell, "none" is an answer too.',
        answer=_TEXT,
        into=Field(f"intake.{name.replace('-', '_')}"),
        on_request=hurried,
    )


def _consented(question: Question, given: bool) -> Chart:
    kind = question.step.id.partition(".")[2]
    old = next((c for c in question.chart.client.consents if c.kind == kind), None)
    consent_id = old.id if old else question.chart.next_id("consents")
    on = old.on if old and old.given == given else question.today
    return question.chart.put(Consent(id=consent_id, kind=kind, given=given, on=on))


def _unconsented(question: Question) -> Chart:
    kind = question.step.id.partition(".")[2]
    return question.chart.set("client.consents", tuple(c for c in question.chart.client.consents if c.kind != kind))


def _of_clinician(name: str) -> tuple[Callable[[Question, str], Chart], Callable[[Question], Chart]]:
    def write(question: Question, value: str) -> Chart:
        clinician = question.chart.client.clinician.model_copy(update={name: value})
        return question.chart.set("client.clinician", clinician)

    return write, lambda question: write(question, "")


FLOW = Flow(
    "intake",
    "Intake",
    "Why the client came, their history, and the people and things around them.",
    (
        Step(
            id="intake.presenting",
            therapist="What brings {client} here, in their own words?",
            client="What brings you here? Say it the way you would to a friend.",
            answer=_TEXT,
            into=Field("intake.presenting"),
            draft="reading",
        ),
        Step(
            id="client.birth-date",
            therapist="When was {client} born?",
            client="When were you born?",
            help="The year is needed to know which norms and consents apply.",
            answer=Day(ahead=False),
            into=Field("client.birth_date"),
        ),
        Step(
            id="client.pronouns",
            therapist="Which pronouns does {client} use?",
            client="Which pronouns should we use for you?",
            answer=Text(),
            into=Field("client.pronouns"),
        ),
        Step(
            id="client.language",
            therapist="In which language does {client} feel most at home?",
            client="In which language do you feel most at home?",
            answer=Text(),
            into=Field("client.language"),
        ),
        Step(
            id="client.communication",
            therapist="What would make talking, reading or hearing easier for {client}, and how is that arranged?",
            client="Is there anything that would make talking, reading or hearing easier for you here?",
            help='Such as an interpreter, large print, breaks, or "none".',
            answer=Text(),
            into=Field("client.communication_needs"),
        ),
        Step(
            id="client.clinician",
            therapist="Who is responsible for this plan? Your name, as you sign.",
            answer=Text(),
            into=By(*_of_clinician("name")),
        ),
        Step(
            id="client.credentials",
            therapist="Your credentials and discipline, as they stand under a signature?",
            help="Such as LCSW, clinical social work.",
            answer=Text(),
            into=By(*_of_clinician("credentials")),
        ),
        Step(
            id="client.profile",
            therapist="Whose requirements does this plan have to meet?",
            help="The payer or accreditor the checks go by; until one is chosen, they ask for what most payers do.",
            answer=Choice(profiles),
            into=Field("client.profile", empty=BASELINE),
            on_request=True,
        ),
        Step(
            id="consent.treatment",
            therapist="Has {client} consented to treatment?",
            client="Do you agree to start treatment here?",
            answer=YesNo(),
            into=By(_consented, _unconsented),
        ),
        Step(
            id="consent.model",
            therapist="Does {client} agree that a language model helps with the wording of this plan?",
            client="Do you agree that a language model helps with the wording of your plan?",
            help="It is asked apart from the consent to treatment, and can be taken back at any time.",
            answer=YesNo(),
            into=By(_consented, _unconsented),
            on_request=True,
        ),
        Step(
            id="consent.model-elsewhere",
            therapist="Does {client} agree that parts of the chart, with names replaced, go to a model elsewhere?",
            client="Do you agree that parts of your chart, with names replaced, go to a language model elsewhere?",
            help="Elsewhere means on a computer of another company. Replaced names do not make it anonymous.",
            answer=YesNo(),
            into=By(_consented, _unconsented),
            on_request=True,
        ),
        _history(
            "self-help",
            "What has {client} already tried?",
            "What have you already tried, and what helped even a little?",
        ),
        _history("earlier-care", "Which care has {client} had before?", "Have you had help with this before?"),
        _history("psychiatric", "Psychiatric history?", "Have there been other hard times like this in your life?"),
        _history(
            "medical",
            "Medical conditions that matter here?",
            "Is there anything about your body or health that we should know?",
        ),
        _history(
            "developmental",
            "Learning, developmental or intellectual conditions, and what helps with them?",
            "Has learning, reading or keeping track of things ever been harder for you than for others?",
        ),
        _history("medicines", "Which medicines does {client} take?", "Which medicines do you take, if any?"),
        _history(
            "providers",
            "Which other providers are involved, and how is care coordinated?",
            "Who else looks after you, such as a doctor?",
        ),
        _history(
            "substance-use",
            "Alcohol, drugs, nicotine: what and how much?",
            "How about alcohol, drugs or tobacco? There is no wrong answer here.",
        ),
        _history("family", "Family history and present family?", "Who is family to you, and how are things with them?"),
        _history("social", "Social history and relationships?", "Who else matters in your life?"),
        _history(
            "trauma",
            "Trauma history, as far as {client} wishes to say?",
            "Has anything happened that still weighs on you? Say only as much as you wish.",
        ),
        _history("work-education", "Work and education?", "How are things at work or school?"),
        _history("legal", "Legal matters?", "Is there anything legal going on that we should know?"),
        _history(
            "culture",
            "Culture, faith, identity: what should the plan respect?",
            "What about your background, faith or identity should this plan respect?",
        ),
        _history("supports", "Natural supports?", "Who or what do you lean on when things are hard?"),
        _history("barriers", "What could get in the way of treatment?", "What could make coming here hard for you?"),
        Step(
            id="intake.approaches",
            therapist="Which approaches do you expect to bring together?",
            answer=Choices(approaches, free=True),
            into=Field("intake.approaches", empty=()),
        ),
    ),
)
