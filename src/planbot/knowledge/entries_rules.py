"""The shape of what the library says about the checks: who asks for what they look for."""

from planbot.knowledge.entries import Entry


class RuleSource(Entry):
    """Who asks for what the checks look for: a payer, a law, an accreditor, or nobody but planbot."""

    id: str
    """Its tag, as rules, judgements and profiles give it."""
    short: str
    """What a finding calls it, in a few words that a clinician knows."""
    what: str
    where: str = ""
    """The address at which it was read."""
