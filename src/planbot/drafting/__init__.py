"""Drafting: proposals from the library, or from a language model where one is set; a person settles each."""

from planbot.drafting.base import Drafter, Proposal

__all__ = ["Drafter", "Proposal"]
