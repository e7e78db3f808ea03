"""Tags and filters for the templates: whose register it is, dates and numbers, and parts of the public pages."""

from django import template
from django.core.exceptions import DisallowedHost
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from partnerships.absolute_addresses import absolute
from partnerships.languages import format_day, translations_of, written
from partnerships.models.cooperation_kinds import kinds_in
from partnerships.models.staff import full_name
from partnerships.public.accent import accent_address
from partnerships.public.frame import navigation
from partnerships.public.home import home_of
from partnerships.public.listing.refreshing import changed_at
from partnerships.public.listing.rows import host_of, initials_of
from partnerships.public.names import name_in_html, names_in_html
from partnerships.public.values_filters import kinds_at

register = template.Library()


@register.simple_tag(takes_context=True)
def home_institution(context):
    """Return the home institution, also where an error leaves no request."""
    return home_of(context.get("request"))


@register.simple_tag(takes_context=True)
def site_navigation(context):
    """Return the links to the parts of the site."""
    return navigation(context.get("request"))


@register.simple_tag(takes_context=True)
def office_navigation(context):
    """Return the office's navigation for the person who asks."""
    from partnerships.admin.navigation import navigation  # the office is loaded after this module

    return navigation(context["request"])


@register.simple_tag(takes_context=True)
def help_of_page(context):
    """Return the help of the office's page, None where an error is shown."""
    from partnerships.admin.help import help_for  # the office is loaded after this module

    match = getattr(context.get("request"), "resolver_match", None)
    return help_for(match.url_name) if match and match.url_name else None


@register.simple_tag(takes_context=True)
def kept_url(context, name, *arguments, **query):
    """Return the address of a page of the office, with the filters of the list that the person came from."""
    from partnerships.admin.kept_list import keep_list  # the office is loaded after this module

    return keep_list(context["request"], reverse(name, args=arguments, query=query))


@register.simple_tag(takes_context=True)
def is_list_filtered(context):
    """Return whether the person came from a filtered list."""
    from partnerships.admin.kept_list import filters_kept  # as above

    return bool(filters_kept(context["request"]))


@register.simple_tag
def sections_of_record(adminform, inlines):
    """Return the sections of the page of a record in the office."""
    from partnerships.admin.sections import sections_of

    return sections_of(adminform, inlines)


@register.simple_tag
def mistakes_of_record(adminform, inlines):
    """Return what is wrong in the form of a record in the office."""
    from partnerships.admin.sections import mistakes_in

    return mistakes_in(adminform, inlines)


@register.simple_tag
def filters_of_list(changelist):
    """Return the filters of a list in the office: title, choices, and the chosen one with what is left without it."""
    found = []
    for spec in changelist.filter_specs:
        choices = list(spec.choices(changelist))
        chosen = next((choice for choice in choices[1:] if choice["selected"]), None)
        found.append({"title": spec.title, "choices": choices, "chosen": chosen, "without": choices[0]["query_string"]})
    return found


@register.filter
def titled(text):
    """Return the title of a page, for browsers and for sites that link to it; the `text` is escaped already."""
    return format_html('<title>{0}</title>\n    <meta property="og:title" content="{0}">', mark_safe(text.strip()))


@register.filter
def described(text):
    """Return the description of a page, for search engines and sites that link to it, as its title."""
    tags = '<meta name="description" content="{0}">\n    <meta property="og:description" content="{0}">'
    return format_html(tags, mark_safe(text.strip()))


@register.simple_tag(takes_context=True)
def page_translations(context):
    """Return the page in each language; where an error leaves no request, the first page."""
    request = context.get("request")
    return translations_of(request.path_info, request.META.get("QUERY_STRING", "")) if request else translations_of("/")


@register.simple_tag(takes_context=True)
def page_address(context):
    """Return the absolute URL of the page, for reports of errors; its path where the host is none of the site's."""
    request = context.get("request")
    try:
        return request.build_absolute_uri() if request else ""
    except DisallowedHost:
        return request.path


@register.simple_tag(takes_context=True)
def absolute_address(context, address):
    """Return the absolute URL of an address of this site."""
    return absolute(address, context["request"])


@register.simple_tag(takes_context=True)
def accent_style_sheet(context):
    """Return the address of the style sheet with the colours of the university's accent."""
    return accent_address(home_of(context.get("request")).accent)


@register.simple_tag(takes_context=True)
def last_change(context):
    """Return the day of the last change of the register in words; "" where it is not known."""
    version = getattr(context.get("request"), "register_version", None)
    moment = changed_at(version) if version else None
    return in_words(timezone.localdate(moment)) if moment else ""


@register.filter
def in_words(day):
    """Return a day as the current language writes it, such as 30 June 2003; "" for None."""
    return format_day(day)


@register.simple_tag(takes_context=True)
def covered(context, agreement):
    """Return the kinds of cooperation of an agreement with their names; "" for none."""
    return names_in_html(kinds_in(agreement.kinds, kinds_at(context["request"].register_version)))


@register.filter
def with_list_query(html, query):
    """Return a table's `html` with the query of its list in the place of the mark for it.

    The mark is no tag, and what is typed cannot hold it, since "<" is escaped there.
    """
    return html.replace("<list-query>", f"?{conditional_escape(query)}" if query else "")


@register.simple_tag
def day_today():
    """Return the day of the page in words."""
    return in_words(timezone.localdate())


register.filter("grouped", written)
register.filter("host", host_of)
register.filter("initials", initials_of)
register.filter("named", name_in_html)
register.filter("full_name", full_name)
