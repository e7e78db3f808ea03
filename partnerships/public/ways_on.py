"""What a visitor may ask for instead where nothing was found: other spellings, single words, fewer filters."""

from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from partnerships.models.listing import DIMENSIONS
from partnerships.public.listing.finding import Found
from partnerships.public.listing.search_texts import SMALL_WORDS
from partnerships.public.listing.spelling import suggested_words
from partnerships.public.listing.words import MOST, words_of

from .facets import Facets

MOST_ALONE = 6  # words of a search that are looked for alone


class Way(NamedTuple):
    """Another list: what it is asked by, its query, how many there are (None: not counted), and whether in all of it.

    `is_everywhere` where the filters of the address had to be dropped, too.
    """

    text: str
    query: str
    number: int | None
    is_everywhere: bool = False

    @property
    def in_words(self) -> str:
        """How many there are, such as “5 agreements”."""
        if self.number is None:
            return gettext("more than %(most)s") % {"most": MOST}
        return ngettext("%(count)s agreement", "%(count)s agreements", self.number) % {"count": self.number}


class WaysOn:
    """The lists that find something, near to one under some Facets that finds nothing."""

    def __init__(self, facets: Facets) -> None:
        self.facets, self.filterset = facets, facets.filterset

    def way(self, text: str, **changes: Any) -> Way | None:
        """Return the Way to the list with some parameters changed; None where that finds nothing either."""
        query = self.facets.query(**changes)
        found = Found(type(self.filterset)(QueryDict(query), request=self.filterset.request))
        return Way(text, query, found.total if found.is_complete else None) if found.total else None

    def search(self, text: str) -> Way | None:
        """Return the Way to another search: under the same filters, or without them where that finds nothing."""
        if way := self.way(text, q=text):
            return way
        way = self.way(text, q=text, **dict.fromkeys(DIMENSIONS, "")) if self.is_filtered else None
        return way and way._replace(is_everywhere=True)

    @property
    def is_filtered(self) -> bool:
        """Whether something beside words is asked for."""
        return any(self.filterset.chosen.values())

    @cached_property
    def spelling(self) -> Way | None:
        """The search with its unknown words spelt as known ones."""
        words = self.filterset.words and suggested_words(self.filterset.words, self.filterset.version)
        return self.search(" ".join(words)) if words else None

    @property
    def words(self) -> list[Way]:
        """The searches for each word alone, an unknown one spelt as a known one."""
        texts = [text for text in self.facets.parameters["q"].split() if set(words_of(text)) - SMALL_WORDS]
        found = map(self.alone, dict.fromkeys(texts[:MOST_ALONE])) if len(texts) > 1 else ()
        return list(dict.fromkeys(filter(None, found)))

    def alone(self, text):
        """Return the Way to the search for a single word, or for the known one that it may be."""
        words = suggested_words(words_of(text), self.filterset.version)
        return self.search(" ".join(words) if words else text)

    @cached_property
    def without_search(self) -> Way | None:
        """The list under the same filters."""
        return self.way("", q="") if self.filterset.words and self.is_filtered else None

    @property
    def without_filter(self) -> list[Way]:
        """The lists without one of the filters."""
        names = [name for name in DIMENSIONS if self.filterset.chosen[name]]
        ways = (self.way(str(self.filterset.filters[name].label), **{name: ""}) for name in names)
        return list(filter(None, ways))
