"""Cleans text on its way in, so that nothing a person, a file or a model supplies can act on the terminal."""

import re

# Control characters except newline and tab, bidirectional overrides and isolates, zero-width
# characters, the byte-order mark, noncharacters and lone surrogates.
_DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)


def clean(text: str) -> str:
    """Return *text* with line ends unified and every dangerous character replaced by U+FFFD.

    Zero-width joiners (U+200C, U+200D) stay: Persian, Hindi and many emoji need them.
    Cleaning clean text changes nothing.
    """
    if text.isprintable():
        return text  # Nothing dangerous can be printed, and most text is one such line.
    return _DANGEROUS.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Return *text* cleaned, with every run of white space made a single space."""
    return " ".join(clean(text).split())
