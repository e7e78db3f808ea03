"""What stands round every public page: navigation, footer, and the pages about the register."""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from .agreement_words import STATUS_MEANINGS
from .home import home_of
from .structured_data import as_json_ld, home_data
from .values_filters import kinds_at, types_at


class Section(NamedTuple):
    """A part of the site: the name of its address, its label, what is there, the names of the pages below it."""

    name: str
    label: Promise | str
    what: Promise | str
    pages: tuple[str, ...] = ()


class Link(NamedTuple):
    """A link of the navigation; `current` is what aria-current says of it, "" for another page."""

    address: str
    label: Promise | str
    what: Promise | str
    name: str
    current: str


SECTIONS = (
    Section("agreement_list", _("Agreements"), _("all of them, to be searched and filtered"), ("agreement_detail",)),
    Section("institution_list", _("Partners"), _("all institutions from A to Z"), ("institution_detail",)),
    Section("statistics", _("Statistics"), _("where, what and since when")),
    Section("data", _("Open data"), _("the list as files, and what they mean")),
)


def navigation(request: HttpRequest | None) -> list[Link]:
    """Return the links to the parts of the site, in the current language."""
    match = getattr(request, "resolver_match", None)
    now = match.url_name if match else ""
    return [
        Link(
            reverse(section.name),
            section.label,
            section.what,
            section.name,
            "page" if now == section.name else "true" if now in section.pages else "",
        )
        for section in SECTIONS
    ]


class About(TemplateView):
    """The page about the register: whose it is, what its words mean, accessibility, privacy."""

    template_name = "public/about.html"

    def get_context_data(self, **kwargs):
        version = self.request.register_version
        kinds = [kind for kind in kinds_at(version).values() if kind.sentence]
        types = [each for each in types_at(version).values() if each.sentence]
        json_ld = as_json_ld(home_data(home_of(self.request), self.request))
        meanings = STATUS_MEANINGS.items()
        return super().get_context_data(meanings=meanings, kinds=kinds, types=types, json_ld=json_ld, **kwargs)
