"""Which registered institutions a new name may mean; shown to a person, who decides."""

import re
from collections import defaultdict
from typing import NamedTuple
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from partnerships.folding import fold
from partnerships.models import Institution

MIN_SHORT = 82  # of 100, of the words that tell an institution from others
MIN_WHOLE = 92  # of 100, of all words; below it names are alike in what most universities are called
MOST = 3
COMMON = re.compile(r"\b(?:university|universitet|universiteti|univ|of|the|and|named|after)\b")


class SimilarInstitution(NamedTuple):
    """A suggestion: a registered institution that a name may mean, with its score, up to 100, or the same web host."""

    institution: Institution
    score: float
    same_host: bool


class SimilarInstitutions:
    """The registered institutions, loaded once, to find those like a new one."""

    def __init__(self):
        self.institutions = list(Institution.objects.only("name", "country", "website", "folded_name"))
        self.by_country = defaultdict(list)
        self.by_host = defaultdict(list)
        self.by_name = defaultdict(list)
        self.compared = {}
        for institution in self.institutions:
            self.by_country[institution.country].append(institution)
            self.by_name[institution.folded_name].append(institution)
            if host := host_of(institution.website):
                self.by_host[host].append(institution)

    def of(self, new: Institution) -> list[SimilarInstitution]:
        """Return up to MOST SimilarInstitutions of a `new` Institution, saved or not.

        First those of the same web host, then those of the same name in another country, then those of its country.
        """
        found = {one.pk: SimilarInstitution(one, 100, True) for one in self.by_host.get(host_of(new.website), ())}
        for one in self.by_name.get(fold(new.name), ()):
            found.setdefault(one.pk, SimilarInstitution(one, 100, False))
        for similar in self.nearest(new.name, new.country):
            found.setdefault(similar.institution.pk, similar)
        return list(found.values())[:MOST]

    def nearest(self, name, country):
        """Yield the institutions of a `country` whose names are most similar to a `name`."""
        best = {}
        institutions, short_keys, whole_keys = self.keys(country)
        for key, keys, least in (
            (short_key(name), short_keys, MIN_SHORT),
            (fold(name), whole_keys, MIN_WHOLE),
        ):
            options = {"scorer": fuzz.token_sort_ratio, "score_cutoff": least, "limit": MOST}
            for _key, score, position in process.extract(key, keys, **options):
                best[position] = max(score, best.get(position, 0))
        for position in sorted(best, key=best.get, reverse=True):
            yield SimilarInstitution(institutions[position], best[position], False)

    def keys(self, country):
        """Return the institutions that a name of a `country` may mean, and the lists of their keys: short and whole."""
        if country not in self.compared:
            others = self.by_country[""] if country else self.institutions
            near = [*self.by_country[country], *others] if country else others
            self.compared[country] = (
                near,
                [short_key(one.name) for one in near],
                [one.folded_name for one in near],
            )
        return self.compared[country]

    def cost(self, new):
        """Return how many names a `new` institution is compared with."""
        return len(self.keys(new.country)[0])


def short_key(name):
    """Return a name folded and without the words that most institutions share, unless it has no others."""
    key = fold(name)
    return " ".join(COMMON.sub(" ", key).split()) or key


def host_of(address):
    """Return the host of a web address without "www."; "" where there is none or many share it."""
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    return "" if host in {"facebook.com", "linkedin.com", "wikipedia.org", "en.wikipedia.org", "rusvuz.com"} else host
