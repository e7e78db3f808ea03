"""A list of agreements for paper: its title, what it says of itself, and its rows under headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.exporting.records import agreements_of
from partnerships.folding import fold
from partnerships.languages import current_language, format_day, written
from partnerships.partial_dates import PartialDate

from .columns import PaperColumn, Value, heading_of, nameless

WIDE = 100  # more characters than a portrait page holds beside each other


@dataclass(frozen=True)
class Group:
    """Some rows under a heading, which is "" where they are not grouped."""

    heading: str
    rows: list[list[Value]]

    @property
    def title(self) -> str:
        """The heading with the number of its rows."""
        return f"{self.heading} ({written(len(self.rows))})" if self.heading else ""


@dataclass(frozen=True)
class PaperList:
    """A list as it is printed, all of its texts in one language."""

    title: str
    sentences: list[str]
    columns: Sequence[PaperColumn]
    groups: list[Group]
    language: str

    @property
    def is_wide(self) -> bool:
        """Whether it needs a page that lies on its side."""
        return sum(column.width for column in self.columns) > WIDE

    @property
    def is_empty(self) -> bool:
        """Whether no agreement stands in it."""
        return not any(group.rows for group in self.groups)


def paper_list(
    keys: Iterable[int], columns: Sequence[PaperColumn], group: str, title: str, said: Sequence[str]
) -> PaperList:
    """Return the list of the agreements with some primary `keys`, in their order, in the current language.

    `group` is a key of GROUPS; `said` are the filters in words.
    """
    groups = grouped(keys, columns, group)
    count = sum(len(each.rows) for each in groups)
    counted = ngettext("%(count)s agreement", "%(count)s agreements", count) % {"count": written(count)}
    sentences = [f"{counted}. " + _("As of %(day)s.") % {"day": format_day(timezone.localdate())}]
    if said:
        sentences.append(_("Chosen in the list: %(filters)s.") % {"filters": ", ".join(said)})
    if not count:
        sentences.append(_("No agreement of the register is in this list."))
    return PaperList(title, sentences, columns, groups, current_language())


def grouped(keys: Iterable[int], columns: Sequence[PaperColumn], group: str) -> list[Group]:
    """Return the rows of agreements under their headings, sorted by these; what is not recorded comes last."""
    found: dict[str, list[list[Value]]] = {}
    for agreement in agreements_of(keys):
        rows = found.setdefault(heading_of(agreement, group) if group else "", [])
        rows.append([column.value(agreement) for column in columns])
    if not group:
        return [Group("", rows) for rows in found.values()]
    named = sorted((heading for heading in found if heading), key=lambda heading: (fold(heading), heading))
    last = [Group(nameless(group), found[""])] if "" in found else []
    return [Group(heading, found[heading]) for heading in named] + last


def text_of(value: Value) -> str:
    """Return a value as a text in the current language, a date as far as it is known."""
    return value.short if isinstance(value, PartialDate) else "" if value is None else str(value)
