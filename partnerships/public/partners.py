"""The partners from A to Z: all institutions with a public agreement, searched by names, city and country."""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.views.generic import TemplateView

from partnerships.countries import country_name
from partnerships.folding import fold
from partnerships.languages import current_language
from partnerships.models import Agreement, Institution, InstitutionName

from .answers import page_of
from .asked import searched_text
from .partner_names import OTHER, capitals, in_order, initial

MOST_ON_PAGE = 500  # partners; of more, a page shows one letter


class Partner(NamedTuple):
    """An institution with a public agreement; `number` is how many it has."""

    pk: int
    name: str
    slug: str
    country: str
    city: str
    number: int

    @property
    def country_name(self):
        """The country in the current language, "" if it is not known."""
        return country_name(self.country) if self.country else ""


class Letter(NamedTuple):
    """One letter of the alphabet: its address on the page or another one, "" where no partner has it."""

    label: str
    address: str
    is_shown: bool


def has_public_agreement(column="pk"):
    """Return the condition that the institution whose key is in a `column` has a public agreement."""
    return Exists(Agreement.objects.public().filter(institution=OuterRef(column)))


def public_institutions():
    """Return the institutions with a public agreement."""
    return Institution.objects.filter(has_public_agreement())


def partners(country=None):
    """Return the Partners, or those of one country; one query."""
    found = Institution.objects.filter(agreements__is_public=True)
    if country is not None:
        found = found.filter(country=country)
    counted = found.order_by("pk").annotate(number=Count("agreements"))
    return [Partner(*values) for values in counted.values_list("pk", "name", "slug", "country", "city", "number")]


def matching(found, text):
    """Return those Partners of whose names, city and country each word of a `text` begins a word."""
    words = fold(text).split()
    names = {}
    for pk, name in InstitutionName.objects.values_list("institution_id", "folded_name"):
        names.setdefault(pk, []).append(name)
    texts = (
        " ".join(["", fold(f"{each.name} {each.city} {each.country_name}"), *names.get(each.pk, ())]) for each in found
    )
    return [each for each, its in zip(found, texts, strict=True) if all(f" {word}" in its for word in words)]


class InstitutionList(TemplateView):
    """The partners from A to Z, or those that a search finds; by letters where there are many."""

    template_name = "public/institution_list.html"

    def get_context_data(self, **kwargs):
        language = current_language()
        everyone = partners()
        searched = searched_text(self.request).strip()
        found = in_order(matching(everyone, searched) if searched else everyone, attrgetter("name"))
        by_letter = {
            letter: list(group) for letter, group in groupby(found, lambda partner: initial(partner.name, language))
        }
        is_long, letter = len(found) > MOST_ON_PAGE, self.request.GET.get("letter", "")
        if is_long:
            letter = letter if letter in by_letter else next(iter(by_letter))
            page = page_of(Paginator(by_letter[letter], MOST_ON_PAGE), self.request)
            groups = [(letter, list(page))]
        else:
            page, groups = None, list(by_letter.items())
        return super().get_context_data(
            total=len(everyone),
            countries=len({partner.country for partner in everyone} - {""}),
            searched=searched,
            found=len(found),
            letters=letters(by_letter, language, searched, letter if is_long else None),
            groups=[(letter, anchor(letter), found) for letter, found in groups],
            page_obj=page,
            page_query=urlencode({"q": searched, "letter": letter}) if is_long else "",
            is_part=bool(searched or is_long),
            **kwargs,
        )


def anchor(label):
    """Return the id of the heading of a letter; an id holds no space, and an address no second #."""
    return "letter-" + ("other" if label == OTHER else label.replace(", ", "-"))


def letters(by_letter, language, searched, shown):
    """Return the Letters of a language, and others that partners have; `shown` is the one of the page, None for all."""
    labels = capitals(language)
    labels += [label for label in by_letter if label not in labels and label != OTHER]
    labels += [OTHER] if OTHER in by_letter else []
    return [
        Letter(
            label,
            ""
            if label not in by_letter
            else f"#{anchor(label)}"
            if shown is None
            else f"?{urlencode({'q': searched, 'letter': label} if searched else {'letter': label})}",
            label == shown,
        )
        for label in labels
    ]
