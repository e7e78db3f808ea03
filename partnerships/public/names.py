"""Types, kinds of cooperation and units as pages name them: in the reader's language, or the office's with `lang`."""

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from partnerships.models import CooperationKind
from partnerships.models.vocabularies import Named


def name_in_html(entry: Named | None) -> SafeString | str:
    """Return the name of a type, a kind or a unit; "" for None."""
    if entry is None:
        return ""
    if entry.label_language:
        return format_html('<span lang="{}">{}</span>', entry.label_language, entry.label)
    return conditional_escape(entry.label)


def names_in_html(kinds: Iterable[CooperationKind]) -> SafeString:
    """Return the names of some kinds, none of which breaks within or before a dot; "" for none."""
    return mark_safe("\N{NO-BREAK SPACE}· ".join(f"<span>{name_in_html(kind)}</span>" for kind in kinds))
