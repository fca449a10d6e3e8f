"""What payers and accreditors differ in: every value a profile may hold, and how a profile is found by its name.

A value is one of three things: known (with who says so), known not to be asked for (``value: false``, or
``asked: false`` for a number), or unknown (``value: null`` with a note), which planbot never guesses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Literal

from planbot.errors import PlanbotError
from planbot.knowledge.entries import Profile, ProfileValue
from planbot.knowledge.library import Knowledge
from planbot.knowledge.validation_measures import Fault

BASELINE = "baseline"
"""The id of the profile that holds where nobody chose another."""
LARGEST_NUMBER = 3660
"""The most days, weeks, visits or points a value may say: a slip of the keyboard is more."""


@dataclass(frozen=True)
class Declared:
    """A value that a profile may hold: what kind it is, and what it means."""

    name: str
    kind: Literal["number", "yes-no"]
    means: str
    """What it says, as it stands after "does not say": "how many days after intake the plan is due"."""
    unit: str = ""
    """What a number counts."""


def _number(name: str, unit: str, means: str) -> Declared:
    return Declared(name, "number", means, unit)


def _asks(name: str, means: str) -> Declared:
    return Declared(name, "yes-no", means)


VALUES: Mapping[str, Declared] = {
    each.name: each
    for each in (
        _number("plan-due-days", "days", "how many days after intake the plan is due"),
        _number("plan-due-business-days", "business days", "how many business days after intake the plan is due"),
        _number("plan-due-visits", "visits", "by which visit the plan is due"),
        _number("plan-valid-days", "days", "how long a plan may stand"),
        _number("review-days", "days", "how soon the plan is reviewed"),
        _asks("next-review-required", "whether the next review has a date"),
        _asks("review-summary", "whether a review speaks of every goal"),
        _asks("review-reason-to-go-on", "whether a review says why treatment goes on"),
        _asks("participation", "whether the client's part in the plan is recorded"),
        _asks("client-understanding", "whether the client's understanding is recorded"),
        _asks("agreement", "whether the client's agreement is recorded"),
        _asks("client-signature", "whether the client signs"),
        _asks("client-signature-on-change", "whether the client signs a changed plan again"),
        _asks("copy-offered", "whether a copy is offered"),
        _asks("clinician-signature", "whether the clinician signs"),
        _asks("supervisor-signature", "whether a second person signs, such as a supervisor or physician"),
        _number("supervisor-signature-days", "days", "how many days a second signature has"),
        _asks("primary-f-code", "whether the primary diagnosis has an F code"),
        _asks("baseline-required", "whether an objective has a baseline"),
        _asks("objective-due-date", "whether an objective has a date"),
        _asks("type-of-service", "whether the plan says individual, group or family"),
        _asks("session-length", "whether the plan says how long a session is"),
        _asks("frequency", "whether the plan says how often"),
        _asks("duration", "whether the plan says for how long"),
        _number("intervention-max-weeks", "weeks", "how many weeks a method may be planned for"),
        _asks("discharge-criteria", "whether the plan says when treatment can end"),
        _asks("discharge-discussed", "whether the end of treatment is talked through"),
        _asks("length-of-treatment", "whether the expected length of treatment is recorded"),
        _asks("aftercare", "whether the plan says what comes after"),
        _number("safety-plan-phq9-above", "points", "above which PHQ-9 a safety plan is needed"),
    )
}
"""Every value that the rules read, in the order a chart is read; a name that is not here is a slip."""


def profile_named(knowledge: Knowledge, name: str) -> Profile:
    """Return the profile with this id or name, in any case.

    Raises PlanbotError in one sentence that lists the profiles, the likeliest first.
    """
    asked = name.strip().casefold()
    for profile in knowledge.profiles.values():
        if asked in {profile.id.casefold(), profile.name.casefold()}:
            return profile
    known = sorted(knowledge.profiles)
    near = get_close_matches(asked, known, n=1)
    meant = f"did you mean {near[0]}? " if near else ""
    raise PlanbotError(f"There is no profile called {name!r}; {meant}The profiles are {', '.join(known)}.")


def profile_of(knowledge: Knowledge, name: str) -> Profile:
    """Return the profile with this id, or the baseline when there is none; a library without any asks for nothing."""
    empty = Profile(id=BASELINE, name="Any payer", dated=date.max, values={})
    return knowledge.profiles.get(name) or knowledge.profiles.get(BASELINE) or empty


def unknown_in(profile: Profile) -> tuple[Declared, ...]:
    """Return the values that a profile does not know: those it says so of, and those it leaves out."""
    unknown = ProfileValue(value=None)
    return tuple(each for each in VALUES.values() if profile.values.get(each.name, unknown).is_unknown)


def profile_faults(entry: Profile) -> Iterator[Fault]:
    """Yield everything wrong with a profile: names nobody declared, values of another kind, no source, no note."""
    for name, value in entry.values.items():
        declared = VALUES.get(name)
        if declared is None:
            near = get_close_matches(name, VALUES, n=1)
            meant = f"; did you mean {near[0]!r}?" if near else ""
            yield f"{name!r} is not a value that a profile may hold{meant}", f"values.{name}"
        else:
            yield from ((problem, f"values.{name}") for problem in _value_faults(declared, value))


def _value_faults(declared: Declared, value: ProfileValue) -> Iterator[str]:
    held = value.value
    if held is not None and not _fits(declared, held):
        yield "yes or no is expected" if declared.kind == "yes-no" else f"a number of {declared.unit} is expected"
        return
    if not value.asked and held is not None:
        yield "what nobody asks for has no value"
    if not value.asked and declared.kind == "yes-no":
        yield "what nobody asks for is told here by value: false"
    if held is True or (held is not None and declared.kind == "number"):
        yield from () if value.tags else ("no source",)
    elif not value.note.strip():
        yield "no note that says why"


def _fits(declared: Declared, held: object) -> bool:
    if declared.kind == "yes-no":
        return isinstance(held, bool)
    return isinstance(held, int | float) and not isinstance(held, bool) and 0 < held <= LARGEST_NUMBER
