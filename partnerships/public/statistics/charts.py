"""The charts of the statistics: each with its heading, the rows of its table and file, and its picture."""

from datetime import date
from typing import Any, NamedTuple

from babel.numbers import format_percent
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.colours import light_accents
from partnerships.countries import country_in_sentence, country_name, in_alphabet, in_alphabetical_order
from partnerships.languages import current_language, written
from partnerships.models import HomeInstitution, Status
from partnerships.partial_dates import PartialDate
from partnerships.public.counted import whole_register
from partnerships.public.facets import Facets
from partnerships.public.listing.finding import Found
from partnerships.public.values_filters import UNKNOWN_TEXT

from . import sentences
from .figures import IN_FORCE, Figures
from .maps import world_map
from .pictures import along, bars_across, columns, stacked

NAMED = 3  # countries in the description of the map
MOST_BARS = 10  # beside the map, and of types; the table has the rest
KEYS = ("countries", "years", "in-force", "statuses", "kinds", "types")  # as addresses name the charts


class Row(NamedTuple):
    """One line of a chart's table: `value` is its code in files, `address` the list that it counts ("" for none)."""

    value: str
    label: str
    numbers: list[int]
    address: str = ""
    share: str = ""
    language: str = ""  # of the label, where it is not that of the page
    length: str = "0"  # of its bar, in hundredths of the longest

    @property
    def in_words(self):
        """The numbers as the language writes them."""
        return [written(number) for number in self.numbers]


class Chart(NamedTuple):
    """One chart; `heads` are the heads of its table, `columns` those of its file, `picture` None where there is none.

    `template` draws the picture on the page, `file` the one that is taken away.
    """

    key: str
    title: str
    heading: str
    note: str
    heads: list[str]
    columns: list[str]
    rows: list[Row]
    template: str
    file: str
    picture: Any
    description: str = ""
    missing: Row | None = None  # what has no column in the picture

    @property
    def page_template(self):
        """The path of its `template`."""
        return f"public/_statistics_{self.template}.html"


class Charts:
    """The charts of the agreements that an AgreementFilter asks for, on a day; the map may be of the whole world.

    `home` is the HomeInstitution: a star marks its country, and the colours of files are made from its accent.
    """

    def __init__(self, filterset: Any, today: date, home: HomeInstitution, *, is_whole_world: bool = False) -> None:
        self.figures, self.today, self.home = Figures(filterset), today, home
        self.is_whole_world = is_whole_world
        self.colours = light_accents(home.accent)
        self.facets = Facets(filterset, Found(filterset))
        self.total = self.figures.total

    def chart(self, key: str) -> Chart:
        """Return the chart of one of the KEYS."""
        return getattr(self, key.replace("-", "_"))

    def address(self, **changes):
        """Return the address of the list with one value of a filter chosen."""
        return f"{reverse('agreement_list')}?{self.facets.query(sort='', size='', **changes)}"

    def row(self, name, value, label, *numbers):
        """Return the Row of a `value` of a filter."""
        value = value or UNKNOWN_TEXT
        return Row(value, str(label), list(numbers), self.address(**{name: [value]}))

    @property
    def date_in_words(self):
        """The day of the numbers, in words."""
        return str(PartialDate.of(self.today))

    @cached_property
    def countries(self):
        """The map, most agreements first, then in the alphabet of the language, the unknown country last."""
        counted = self.figures.by_country()
        codes = in_alphabetical_order(code for code in counted if code) + [code for code in counted if not code]
        rows = [
            self.row("country", code, country_name(code) if code else _("not recorded"), *counted[code])
            for code in sorted(codes, key=lambda code: (not code, -counted[code][0]))
        ]
        picture, drawn = self.map_of(rows)
        star = _("Agreements by country; the star is in %(country)s. Choose a country to see its list.")
        explanation = (
            star % {"country": country_in_sentence(self.home.country)}
            if picture["star"]
            else _("Agreements by country. Choose a country to see its list.")
        )
        most = ", ".join(f"{row.label} ({row.in_words[0]})" for row in rows if row.value in drawn)
        return Chart(
            "countries",
            _("Agreements by country"),
            _("Where the partners are"),
            explanation,
            [_("Country"), _("Agreements"), _("Partners")],
            ["country", "name", "agreements", "partners"],
            with_lengths(rows),
            "map",
            "map",
            picture,
            _("Each country is shaded by its number of agreements. Most: %(most)s.")
            % {"most": ", ".join(most.split(", ")[:NAMED])},
        )

    def map_of(self, rows):
        """Return the map of the Rows of countries, with its words, colours and links, and the codes drawn on it."""
        names = {row.value: row.label for row in rows if row.value != UNKNOWN_TEXT}
        numbers = {row.value: row.numbers[0] for row in rows if row.value in names}
        picture = world_map(numbers, names, is_whole=self.is_whole_world, home=self.home.country)
        drawn = {country["code"] for country in picture["countries"]}
        for country in picture["countries"]:
            number = country["number"]
            words = ngettext("%(country)s: %(number)s agreement", "%(country)s: %(number)s agreements", number)
            country["title"] = words % {"country": names[country["code"]], "number": written(number)}
            country["fill"] = self.colours[f"step-{country['shade']}"]
            country["address"] = self.address(country=[country["code"]])
        outside = set(picture["outside"])
        picture["outside"] = sentences.listed(row.label for row in rows if row.value in outside)
        picture["missing"] = sentences.listed(row.label for row in rows if row.value not in drawn | outside)
        return picture, drawn

    @cached_property
    def undated(self):
        """The Row of the agreements whose year is not recorded, or None."""
        number = self.figures.by_year().get(None)
        return self.row("year", None, _("not recorded"), number) if number else None

    @cached_property
    def years(self):
        """The columns of the years of signing, up to this year, those without an agreement too."""
        known = {year: number for year, number in self.figures.by_year().items() if year is not None}
        shown = range(min(known), max(*known, self.today.year) + 1) if known else ()
        rows = [self.row("year", f"{year:04}", year, known.get(year, 0)) for year in shown]
        best = max(known, key=lambda year: (known[year], year), default=0)
        words = {"first": shown[0], "last": shown[-1], "best": best, "number": written(known[best])} if known else {}
        are_signed = self.figures.are_all_signed()
        by_signing = _("Agreements by year of signing.")
        return Chart(
            "years",
            _("Agreements by year of signing"),
            sentences.about_years(known, self.total, self.today.year, are_signed=are_signed) or _("When they began"),
            by_signing
            if are_signed
            else _("Agreements by year of signing; where the signing is not recorded, by the year of the start."),
            [_("Year"), _("Agreements")],
            ["year", "agreements"],
            [*rows, *([self.undated] if self.undated else [])],
            "columns",
            "columns",
            columns(known, self.today.year),
            words and _("Columns from %(first)s to %(last)s. The highest year is %(best)s, with %(number)s.") % words,
            self.undated,
        )

    @cached_property
    def in_force(self):
        """The columns of the agreements in force at the end of each year, and today."""
        years = self.figures.in_force(self.today)
        words = {"first": min(years, default=""), "last": max(years, default=""), "day": self.date_in_words}
        if years:
            words |= dict(zip(("known", "unknown"), map(written, years[max(years)]), strict=True))
        return Chart(
            "in-force",
            _("Agreements in force over the years"),
            sentences.about_in_force(years, self.today.year) or _("In force over the years"),
            _(
                "At the end of each year, and on %(day)s. Pale: begun, but their end is not recorded; they may have"
                " ended since."
            )
            % words,
            [_("Year"), _("In force"), _("End not recorded")],
            ["year", "in_force", "end_not_recorded"],
            [Row(str(year), str(year), list(numbers)) for year, numbers in years.items()],
            "columns",
            "columns",
            stacked(years),
            years
            and _("From %(first)s to %(last)s. Now %(known)s are in force; %(unknown)s have no end on record.") % words,
            self.undated,
        )

    @cached_property
    def statuses(self):
        """The bar of the statuses: what holds first, then what is not known, then what is over."""
        counted = self.figures.by_status()
        locale = current_language().replace("-", "_")
        rows = [
            self.row("status", status.value, status.label, number)._replace(
                share=format_percent(number / self.total, locale=locale)
            )
            for status, number in counted.items()
        ]
        return Chart(
            "statuses",
            _("Agreements by status"),
            sentences.about_statuses(counted, self.total) or _("Where they stand"),
            _("Status on %(day)s. “Resting” and “end not recorded” are counted neither as in force nor as ended.")
            % {"day": self.date_in_words},
            [_("Status"), _("Agreements")],
            ["status", "name", "agreements"],
            rows,
            "segments",
            "bars",
            along([(status.value, number) for status, number in counted.items()]),
        )

    @cached_property
    def kinds(self):
        """The bars of the kinds of cooperation; None where no agreement has one."""
        counted = self.figures.by_kind()
        rows = self.rows_of("kind", counted)
        unknown = counted.get(None, 0)
        note = _("What the agreements cover; one can cover several things. Nothing is recorded for %(number)s.")
        return Chart(
            "kinds",
            _("Agreements by kind of cooperation"),
            sentences.about_kinds(known_in(rows)) or _("What they cover"),
            note % {"number": written(unknown)},
            [_("Kind of cooperation"), _("Agreements")],
            ["kind", "name", "agreements"],
            with_lengths(rows),
            "bars",
            "bars",
            bool(known_in(rows)),
        )

    @cached_property
    def types(self):
        """The bars of the types."""
        rows = self.rows_of("type", self.figures.by_type())
        return Chart(
            "types",
            _("Agreements by type"),
            sentences.about_types(known_in(rows), self.total) or _("What they are"),
            _("Agreements by type."),
            [_("Type"), _("Agreements")],
            ["type", "name", "agreements"],
            with_lengths(rows),
            "bars",
            "bars",
            True,
        )

    def rows_of(self, name, counted):
        """Return the Rows of {entry of a vocabulary, None for none: number}.

        Most agreements come first, equal numbers in the alphabet of the language, and none last.
        """
        names = {entry: str(entry) if entry else _("not recorded") for entry in counted}
        entries = in_alphabet(counted, names.__getitem__)
        return [
            self.row(name, entry and entry.slug, names[entry], counted[entry])._replace(
                language=entry.label_language if entry else ""
            )
            for entry in sorted(entries, key=lambda entry: (entry is None, -counted[entry]))
        ]

    @property
    def in_force_now(self):
        """How many are in force today."""
        return sum(self.figures.by_status().get(status, 0) for status in IN_FORCE)

    @property
    def known_countries(self):
        """How many countries the agreements are with."""
        return sum(row.value != UNKNOWN_TEXT for row in self.countries.rows)

    @property
    def partners(self):
        """How many institutions the agreements are with."""
        return sum(row.numbers[1] for row in self.countries.rows)

    def numbers(self):
        """Return the four numbers that the page opens with, each with its noun."""
        counted = [
            (self.total, ngettext("agreement", "agreements", self.total)),
            (self.partners, ngettext("partner", "partners", self.partners)),
            (self.known_countries, ngettext("country", "countries", self.known_countries)),
            (self.in_force_now, str(Status.IN_FORCE.label)),
        ]
        return [(written(number), noun) for number, noun in counted]

    def heading(self, *, is_whole):
        """Return the largest true sentence, and how many agreements it speaks of (None: of all).

        “Our agreements” are those of the whole register: where some are chosen, they are counted.
        """
        rows = [row for row in self.countries.rows if row.value != UNKNOWN_TEXT]
        named = [(country_in_sentence(row.value), row.numbers[0]) for row in rows]
        sentence, number = sentences.about_countries(named, self.total) if is_whole else ("", 0)
        if sentence:
            return sentence, number
        return whole_register(self.total, self.partners, self.known_countries), None


def known_in(rows):
    """Return (name, number) of those rows that are of something known."""
    return [(row.label, row.numbers[0]) for row in rows if row.value != UNKNOWN_TEXT]


def with_lengths(rows):
    """Return the rows with the length of each one's bar; the longest is 100."""
    most = max((row.numbers[0] for row in rows), default=1)
    return [row._replace(length=f"{max(100 * row.numbers[0] / most, 0.5):.4g}") for row in rows]


def picture_file(chart):
    """Return the picture of a chart as its file draws it: what is bars of words on the page has its own there."""
    return bars_across([(row.label, row.numbers[0]) for row in chart.rows]) if chart.file == "bars" else chart.picture
