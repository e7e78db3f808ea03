"""How many agreements, partners and countries there are, in words."""

from django.utils.translation import gettext, ngettext

from partnerships.languages import written


def whole_register(agreements: int, partners: int, countries: int) -> str:
    """Return “121 agreements with 111 partners in 24 countries”; the first alone where no country is known."""
    if not countries:
        return number_of_agreements(agreements)
    return gettext("%(agreements)s %(partners)s %(countries)s") % {
        "agreements": number_of_agreements(agreements),
        "partners": ngettext("with %(number)s partner", "with %(number)s partners", partners)
        % {"number": written(partners)},
        "countries": ngettext("in %(number)s country", "in %(number)s countries", countries)
        % {"number": written(countries)},
    }


def number_of_agreements(number: int) -> str:
    """Return “1 agreement” or “121 agreements”."""
    return ngettext("%(number)s agreement", "%(number)s agreements", number) % {"number": written(number)}
