"""Documents for people, written from a chart: the record, the client's copy, the experiment, the signature page."""

from planbot.documents.difference import Change, changes, difference
from planbot.documents.render import FORMATS, documents, render

__all__ = ["FORMATS", "Change", "changes", "difference", "documents", "render"]
