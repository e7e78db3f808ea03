"""What an institution's page says to machines, in the words of schema.org."""

import json

from django.urls import reverse
from django.utils.safestring import mark_safe

from partnerships.absolute_addresses import absolute
from partnerships.folding import fold
from partnerships.public.listing.rows import host_of

ROR = "https://ror.org/"
# How the word for a university begins, folded, in the languages of partners; what bears none is an Organization.
UNIVERSITY = (
    "univers", "uniwers", "unibert", "college", "hochschul", "egyetem", "yliopisto", "ylikool", "haskoli", "panepist",
    "politec", "polytech", "politechn", "daxue", "daehag", "daigaku", "jamiat", "jamia",
)  # fmt: skip
# What would end the element, or the line of a script, if it stood in a name.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def as_json_ld(data):
    """Return some `data` as JSON that can stand inside a script element, whatever its texts hold."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))


def kind_of(institution, names):
    """Return the type of schema.org that an institution is by its name or one of its other `names`."""
    words = [word for name in (institution.name, *names) for word in fold(name).split()]
    return "CollegeOrUniversity" if any(word.startswith(UNIVERSITY) for word in words) else "Organization"


def data_of(institution, names, request):
    """Return an institution with its other `names` as an object of schema.org; what is not known is left out."""
    address = {"addressCountry": institution.country, "addressLocality": institution.city}
    address = {key: value for key, value in address.items() if value}
    page = absolute(institution.get_absolute_url(), request)
    data = {
        "@context": "https://schema.org",
        "@type": kind_of(institution, names),
        "name": institution.name,
        "alternateName": list(names),
        "address": address and {"@type": "PostalAddress", **address},
        "url": institution.website if host_of(institution.website) else "",
        "logo": absolute(reverse("institution_logo", args=[institution.slug]), request) if institution.logo else "",
        "sameAs": [ROR + institution.ror] if institution.ror else [],
        "parentOrganization": institution.parent and {"@type": "Organization", "name": institution.parent.name},
        "mainEntityOfPage": page,
    }
    return {key: value for key, value in data.items() if value}
