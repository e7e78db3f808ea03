"""What the templates ask of the register as a whole."""

from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils import timezone

from partnerships.absolute_addresses import absolute
from partnerships.languages import current_language, day_in_words, number_in_words, translations_of
from partnerships.listing.refreshing import changed_at

register = template.Library()


@register.simple_tag
def register_name():
    """The name that this installation gives its register."""
    return settings.REGISTER_NAME


@register.simple_tag(takes_context=True)
def page_translations(context):
    """The page in each language; where an error leaves no request, the first page."""
    request = context.get("request")
    return translations_of(request.path_info, request.META.get("QUERY_STRING", "")) if request else translations_of("/")


@register.simple_tag(takes_context=True)
def absolute_address(context, address):
    """An address of this site with the site's name before it."""
    return absolute(address, context["request"])


@register.filter
def grouped(number):
    """A number as the language of the moment writes it, such as 12,345."""
    return number_in_words(current_language(), number)


@register.filter
def in_words(day):
    """A day as the language of the moment writes it, such as 30 June 2003; "" for none."""
    return day_in_words(day)


@register.inclusion_tag("partnerships/_about.html", takes_context=True)
def about_the_register(context, *, is_list=False):
    """Of which day a page is, when the register changed last, what its words mean, and where to report an error."""
    moment = changed_at()
    days = timezone.localdate(), moment and timezone.localdate(moment)
    today, changed = (in_words(day) for day in days)
    return {"request": context["request"], "today": today, "changed": changed, "is_list": is_list}


@register.simple_tag
def public_email():
    """Where visitors report errors; "" where the installation names no address."""
    return settings.PUBLIC_EMAIL


@register.simple_tag
def licence():
    """The name and the address of the licence under which the list may be used."""
    return {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL}


@register.filter
def host(address):
    """The host of a web address without "www."; "" unless the address has http or https."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www.") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


@register.filter
def initials(name):
    """The first letters of the first two words, for institutions without a logo."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in words[:2]).upper()
