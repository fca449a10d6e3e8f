"""The profile itself: whether it is one of the library's, how old it is, and what it does not say."""

from collections.abc import Iterator
from datetime import timedelta

from planbot.knowledge import BASELINE, profile_of, unknown_in
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import day, listed, short

A_YEAR = timedelta(days=366)
"""After this long what a payer asks for should be looked up again (our own choice)."""


@rule(Severity.WARNING, Area.BASIS, sources=("practice",), covers=())
def profile_not_in_the_library(checked: Checked) -> Iterator[Found]:
    """The profile the chart names is one of the library's or of the practice's own.

    Why: A chart that names a profile nobody has is checked against what most payers ask for, not its own payer.

    Source: practice

    Fails:
        client.profile: blue-moon

    Passes:
        client.profile: carf
    """
    named, known = checked.chart.client.profile, checked.knowledge.profiles
    if named not in known and named != BASELINE and checked.profile == profile_of(checked.knowledge, named):
        message = f"There is no profile called {short(named)}; {checked.profile.name} is used in its place."
        yield Found("client", message, "Choose one of the profiles that are there.", "client.profile")


@rule(Severity.ADVICE, Area.BASIS, sources=("practice",), covers=())
def profile_old(checked: Checked) -> Iterator[Found]:
    """The profile is of the last year.

    Why: Payers change what they ask for, mostly with a new year.

    Source: practice

    Fails:
        client.profile: bcbs-minnesota

    Passes:
        client.profile: headway
    """
    dated = checked.profile.dated
    if checked.today - dated > A_YEAR:
        message = f"What planbot knows of {checked.profile.name} is of {day(dated)}."
        fix = "Ask the payer what holds now, and put it into a profile of your own."
        yield Found("client", message, fix, "client.profile")


@rule(Severity.ADVICE, Area.BASIS, sources=("practice",), covers=())
def profile_does_not_say(checked: Checked) -> Iterator[Found]:
    """The profile knows everything in which payers differ, or planbot says what it does not know.

    Where a profile does not know, the checks hold as they do for most payers.

    Why: A guess about what a payer asks for could cost the client their cover.

    Source: practice

    Fails:
        client.profile: carf

    Passes:
        client.profile: private-pay
    """
    unknown = unknown_in(checked.profile)
    if unknown and checked.goals:
        what = listed((each.means for each in unknown), most=len(unknown))
        message = f"What was read of {checked.profile.name} does not say {what}. planbot does not guess."
        fix = "Where it matters, ask the payer, and put the answer into a profile of your own."
        yield Found("client", message, fix, "client.profile")
