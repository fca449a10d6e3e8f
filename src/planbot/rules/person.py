"""Who the plan is for and who answers for it."""

from collections.abc import Iterator

from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import blank


@rule(Severity.ERROR, Area.BASIS, sources=("mag1", "hw4"), covers=("2",))
def client_without_name(checked: Checked) -> Iterator[Found]:
    """The chart says whose it is, by name or alias.

    Why: Every page of a record has to show whom it is about, or it can land in the wrong chart.

    Source: mag1, hw4

    Fails:
        client.name: " "

    Passes:
        client.name: S. R.
    """
    if blank(checked.chart.client.name):
        yield Found("client", "The chart has no name or alias on it.", "Give the client a name or an alias.", None)


@rule(Severity.ADVICE, Area.BASIS, sources=("hw4",), covers=("88",))
def birth_date_missing(checked: Checked) -> Iterator[Found]:
    """The birth date is recorded beside the name.

    Why: Notes and plans are told apart by name and birth date, and a child's plan has to meet more.

    Source: hw4

    Fails:
        client.birth_date: null

    Passes:
        client.birth_date: 1990-01-31
    """
    if checked.chart.client.birth_date is None and not checked.settled("client.birth-date"):
        message = "No birth date is recorded."
        yield Found("client", message, "Ask for it, or say that it was declined.", "client.birth-date")


@rule(Severity.WARNING, Area.BASIS, sources=("ny", "tx2"), covers=("80",))
def clinician_not_named(checked: Checked) -> Iterator[Found]:
    """The clinician who is responsible for the plan is named.

    Why: The client, and anyone who reads the plan later, has to know whom to turn to.

    Source: ny, tx2

    Fails:
        client.clinician.name: ""

    Passes:
        client.clinician.name: Jo Park
    """
    if blank(checked.chart.client.clinician.name):
        message = "No clinician is named as responsible for this plan."
        yield Found("client", message, "Write down the clinician's name.", "client.clinician")


@rule(Severity.WARNING, Area.BASIS, sources=("ngs1", "oh1"), covers=("78",))
def clinician_without_credentials(checked: Checked) -> Iterator[Found]:
    """The responsible clinician's credentials are recorded.

    Why: Payers ask who provides the care and with which licence.

    Source: ngs1, oh1

    Fails:
        client.clinician.credentials: ""

    Passes:
        client.clinician.credentials: PhD
    """
    clinician = checked.chart.client.clinician
    if not blank(clinician.name) and blank(clinician.credentials):
        message = "The clinician's credentials are not recorded."
        yield Found("client", message, "Add the licence or degree, such as LCSW.", "client.credentials")


@rule(Severity.ADVICE, Area.BASIS, sources=("ny", "va"), covers=("29",))
def language_not_recorded(checked: Checked) -> Iterator[Found]:
    """The client's language is recorded.

    Why: A plan can only be made together in a language that both understand.

    Source: ny, va

    Fails:
        client.language: null

    Passes:
        client.language: Spanish
    """
    if blank(checked.chart.client.language) and not checked.settled("client.language"):
        message = "The client's language is not recorded."
        yield Found("client", message, "Ask which language suits the client best.", "client.language")


@rule(Severity.ADVICE, Area.BASIS, sources=("ny", "va"), covers=("29",))
def communication_needs_not_recorded(checked: Checked) -> Iterator[Found]:
    """Communication needs are recorded with what was arranged, or as "none".

    Why: Someone who can't hear, read or follow the plan can't agree to it.

    Source: ny, va

    Fails:
        client.communication_needs: null

    Passes:
        client.communication_needs: Large print, arranged
    """
    if blank(checked.chart.client.communication_needs) and not checked.settled("client.communication"):
        message = "It is not recorded whether the client needs help to hear, read or follow."
        yield Found("client", message, "Ask, and write down what was arranged, or “none”.", "client.communication")


@rule(Severity.ADVICE, Area.BASIS, sources=("practice",), covers=("28",))
def words_not_checked(checked: Checked) -> Iterator[Found]:
    """Planbot says so when it can't check wording in the client's language.

    Why: The word lists are English, and silence would look like a clean result.

    Source: practice

    Fails:
        client.language: Spanish

    Passes:
        client.language: English
    """
    if not checked.english:
        message = "The wording of this plan was not checked: planbot's word lists are in English."
        yield Found("client", message, "Please read the goals and steps once more yourself.", None)


@rule(Severity.WARNING, Area.BASIS, sources=("co1", "tx2"), covers=("64",))
def minor_without_family(checked: Checked) -> Iterator[Found]:
    """The plan of a minor involves the family, or says why not.

    Why: Change for a child nearly always needs the people the child lives with.

    Source: co1, tx2

    Fails:
        client.birth_date: 2014-03-02
        -t2

    Passes:
        client.birth_date: 2014-03-02
        i1.type: family
    """
    age = checked.chart.client.age_on(checked.today)
    plan = checked.chart.plan
    if age is None or age >= 18 or not plan.interventions:
        return
    name = checked.chart.client.name.split(" ")[0].lower()
    others = any(task.who.strip().lower() not in {"", "client", name} for task in plan.tasks)
    if not others and not any((i.type or "").lower() == "family" for i in plan.interventions):
        message = f"The client is {age}, and the plan has no part for the family."
        fix = "Plan family sessions or a task for the family, or waive this with the reason."
        yield Found("tasks", message, fix, "task.others")
