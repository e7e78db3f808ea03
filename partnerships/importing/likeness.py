"""Which registered institutions a new name may stand for; shown to a person, who decides."""

import re
from collections import defaultdict
from typing import NamedTuple
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from partnerships.folding import fold
from partnerships.models import Institution

ALIKE = 82  # of 100; below it two names of universities are alike only in the words that all of them have
MOST = 3
COMMON = re.compile(r"\b(?:university|universitet|universiteti|univ|of|the|and|named|after)\b")


class Likeness(NamedTuple):
    """A registered institution that may be meant, and why: its score of 100, or the same web host."""

    institution: Institution
    score: float
    same_host: bool


class Likenesses:
    """The registered institutions, to be asked for those like a new one."""

    def __init__(self):
        self.institutions = list(Institution.objects.only("name", "country", "website", "folded_name"))
        self.by_country = defaultdict(list)
        self.by_host = defaultdict(list)
        for institution in self.institutions:
            self.by_country[institution.country].append(institution)
            if host := host_of(institution.website):
                self.by_host[host].append(institution)

    def of(self, new):
        """Up to MOST registered Institutions like a `new` one: of the same web host first, then of its country."""
        found = {one.pk: Likeness(one, 100, True) for one in self.by_host.get(host_of(new.website), ())}
        near = self.by_country[new.country] + (self.by_country[""] if new.country else self.institutions)
        for likeness in self.nearest(new.name, near):
            found.setdefault(likeness.institution.pk, likeness)
        return list(found.values())[:MOST]

    def nearest(self, name, institutions):
        """Those of some `institutions` whose names are likest to a `name`."""
        names = {place: telling(one.name) for place, one in enumerate(institutions)}
        for _name, score, place in process.extract(
            telling(name), names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=MOST
        ):
            yield Likeness(institutions[place], score, False)


def telling(name):
    """A name folded, without the words that most institutions share."""
    key = fold(name)
    return " ".join(COMMON.sub(" ", key).split()) or key


def host_of(address):
    """The host of a web address without "www.", or "" where it is shared by many."""
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    return "" if host in {"facebook.com", "linkedin.com", "wikipedia.org", "en.wikipedia.org", "rusvuz.com"} else host
