"""A text to the whole number that it is."""

LONGEST = 9  # digits; a longer text is no count, year or number of a row, and Python refuses to read very long ones


def whole_number(text: str) -> int | None:
    """Return the number that a `text` of one to nine ASCII digits is, else None; "²" counts as no digit here."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
