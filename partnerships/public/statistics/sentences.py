"""The headings of the statistics: the largest true sentence about the numbers, or "" where no rule gives one."""

from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.languages import current_language, written
from partnerships.models import Status

from .figures import IN_FORCE

FEWEST = 4  # agreements that a sentence is said of
MOST_NAMED = 3
SINCE = 2 / 3  # of all agreements: of so many at least it is said since when they were signed
UNKNOWN = 1 / 4  # of all agreements: from so many on it is said how many have no end recorded
YEARS_AGO = 5


def listed(names):
    """Return some names as the current language lists them: "A, B and C"."""
    language = current_language().replace("-", "_")
    return format_list(list(names), locale="en_GB" if language == "en" else language)


def fewest_with_half(counted, total):
    """Return the first of (name, number), most first, that have half of the `total` together, and their number."""
    names, held = [], 0
    for name, number in counted[:MOST_NAMED]:
        names.append(name)
        held += number
        if 2 * held >= total:
            return names, held
    return [], 0


def about_countries(counted, total):
    """Return with which countries most agreements are, and their number: (sentence, number) out of (name, number)."""
    names, held = fewest_with_half(counted, total) if total >= FEWEST else ([], 0)
    if not names:
        return "", 0
    if held == total:
        sentence = _("All our agreements are with %(countries)s")
    elif 4 * held >= 3 * total:
        sentence = _("At least three quarters of our agreements are with %(countries)s")
    elif 2 * held > total:
        sentence = _("More than half of our agreements are with %(countries)s")
    else:
        sentence = _("Half of our agreements are with %(countries)s")
    return sentence % {"countries": listed(names)}, held


def about_years(years, total, this_year, *, are_signed):
    """Return since when most agreements were signed, out of {year: number}; not where that is most of all years."""
    number, first = 0, min(years, default=this_year)
    for year in range(this_year, first, -1):
        number += years.get(year, 0)
        if number >= SINCE * total:
            break
    else:
        return ""
    if total < FEWEST or 2 * (this_year - year) > this_year - first:
        return ""
    words = {"number": written(number), "total": written(total), "year": year}
    if are_signed:
        text = ngettext(
            "%(number)s of %(total)s was signed since %(year)s",
            "%(number)s of %(total)s were signed since %(year)s",
            number,
        )
    else:
        text = ngettext(
            "%(number)s of %(total)s was signed or started since %(year)s",
            "%(number)s of %(total)s were signed or started since %(year)s",
            number,
        )
    return text % words


def about_in_force(years, this_year):
    """Return how many are in force, and how many more than some years ago, out of {year: (in force, unknown)}."""
    now, before = (years.get(year, (0, 0))[0] for year in (this_year, this_year - YEARS_AGO))
    if now < FEWEST:
        return ""
    words = {"number": written(now), "difference": written(abs(now - before))}
    if now > before:
        text = ngettext(
            "%(number)s is in force, %(difference)s more than five years ago",
            "%(number)s are in force, %(difference)s more than five years ago",
            now,
        )
    elif now < before:
        text = ngettext(
            "%(number)s is in force, %(difference)s fewer than five years ago",
            "%(number)s are in force, %(difference)s fewer than five years ago",
            now,
        )
    else:
        text = ngettext(
            "%(number)s is in force, as many as five years ago",
            "%(number)s are in force, as many as five years ago",
            now,
        )
    return text % words


def about_statuses(counts, total):
    """Return what {status: number} says: how many have no end recorded, are in force, or have ended."""
    unknown = counts.get(Status.END_NOT_RECORDED, 0)
    known = sum(counts.get(status, 0) for status in IN_FORCE)
    over = counts.get(Status.ENDED, 0) + counts.get(Status.TERMINATED, 0)
    if total < FEWEST:
        return ""
    if unknown >= UNKNOWN * total:
        number, text = (
            unknown,
            ngettext(
                "%(number)s of %(total)s does not say how long it lasts",
                "%(number)s of %(total)s do not say how long they last",
                unknown,
            ),
        )
    elif 2 * known >= total:
        number, text = (
            known,
            ngettext("%(number)s of %(total)s is in force", "%(number)s of %(total)s are in force", known),
        )
    elif 2 * over >= total:
        number, text = over, ngettext("%(number)s of %(total)s has ended", "%(number)s of %(total)s have ended", over)
    else:
        return ""
    return text % {"number": written(number), "total": written(total)}


def about_kinds(counted):
    """Return which kind of cooperation most agreements have, out of (name, number), most first."""
    numbers = [number for _name, number in counted[:2]]
    if not numbers or numbers[0] < FEWEST or numbers[0] == numbers[-1]:
        return ""
    return _("%(kind)s is agreed on most often") % {"kind": counted[0][0]}


def about_types(counted, total):
    """Return which one or two types most agreements are of, out of (name, number), most first."""
    for number_of_types in (1, 2):
        held = sum(number for _name, number in counted[:number_of_types])
        if total >= FEWEST and len(counted) > number_of_types and held >= SINCE * total:
            names = listed(name for name, _number in counted[:number_of_types])
            words = {"types": names, "number": written(held), "total": written(total)}
            return _("%(types)s: %(number)s of %(total)s") % words
    return ""
