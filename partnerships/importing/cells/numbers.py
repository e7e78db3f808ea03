"""A text to the whole number that it is."""

LONGEST = 10  # digits; Python refuses to read very long numbers
LARGEST = 2**31 - 1  # that both databases keep


def whole_number(text: str) -> int | None:
    """Return the number, up to LARGEST, that a `text` of ASCII digits is, else None; "²" counts as no digit here."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
    return number if number is None or number <= LARGEST else None
