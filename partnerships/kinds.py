"""The kinds of cooperation of an agreement as one text of slugs, such as "|double-degree|traineeship|".

They stand in the alphabet's order, each between two bars, so that a search for "|slug|" finds it whole. The text is ""
where none is recorded.
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
