"""Signatures and other days in their order: nobody signs before there is a plan, and nothing was done tomorrow."""

from collections.abc import Iterator
from datetime import date

from planbot.chart import Signer
from planbot.rules.base import Area, Checked, Found, Severity, rule
from planbot.rules.reading.words import blank, day, days_between

# Moments are kept in universal time, so that a day may be another one where the people are: one day does not count.


@rule(Severity.WARNING, Area.PARTICIPATION, sources=("pa1", "fl", "practice"), covers=("74", "78"))
def signature_out_of_order(checked: Checked) -> Iterator[Found]:
    """Nobody signed before the plan was made.

    Why: A signature is for what was there when it was given.

    Source: pa1, fl, practice

    Fails:
        sg1.at: 2026-11-09T10:40:00Z

    Passes:
        sg1.at: 2026-11-17T10:40:00Z
    """
    established = checked.chart.plan.established
    for signature in checked.signatures:
        if established and days_between(signature.at.date(), established) > 1:
            on = day(signature.at.date())
            message = f"The {signature.signer.value} signed on {on}, before the plan of {day(established)} was there."
            yield Found(signature.id, message, "Sign the plan as it is now, or check its date.", "plan.established")


@rule(Severity.WARNING, Area.PARTICIPATION, sources=("pa1", "oh1"), covers=("74", "78", "79"))
def signature_incomplete(checked: Checked) -> Iterator[Found]:
    """Every signature has a name, and one of a supervisor credentials too.

    Why: A signature that does not say whose it is binds nobody.

    Source: pa1, oh1

    Fails:
        sg1.name: " "

    Passes:
        sg1.name: S. Rivera
    """
    for signature in checked.signatures:
        if blank(signature.name):
            message = f"The signature of the {signature.signer.value} has no name with it."
            yield Found(signature.id, message, "Let it be given again with the name.", None)
        elif signature.signer is Signer.SUPERVISOR and blank(signature.credentials):
            message = "The supervisor's signature has no credentials with it."
            yield Found(signature.id, message, "Ask the supervisor to sign again with the credentials.", None)


@rule(Severity.WARNING, Area.BASIS, sources=("practice",), covers=())
def day_still_to_come(checked: Checked) -> Iterator[Found]:
    """What is recorded as done was not done on a day that is still to come.

    Why: A slip in a date puts the whole record in doubt.

    Source: practice

    Fails:
        k1.on: 2028-11-02

    Passes:
        k1.on: 2026-11-23
    """
    for at, what, when in _done(checked):
        if days_between(checked.today, when) > 1:
            yield Found(at, f"{what} is dated {day(when)}, which is still to come.", "Check the date.", None)


def _done(checked: Checked) -> Iterator[tuple[str, str, date]]:
    chart = checked.chart
    yield from ((c.id, "A consent", c.on) for c in chart.client.consents if c.on)
    yield from ((s.id, "A signature", s.at.date()) for s in checked.signatures)
    yield from ((r.id, "A review", r.on) for r in chart.reviews)
    if chart.client.birth_date:
        yield "client", "The birth", chart.client.birth_date


@rule(Severity.ADVICE, Area.BASIS, sources=("K",), covers=())
def consent_without_day(checked: Checked) -> Iterator[Found]:
    """A consent that was given has its day with it.

    Why: Whether it came before the treatment can only be seen from the day.

    Source: K

    Fails:
        k1.on: null

    Passes:
        k1.on: 2026-11-02
    """
    for consent in checked.chart.client.consents:
        if consent.given and consent.on is None:
            message = f"It is not recorded when consent was given: {consent.kind or 'no word to what'}."
            yield Found(consent.id, message, "Ask again, and record the day.", None)
