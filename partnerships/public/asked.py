"""What the address of a list asks for: the part of it that the list knows, and what it does not."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from partnerships.folding import fold
from partnerships.public.listing.finding import register_sums

from .filters import AgreementFilter
from .values_filters import LONGEST_SEARCH, ValuesFilter

# What newsletters, social networks and search engines put into addresses to count who follows them.
CAMPAIGN = re.compile(r"(utm|mtm|pk)_\w+|(fb|g|y|dc|tt)clid|msclkid|igshid|mc_[ce]id|_ga|_gl")


class Unknown(NamedTuple):
    """Something in an address that the list does not know: a whole parameter, or one value of it.

    `sentence` says so; `meant` is the label of the value that was probably meant and the query with it, or None.
    """

    parameter: str
    value: str
    sentence: str
    meant: tuple[str, str] | None = None

    def as_json(self) -> dict[str, str]:
        """Return it as the body of an error tells it."""
        return {"parameter": self.parameter, "value": self.value, "message": self.sentence}


def searched_text(request: HttpRequest) -> str:
    """Return what the address searches for, as long as a search may be, without what no database takes."""
    return request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH]


def understood(
    request: HttpRequest, filter_class: type[AgreementFilter] = AgreementFilter, also: Iterable[str] = ("page",)
) -> tuple[AgreementFilter, list[Unknown]]:
    """Return a filter of what the list knows of an address, with a valid form, and what it does not know.

    `also` names the parameters that the filter does not have, but the view does. What only counts the visitors of a
    campaign is left out in silence.
    """
    data, unknown = request.GET.copy(), []
    filterset = filter_class(data, request=request)  # which reads the data only as it is validated
    for name in list(data):
        if name in filterset.filters:
            if isinstance(filterset.filters[name], ValuesFilter):
                unknown += unknown_values(filterset, name, data)
        elif CAMPAIGN.fullmatch(name):
            del data[name]
        elif name not in also:
            unknown.append(unknown_parameter(name, data.pop(name), filterset, also))
    if not filterset.is_valid():
        for name, errors in filterset.form.errors.items():
            value = shown(data.pop(name)[0])
            unknown.append(Unknown(name, value, f"{name}: {errors[0]}"))
        filterset = filter_class(data, request=request)
    return filterset, unknown


def unknown_parameter(name, values, filterset, also):
    """Return the Unknown for a parameter of that `name`."""
    sentence = _("The list knows no parameter “%(name)s”; it knows %(known)s.")
    known = ", ".join([*filterset.filters, *also])
    return Unknown(shown(name), shown(values[0]), sentence % {"name": shown(name), "known": known})


def unknown_values(filterset, name, data):
    """Return the Unknown values of one parameter, and take them out of `data`."""
    texts, stored = data.getlist(name), filterset.filters[name].stored
    known = [text for text in texts if not text or text in stored]
    data.setlist(name, known)
    sentence = _("%(label)s: the list knows no “%(value)s”.")
    return [
        Unknown(
            name,
            shown(text),
            sentence % {"label": filterset.filters[name].label, "value": shown(text)},
            meant_by(filterset, name, text, data),
        )
        for text in dict.fromkeys(texts)
        if text not in known
    ]


def meant_by(filterset, name, text, data):
    """Return the label of the value that a `text` spells otherwise, and the query with it; None where there is none."""
    key, each = fold(text[:LONGEST_SEARCH]), filterset.filters[name]
    for value in register_sums(filterset.version, name):
        if key and key in {fold(each.text(value)), fold(each.label_of(value))}:
            query = data.copy()
            query.pop("page", None)
            query.appendlist(name, each.text(value))
            return each.label_of(value), query.urlencode()
    return None


def shown(text):
    """Return a `text` of an address as a sentence can show it."""
    return text.replace("\0", "\ufffd")[:LONGEST_SEARCH]


def refusal_of(unknown: list[Unknown]) -> JsonResponse:
    """Return the response that says in JSON what an address asks for that the list does not know."""
    return json_refusal(" ".join(each.sentence for each in unknown), unknown)


def json_refusal(sentence: str, unknown: Iterable[Unknown] = (), status: int = 400) -> JsonResponse:
    """Return the response that says in JSON why there is no file."""
    body = {"error": sentence, "unknown": [each.as_json() for each in unknown]}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False, "indent": 1})
