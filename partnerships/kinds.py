"""The kinds of cooperation of an agreement as one text: their slugs in the alphabet's order, "|double-degree|traineeship|".

The text is "" where none is recorded. A slug stands between two bars, so that a search for "|slug|" finds it whole.
"""

from collections.abc import Iterable

BAR = "|"


def joined(slugs: Iterable[str]) -> str:
    """Return some slugs as one text."""
    inside = BAR.join(sorted(set(slugs)))
    return f"{BAR}{inside}{BAR}" if inside else ""


def slugs_in(text: str) -> list[str]:
    """Return the slugs in a text, in the alphabet's order."""
    return text.strip(BAR).split(BAR) if text else []


def is_joined(text: str) -> bool:
    """Return whether a text is one that `joined` makes."""
    return text == joined(slugs_in(text)) and "" not in slugs_in(text)
