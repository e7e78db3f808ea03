"""Which registered institutions a new name may mean; shown to a person, who decides."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz, process

from partnerships.folding import fold
from partnerships.models import Institution

from .names import are_alike, host_of, short_key, words_of

MIN_SHORT = 82  # of 100, of the words that tell an institution from others
MIN_WHOLE = 92  # of 100, of all words; below it names are alike in what most universities are called
MIN_LIKELY = 92  # of 100: what a form warns of, which nobody asked; an import offers more
MOST = 3
BEGINNING = 4  # letters of a word that misprints mostly leave alone


class SimilarInstitution(NamedTuple):
    """A suggestion: a registered institution that a name may mean, with its score, up to 100, or the same web host."""

    institution: Institution
    score: float
    same_host: bool


class SimilarInstitutions:
    """The registered institutions, or some of them, loaded once, to find those like a new one."""

    def __init__(self, institutions: QuerySet | None = None):
        found = Institution.objects.all() if institutions is None else institutions
        self.institutions = list(found.only("name", "country", "website", "folded_name", "parent"))
        self.by_country = defaultdict(list)
        self.by_host = defaultdict(list)
        self.by_name = defaultdict(list)
        self.compared: dict[str, tuple[list[Institution], list[str], list[str]]] = {}
        for institution in self.institutions:
            self.by_country[institution.country].append(institution)
            self.by_name[institution.folded_name].append(institution)
            if host := host_of(institution.website):
                self.by_host[host].append(institution)

    def of(self, new: Institution) -> list[SimilarInstitution]:
        """Return up to MOST SimilarInstitutions of a `new` Institution, saved or not.

        First those of the same web host, then those of the same name in another country, then those of its country.
        """
        return self.all_of(new)[:MOST]

    def all_of(self, new):
        """Return all SimilarInstitutions of a `new` Institution, in that order."""
        found = {one.pk: SimilarInstitution(one, 100, True) for one in self.by_host.get(host_of(new.website), ())}
        for one in self.by_name.get(fold(new.name), ()):
            found.setdefault(one.pk, SimilarInstitution(one, 100, False))
        for similar in self.nearest(new.name, new.country):
            found.setdefault(similar.institution.pk, similar)
        return list(found.values())

    def likely(self, new: Institution) -> list[SimilarInstitution]:
        """Return up to MOST SimilarInstitutions of a `new` Institution that are likely the same, ordered like `of`."""
        return [similar for similar in self.all_of(new) if is_likely(similar, new)][:MOST]

    def nearest(self, name, country):
        """Yield the institutions of a `country` whose names are most similar to a `name`."""
        best = {}
        key = fold(name)
        institutions, short_keys, whole_keys = self.keys(country)
        for text, keys, least in ((short_key(key), short_keys, MIN_SHORT), (key, whole_keys, MIN_WHOLE)):
            options = {"scorer": fuzz.token_sort_ratio, "score_cutoff": least, "limit": MOST}
            for _key, score, position in process.extract(text, keys, **options):
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
                [short_key(one.folded_name) for one in near],
                [one.folded_name for one in near],
            )
        return self.compared[country]

    def cost(self, new):
        """Return how many names a `new` institution is compared with."""
        return len(self.keys(new.country)[0])


def is_likely(similar, new):
    """Return whether a SimilarInstitution is of the web host of a `new` one, or hardly differs from it in its name."""
    if similar.same_host or similar.score >= MIN_LIKELY:
        return True
    return are_alike(words_of(similar.institution.folded_name), words_of(fold(new.name)))


def comparable_with(new: Institution) -> QuerySet:
    """Return the institutions that a `new` one can be like: of its country or of none, of its name, or of its host.

    Without a country they are those with a word that begins like one of its own.
    """
    key = fold(new.name)
    near = Q(country__in=[new.country, ""]) if new.country else Q(folded_name="")
    near |= Q(folded_name=key)
    for word in words_of(key) if not new.country else ():
        near |= Q(folded_name__contains=word[:BEGINNING])
    if host := host_of(new.website):
        near |= Q(website__icontains=host)
    return Institution.objects.filter(near)
