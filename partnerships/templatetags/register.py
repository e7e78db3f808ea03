"""Tags and filters for the templates: settings of the register, dates and numbers, and parts of the public list."""

from django import template
from django.conf import settings
from django.utils import timezone

from partnerships.absolute_addresses import absolute
from partnerships.languages import current_language, format_day, format_number, translations_of
from partnerships.public.accent import accent_address
from partnerships.public.listing.refreshing import changed_at
from partnerships.public.listing.rows import host_of, initials_of

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


@register.simple_tag
def accent_style_sheet():
    """Return the address of the style sheet with the colours of the university's accent."""
    return accent_address("#0a558c")


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
    moment = changed_at(context["request"].register_version)
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
