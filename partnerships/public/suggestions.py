"""What visitors may mean while they type, as JSON: countries, kinds and types by their names, and institutions."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from partnerships.countries import country_name
from partnerships.folding import fold
from partnerships.models import ListedAgreement
from partnerships.models.listing import NO_TYPE
from partnerships.public.listing.finding import register_sums
from partnerships.public.listing.ranking import START, distance
from partnerships.public.listing.vocabulary import country_words, kind_words, starting, type_words
from partnerships.public.listing.words import MOST, Search

from .asked import searched_text
from .filters import AgreementFilter

SHORTEST = 2  # letters from which on something is suggested
MOST_NAMED = 3  # countries, and types
MOST_INSTITUTIONS = 6
MOST_LOOKED_AT = 100  # agreements whose institutions are suggested; some have the same

Suggestion = tuple[str, str]  # what is searched for, and what that is


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return the suggestions for the parameter `q`, each with `text` and `detail`, and a sentence that counts them."""
    text = searched_text(request)
    filterset = AgreementFilter({}, request=request)
    found = []
    if len(fold(text)) >= SHORTEST:
        search = Search(text, filterset.version)
        found = list(dict.fromkeys([*named(search, filterset), *institutions(search)]))
    said = ngettext("%(count)s suggestion", "%(count)s suggestions", len(found)) % {"count": len(found)}
    answer = {"said": said, "suggestions": [{"text": text, "detail": detail} for text, detail in found]}
    response = JsonResponse(answer)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def named(search: Search, filterset: Any) -> Iterator[Suggestion]:
    """Yield the countries, kinds and types of public agreements whose names have each word of a `search`."""
    types, kinds = type_words(search.version), kind_words(search.version)
    vocabularies = {"country": country_words(), "kind": kinds, "type": types}
    for name, vocabulary in vocabularies.items():
        each, numbers = filterset.filters[name], register_sums(search.version, name)
        values = [value for value in numbers if value not in ("", NO_TYPE)]
        for word in search.words:
            values = [value for value in values if value in starting(vocabulary, word)]
        for value in sorted(values, key=lambda value: -numbers[value])[:MOST_NAMED]:
            yield each.label_of(value), str(each.label)


def institutions(search: Search) -> list[Suggestion]:
    """Return the institutions of which words start as those of a `search`, the best first; of very many, by name."""
    rows = ListedAgreement.objects.filter(search.condition)
    is_common = rows.order_by()[MOST : MOST + 1].exists()
    if not is_common:
        rows = rows.alias(distance=distance(search)).filter(distance__lte=START * len(search.words))
    rows = rows.order_by(*[] if is_common else ["distance"], "institution_key")
    found = rows.values_list("agreement__institution__name", "agreement__institution__country")[:MOST_LOOKED_AT]
    names = [(name, country_name(code) if code else "") for name, code in dict.fromkeys(found)]
    return names[:MOST_INSTITUTIONS]
