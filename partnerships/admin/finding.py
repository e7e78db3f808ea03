"""What the office finds by the words of a search: agreements, institutions, imports, their rows, and people.

Each word may be met by another fact of a record. Beside what visitors find, staff find by unit, responsible, contact,
number in the source list and identifiers, and what is not public; names in any alphabet and spelling.
"""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import and_

from django.contrib.auth.models import User
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.functional import cached_property

from partnerships.folding import fold
from partnerships.models import Agreement, Contact, ImportRun, Institution, InstitutionName, ListedAgreement, SourceRow
from partnerships.models.conditions import any_of
from partnerships.models.staff import full_name
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.public.listing.search_texts import search_text
from partnerships.public.listing.vocabulary import called, country_words, type_words
from partnerships.public.listing.words import MOST, Search, Word

LATEST_ROWS = 5000  # rows without an agreement that are looked through
YEAR = 4  # digits


def is_in(word: Word, text: str) -> bool:
    """Return whether a folded `text`, with a space at both ends, holds a `word` as the public list would find it."""
    return any(pattern in text for pattern in word.patterns)


class OfficeSearch:
    """The words of a search, and the conditions by which records of each kind match all of them."""

    def __init__(self, text: str) -> None:
        self.version = refresh_listing()
        self.search = Search(text, self.version)

    @property
    def words(self) -> list[Word]:
        """The words; none where the text is empty, which finds everything."""
        return self.search.found_by

    def agreements(self) -> Q:
        """Return the condition on agreements."""
        return reduce(and_, map(self.agreements_with, self.words), Q())

    def institutions(self) -> Q:
        """Return the condition on institutions."""
        return reduce(and_, map(self.institutions_with, self.words), Q())

    def rows(self) -> Q:
        """Return the condition on rows of imports: what they say, or the agreement that they became."""
        if not self.words:
            return Q()
        without = SourceRow.objects.filter(agreement__isnull=True).order_by("-pk")
        texts = without.values_list("pk", "cells", "values__country", "run__file_name", "row")[:LATEST_ROWS]
        keys = [
            pk
            for pk, cells, country, file_name, row in texts
            if self.is_row(f" {fold(' '.join([*cells, file_name]))} {row} ", country)
        ]
        agreements = Agreement.objects.filter(self.agreements()).order_by()
        return Q(pk__in=keys) | Q(agreement__in=agreements.values("pk"))

    def is_row(self, text: str, country: str | None) -> bool:
        """Return whether the folded `text` of a row, or its `country`, holds each word."""
        return all(is_in(word, text) or country in called(country_words(), word.text) for word in self.words)

    def runs(self) -> Q:
        """Return the condition on imports: the name of the file."""
        names = ImportRun.objects.order_by().values_list("pk", "file_name")
        return Q(pk__in=[pk for pk, name in names if all(is_in(word, f" {fold(name)} ") for word in self.words)])

    def people(self, accounts: QuerySet[User]) -> list[int]:
        """Return the keys of those `accounts` whose names or address hold each word."""
        texts = {each.pk: f" {fold(f'{full_name(each)} {each.username} {each.email}')} " for each in accounts}
        return [pk for pk, text in texts.items() if all(is_in(word, text) for word in self.words)]

    def agreements_with(self, word: Word) -> Q:
        """Return the condition that an agreement matches one `word`: as visitors find it, or as staff do."""
        listed = ListedAgreement.objects.filter(word.condition).order_by().values("pk")
        known = Q(pk__in=listed) | Q(pk__in=Agreement.objects.matching(word.text).order_by().values("pk"))
        if word.is_number:
            return known
        return known | any_of(self.office_facts(word))

    def office_facts(self, word: Word) -> Iterator[Q]:
        """Yield the conditions on an agreement that visitors do not find it by, and on one that they do not see."""
        yield Q(institution__in=Institution.objects.filter(self.institutions_with(word)).order_by().values("pk"))
        yield Q(agreement_type__in=called(type_words(self.version), word.text))
        yield Q(responsible__in=[pk for pk, text in self.responsible.items() if is_in(word, text)])
        yield Q(pk__in=[pk for pk, _institution, text in self.contacts if pk and is_in(word, text)])
        yield Q(pk__in=[pk for pk, text in self.references.items() if is_in(word, text)])
        if word.number is not None:
            yield Q(number=word.number)
            if len(word.text) == YEAR and word.number:
                yield Q(signed_on__year=word.number) | Q(starts_on__year=word.number) | Q(ends_on__year=word.number)

    def institutions_with(self, word: Word) -> Q:
        """Return the condition that an institution matches one `word`."""
        keys = [pk for pk, text in self.names.items() if is_in(word, text)]
        named = Q(pk__in=keys) if len(keys) <= MOST else Q(folded_name__contains=word.text)
        identified = Q(ror__iexact=word.text) | Q(erasmus_code__icontains=word.text) | Q(pic=word.text)
        with_contact = [institution for _pk, institution, text in self.contacts if institution and is_in(word, text)]
        in_country = Q(country__in=called(country_words(), word.text))
        return named | in_country | identified | Q(pk__in=with_contact)

    @cached_property
    def names(self) -> dict[int, str]:
        """What each institution is found by, as the public list has it: all names, initials, city and website."""
        others: dict[int, list[str]] = {}
        for pk, name in InstitutionName.objects.order_by().values_list("institution_id", "name"):
            others.setdefault(pk, []).append(name)
        columns = Institution.objects.order_by().values_list("pk", "name", "website", "city")
        return {pk: search_text((name, *others.get(pk, ())), website, [city]) for pk, name, website, city in columns}

    @cached_property
    def contacts(self) -> list[tuple[int | None, int | None, str]]:
        """Each contact's agreement or institution, and its folded text."""
        columns = Contact.objects.order_by().values_list("agreement_id", "institution_id", "name", "email", "role")
        return [(agreement, institution, f" {fold(' '.join(texts))} ") for agreement, institution, *texts in columns]

    @cached_property
    def responsible(self) -> dict[int, str]:
        """The folded names of those who are responsible for an agreement."""
        held = Agreement.objects.order_by().filter(responsible__isnull=False).values("responsible")
        people = User.objects.filter(pk__in=held)
        return {each.pk: f" {fold(f'{full_name(each)} {each.username}')} " for each in people}

    @cached_property
    def references(self) -> dict[int, str]:
        """The folded references of agreements that are not public; of the others, the public list has them."""
        kept = Agreement.objects.order_by().filter(is_public=False).exclude(reference="")
        return {pk: f" {fold(text)} " for pk, text in kept.values_list("pk", "reference")}


def matching(records: QuerySet, text: str, condition: Callable[[OfficeSearch], Q]) -> QuerySet:
    """Return those `records` that meet the `condition` of a search for a `text`; all for an empty one."""
    return records.filter(condition(OfficeSearch(text))) if text.strip() else records


def by_number_first(search: OfficeSearch) -> Case:
    """Return the order that puts the agreement first whose register number is asked for."""
    numbers = [word.number for word in search.words if word.number is not None]
    return Case(When(register_number__in=numbers, then=Value(0)), default=Value(1), output_field=IntegerField())
