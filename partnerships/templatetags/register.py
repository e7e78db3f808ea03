"""Tags and filters for the templates: settings of the register, dates and numbers, and parts of the public list."""

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from partnerships.absolute_addresses import absolute
from partnerships.countries import country_names
from partnerships.languages import current_language, format_day, format_number, translations_of
from partnerships.models import Status
from partnerships.public.listing.refreshing import changed_at
from partnerships.public.listing.rows import host_of, initials_of

ANY_SLUG = "any-slug-at-all"

register = template.Library()


@register.simple_tag
def register_name():
    """Return the name that this installation gives its register."""
    return settings.REGISTER_NAME


@register.simple_tag(takes_context=True)
def page_translations(context):
    """Return the page in each language; where an error leaves no request, the first page."""
    request = context.get("request")
    return translations_of(request.path_info, request.META.get("QUERY_STRING", "")) if request else translations_of("/")


@register.simple_tag(takes_context=True)
def absolute_address(context, address):
    """Return the absolute URL of an address of this site."""
    return absolute(address, context["request"])


@register.filter
def grouped(number):
    """Return a number as the current language writes it, such as 12,345."""
    return format_number(current_language(), number)


@register.filter
def in_words(day):
    """Return a day as the current language writes it, such as 30 June 2003; "" for None."""
    return format_day(day)


@register.inclusion_tag("public/_about.html", takes_context=True)
def about_the_register(context, *, is_list=False):
    """Return the context of the foot of a page: its day, the last change of the register, and what its words mean."""
    moment = changed_at()
    days = timezone.localdate(), moment and timezone.localdate(moment)
    today, changed = (in_words(day) for day in days)
    return {"request": context["request"], "today": today, "changed": changed, "is_list": is_list}


@register.simple_tag
def public_email():
    """Return the address to which visitors report errors; "" where the installation names none."""
    return settings.PUBLIC_EMAIL


@register.simple_tag
def licence():
    """Return the name and the address of the licence under which the list may be used."""
    return {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL}


register.filter("host", host_of)
register.filter("initials", initials_of)


@register.simple_tag(takes_context=True)
def agreement_table(context):
    """Return the page's agreements in their groups as a table, under headers that sort."""
    names = ("headers", "groups", "facets")
    addresses = {"page_of": addresses_of("institution_detail"), "logo_of": addresses_of("institution_logo")}
    texts = {
        "caption": _("Agreements"),
        "not_recorded": _("not recorded"),
        "countries": country_names(current_language()),
        "statuses": {status.value: str(status.label) for status in Status},
    }
    return rendered_by_jinja("public/_table.jinja", {name: context[name] for name in names} | addresses | texts)


@register.simple_tag
def facet_boxes(facets):
    """Return the boxes to tick of each filter that has values."""
    return rendered_by_jinja("public/_boxes.jinja", {"facets": [facet for facet in facets if facet.options]})


def rendered_by_jinja(template, context):
    """Return a template rendered by Jinja, which is many times quicker at what a page repeats a hundred times."""
    return mark_safe(render_to_string(template, context, using="jinja2"))


def addresses_of(name):
    """Return a function from a slug to its address under a URL `name`; `reverse` would search the URLs for each."""
    before, after = reverse(name, args=[ANY_SLUG]).split(ANY_SLUG)
    return lambda slug: f"{before}{slug}{after}"
