"""The list as JSON: its head, its agreements, and the pages that it comes in where the address names one."""

import json
from math import ceil
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.exporting.records import agreements_of
from partnerships.exporting.writers import chained

from .filters import PER_PAGE, AgreementFilter
from .open_data import SCHEMA, licence, publisher, site_address, values_of

JSON_VERSION = 2  # another one where a reader of the old form would go wrong
MOST_ON_PAGE = 1000


class NoSuchPage(Exception):
    """The address names a page behind the last one."""

    def __str__(self):
        return _("There is no such page; the last one is %(number)s.") % {"number": self.args[0]}


class WholeNumberFilter(django_filters.Filter):
    """A whole number that does not change which agreements are found."""

    field_class = forms.IntegerField


class FileFilter(AgreementFilter):
    """The parameters of a file of the list: pages are of any size up to the largest."""

    size = WholeNumberFilter(method="unchanged", min_value=1, max_value=MOST_ON_PAGE)
    page = WholeNumberFilter(method="unchanged", min_value=1, max_value=10**9)


class PageOfFile(NamedTuple):
    """One page of what was Found: its number from 1, its size, and how many agreements there are on all pages."""

    found: Any
    number: int
    size: int
    total: int

    @classmethod
    def of(cls, found):
        """Return the page that the address names; None where it names none. Raise NoSuchPage."""
        asked = found.filterset.values
        if not (asked["page"] or asked["size"]):
            return None
        total = found.total if found.is_complete else len(found.keys())
        page = cls(found, asked["page"] or 1, asked["size"] or PER_PAGE, total)
        if page.number > page.last:
            raise NoSuchPage(page.last)
        return page

    @property
    def last(self):
        """The number of the last page."""
        return max(1, ceil(self.total / self.size))

    def keys(self):
        """Return the keys of the agreements on the page."""
        first = (self.number - 1) * self.size
        if not self.found.is_complete:
            return self.found.keys()[first : first + self.size]
        return self.found.page(first, self.size)

    def head(self):
        """Return what the file says of the page."""
        numbers = {"first": 1, "prev": self.number - 1, "next": self.number + 1, "last": self.last}
        links = {name: self.address(number) for name, number in numbers.items() if 1 <= number <= self.last}
        return {"count": self.total, "page": self.number, "size": self.size, "pages": self.last, "links": links}

    def address(self, number):
        """Return the address of the page of that `number` under the same parameters."""
        query: QueryDict = self.found.filterset.data.copy()
        query["page"] = number
        return f"{site_address('agreements_json', self.found.filterset.request)}?{query.urlencode()}"


def json_parts(keys, home, page=None, day=None):
    """Yield the text of the JSON file, part by part: the agreements with some `keys`, as they are on a `day`.

    The `home` institution is its publisher. A `page` is what they are all of, if they are not the whole list; None as
    `day` is today.
    """
    head = {
        "version": JSON_VERSION,
        "schema": site_address(SCHEMA),
        "licence": licence(home),
        "publisher": publisher(home),
        "as_of": (day or timezone.localdate()).isoformat(),
        **(page.head() if page else {"count": len(keys)}),
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "results": ['
    agreements = agreements_of(keys, with_changes=True, with_documents=True)
    texts = (json.dumps(values_of(agreement, home, day), ensure_ascii=False) for agreement in agreements)
    yield from chained(opening, (f"{',' if index else ''}\n  {text}" for index, text in enumerate(texts)))
    yield "\n ]\n}\n"
