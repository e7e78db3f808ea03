"""Pairs of records in the register that are likely the same, for a person to decide once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, islice
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Max

from partnerships.models import Agreement, Institution, InstitutionName, NotSame

from .agreements import are_likely_same
from .names import are_alike, host_of, is_front_page, letters_of, may_be_misspelt, may_share, words_of

MOST = 500  # of a kind; where there are more, something else is wrong
A_DAY = 24 * 60 * 60  # seconds
MOST_OF_A_BLOCK = 40  # records with one key; more than these have it in common for another reason


class Double(NamedTuple):
    """Two records that are likely the same: their kind, primary keys in order, and the code of the reason."""

    kind: str
    first: int
    second: int
    why: str

    @property
    def key(self) -> tuple[str, int, int]:
        """What a NotSame knows it by."""
        return self.kind, self.first, self.second


class Named(NamedTuple):
    """What two institutions are compared by: primary key, words of one name, country, what it is part of, web host."""

    pk: int
    words: list[str]
    country: str
    parent: int | None
    host: str


def undecided_doubles() -> list[Double]:
    """Return the Doubles about which nobody has decided yet."""
    decided = set(NotSame.objects.standing().order_by().values_list("kind", "first", "second"))
    return [double for double in likely_doubles() if double.key not in decided]


def likely_doubles() -> list[Double]:
    """Return all Doubles, institutions first; those of each kind are looked for again only after a change to it."""
    institutions = f"institutions:{latest_change(Institution)}:{names_registered()}"
    agreements = f"agreements:{latest_change(Agreement)}"
    return [*kept(institutions, doubles_of_institutions), *kept(agreements, doubles_of_agreements)]


def kept(key, find):
    """Return what `find` returns, kept under a `key`."""
    if (found := cache.get(f"likely-doubles:{key}")) is None:
        cache.set(f"likely-doubles:{key}", found := find(), timeout=A_DAY)
    return found


def latest_change(model):
    """Return the number of the latest change to records of a `model`, which every change raises."""
    return model.history.order_by().aggregate(latest=Max("history_id"))["latest"]


def names_registered():
    """Return what tells the other names of institutions from those of before an import, which adds some."""
    found = InstitutionName.objects.aggregate(count=Count("pk"), last=Max("pk"))
    return f"{found['count']}-{found['last']}"


def doubles_of_institutions() -> list[Double]:
    """Return pairs of institutions with names that hardly differ and no different web hosts, or with one front page."""
    records = named_institutions()
    found: dict[tuple[int, int], str] = {}
    by_name = ((pair, "name") for block in blocks_of_names(records) for pair in pairs_within(block) if is_like(*pair))
    by_host = ((pair, "host") for block in blocks_of_hosts(records) for pair in pairs_within(block))
    for (one, other), why in chain(by_name, by_host):
        found.setdefault((one.pk, other.pk), why)
        if len(found) == MOST:
            break
    return [Double("institution", *pair, why) for pair, why in sorted(found.items())]


def is_like(one: Named, other: Named) -> bool:
    """Return whether two institutions have nearly one name, and no different web hosts."""
    return are_alike(one.words, other.words) and may_share(one.host, other.host)


def named_institutions() -> list[Named]:
    """Return a Named for each name of each institution, those of their own names first."""
    columns = ("pk", "folded_name", "country", "parent", "website")
    own = {
        pk: Named(pk, words_of(key), country, parent, host_of(website))
        for pk, key, country, parent, website in Institution.objects.order_by("pk").values_list(*columns)
    }
    names = InstitutionName.objects.filter(folded_name__contains=" ").order_by("pk")  # initials are of many
    others = names.values_list("institution", "folded_name")
    return [*own.values(), *(own[pk]._replace(words=words_of(key)) for pk, key in others if pk in own)]


def blocks_of_names(records: Iterable[Named]) -> Iterable[list[Named]]:
    """Return lists of `records` that share a key: their letters, or all words but one that may be misspelt."""
    blocks: dict[object, list[Named]] = defaultdict(list)
    for each in records:
        blocks[letters_of(each.words)].append(each)
        for position, word in enumerate(each.words):
            if may_be_misspelt(word):
                rest = (*each.words[:position], *each.words[position + 1 :])
                for key in [rest] if rest else without_a_letter(word):
                    blocks[key].append(each)
    return [block for block in blocks.values() if len(block) > 1]


def blocks_of_hosts(records: Iterable[Named]) -> Iterable[list[Named]]:
    """Return lists of those institutions among the `records` that have the front page of one host as their website."""
    websites = dict(Institution.objects.exclude(website="").values_list("pk", "website"))
    fronts = {pk for pk, website in websites.items() if is_front_page(website)}
    blocks: dict[str, dict[int, Named]] = defaultdict(dict)
    for each in records:
        if each.host and each.pk in fronts:
            blocks[each.host][each.pk] = each
    return [list(block.values()) for block in blocks.values() if len(block) > 1]


def without_a_letter(word: str) -> set[tuple[str, str]]:
    """Return keys that the only `word` of a name shares with its misprints: it, and it without one of its letters."""
    return {("-", word), *(("-", word[:index] + word[index + 1 :]) for index in range(len(word)))}


def pairs_within(block: list[Named]) -> Iterator[tuple[Named, Named]]:
    """Yield the pairs of a block, the lower primary key first, of one country and not of one family."""
    if len(block) > MOST_OF_A_BLOCK:
        return
    for pair in combinations(block, 2):
        one, other = sorted(pair, key=lambda each: each.pk)
        is_family = {one.pk, one.parent} & {other.pk, other.parent} - {None}
        if not is_family and (one.country == other.country or not one.country or not other.country):
            yield one, other


def doubles_of_agreements() -> list[Double]:
    """Return pairs of agreements of one institution, type and year that nothing tells apart."""
    blocks = blocks_of_agreements()
    agreements = Agreement.objects.in_bulk({pk for block in blocks for pk in block})
    pairs = ((agreements[one], agreements[other]) for block in blocks for one, other in combinations(block, 2))
    same = (Double("agreement", one.pk, other.pk, "agreement") for one, other in pairs if are_likely_same(one, other))
    return list(islice(same, MOST))


def blocks_of_agreements():
    """Return lists of primary keys of agreements of one institution, type and year; the year of no date is None."""
    blocks = defaultdict(list)
    columns = ("pk", "institution", "agreement_type", "signed_on", "starts_on")
    rows = Agreement.objects.filter(agreement_type__isnull=False).order_by("pk").values_list(*columns)
    for pk, institution, agreement_type, signed_on, starts_on in rows.iterator():
        day = signed_on or starts_on
        blocks[institution, agreement_type, day and day.year].append(pk)
    return [block for block in blocks.values() if 1 < len(block) <= MOST_OF_A_BLOCK]
