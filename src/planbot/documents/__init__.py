"""Documents for people, written from a chart: the record, the client's copy, the experiment, the signature page."""

from planbot.documents.render import FORMATS, documents, render

__all__ = ["FORMATS", "documents", "render"]
