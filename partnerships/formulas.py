"""Texts that a spreadsheet would take for a formula, made harmless on the way out and whole again on the way in."""

import re

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no workbook can hold them, and the import leaves them out


def neutralised(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would take it for a formula (OWASP, CSV
    injection).

    Control characters are left out.
    """
    text = CONTROLS.sub("", text)
    return f"'{text}" if text.startswith(STARTS) or is_marked(text) else text


def restored(text: str) -> str:
    """Return a text without the apostrophe that `neutralised` put before it."""
    return text[1:] if is_marked(text) else text


def is_marked(text: str) -> bool:
    """Return whether a text starts with an apostrophe (or several) and what would start a formula."""
    return text.startswith("'") and text.lstrip("'").startswith(STARTS)
