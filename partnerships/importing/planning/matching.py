"""Matching: which registered record a name, a wording or a row of a list means."""

from collections import defaultdict
from operator import attrgetter

from django.db import models
from django.db.models import F

from partnerships.bulk_insert import made
from partnerships.folding import fold
from partnerships.importing.cells.records import Record
from partnerships.models import (
    Agreement,
    AgreementType,
    AgreementTypeName,
    ImportRun,
    Institution,
    InstitutionName,
    Outcome,
    SourceRow,
    Unit,
)
from partnerships.models.fields import first_free, slug_of
from partnerships.models.vocabularies import NAMES

from .kinds import Kinds
from .staff import Staff

LONGEST_TYPE = AgreementType._meta.get_field("name").max_length


class Register:
    """The register in dictionaries, loaded once, to which a plan adds the records that it would add."""

    def __init__(self):
        self.load_institutions()
        self.load_types()
        self.load_agreements()
        self.load_rows()
        self.last_values = self.load_last_values()
        self.headers = {}
        self.staff, self.kinds = Staff(), Kinds()
        self.units = Unit.objects.by_key()
        self.units_by_pk = {unit.pk: unit for unit in self.units.values()}

    def load_institutions(self):
        """Load the institutions, by primary key, by name and country, and by their other names."""
        self.institutions, self.listed, self.aliases, self.namesakes = {}, {}, {}, defaultdict(list)
        self.by_institution_pk = {institution.pk: institution for institution in Institution.objects.all()}
        for institution in self.by_institution_pk.values():
            self.add_institution(institution)
        names = InstitutionName.objects.values_list("folded_name", "institution", "listed_country")
        for key, pk, country in names:
            self.add_alias(key, self.by_institution_pk[pk], country)
        self.slugs = {institution.slug for institution in self.by_institution_pk.values()}

    def load_types(self):
        """Load the agreement types, by primary key and by each of their names."""
        self.types_by_pk = {agreement_type.pk: agreement_type for agreement_type in AgreementType.objects.all()}
        types = self.types_by_pk.values()
        names = AgreementTypeName.objects.values_list("folded_name", "agreement_type")
        self.types = {key: self.types_by_pk[pk] for key, pk in names} | {one.folded_name: one for one in types}
        for agreement_type in types:
            for column in NAMES:
                self.types.setdefault(fold(getattr(agreement_type, column)), agreement_type)
        self.types.pop("", None)
        self.type_slugs = {agreement_type.slug for agreement_type in types}

    def load_agreements(self):
        """Load the agreements, by primary key, and by institution and wording."""
        self.agreements, self.by_pk, self.titles, self.worded = defaultdict(list), {}, {}, None
        for agreement in Agreement.objects.order_by("pk"):
            agreement.institution = self.by_institution_pk[agreement.institution_id]
            kind = self.types_by_pk.get(agreement.agreement_type_id)
            key = agreement.folded_title or (kind.folded_name if kind else "")
            self.agreements[id(agreement.institution), key].append(agreement)
            self.titles.setdefault(agreement.folded_title, agreement.title)
            self.by_pk[agreement.pk] = agreement

    def load_rows(self):
        """Load what became of the rows of earlier imports: registered, looked at, or dismissed; by their cells."""
        known = valid_rows().values_list("cells_key", "agreement", "run")
        self.known_rows = {key: (agreement, run) for key, agreement, run in known}
        looked_at = valid_rows().filter(looked_at__isnull=False).values_list("cells_key", "remarks")
        self.looked_at = {key: {remark["code"] for remark in remarks} for key, remarks in looked_at}
        dismissed = SourceRow.objects.exclude(dismissed_because="")
        dismissed = dismissed.exclude(outcome=Outcome.SKIPPED, run__undone_at__isnull=False)
        self.dismissed = dict(dismissed.values_list("cells_key", "dismissed_because"))

    def load_last_values(self):
        """Return what the last imports said of agreements changed since: {key: {ISO end: (primary key, values)}}.

        An agreement counts as changed, too, where its institution was.
        """
        agreements, institutions = changed_ever(Agreement), changed_ever(Institution)
        pks = [pk for pk, one in self.by_pk.items() if pk in agreements or one.institution_id in institutions]
        found, last = defaultdict(dict), {}
        for start in range(0, len(pks), 1000):
            rows = valid_rows().filter(agreement__in=pks[start : start + 1000])
            last.update(rows.values_list("agreement", "values"))
        for pk, values in last.items():
            for country in {values["country"] or "", ""}:
                dated = values["signed"] or values.get("starts")  # which imports did not always tell
                key = fold(values["institution"] or ""), country, fold(values["title"] or ""), dated
                found[key][values["ends"]] = pk, values
        return found

    def find_by_last_values(self, record):
        """Return the agreement, changed since, whose last import had the values of a `record`: (primary key, values).

        (None, None) where there is none. Where only one agreement fits otherwise, its end may differ.
        """
        if not self.last_values:
            return None, None
        dated, ends = (date.isoformat() if date else None for date in (record.signed or record.starts, record.ends))
        key = fold(record.institution), record.country, fold(record.title), dated
        ended = self.last_values.get(key, {})
        only = next(iter(ended.values())) if len(ended) == 1 else (None, None)
        return ended.get(ends, only)

    def headers_of(self, run):
        """Return how an earlier `run` read the columns of its file: {(sheet, header): Column}."""
        if run not in self.headers:
            sheets = ImportRun.objects.values_list("read_as", flat=True).get(pk=run).get("sheets", [])
            self.headers[run] = {
                (sheet["name"], header): column for sheet in sheets for header, column in sheet["columns"].items()
            }
        return self.headers[run]

    def add_institution(self, institution):
        """Index an institution, saved or not, under its name and country."""
        key = fold(institution.name)
        self.institutions[key, institution.country] = institution
        self.namesakes[key].append(institution)

    def add_alias(self, key, institution, country):
        """Index an institution under another folded name, `key`, and the `country` that lists give beside it."""
        self.aliases[key] = institution
        self.listed[key, country or institution.country] = institution

    def others_of(self, institution):
        """Return the registered agreements of an institution that have a wording, in their order."""
        if self.worded is None:
            self.worded = defaultdict(list)
            for (of, key), agreements in self.agreements.items():
                self.worded[of] += agreements if key else []
        return sorted(self.worded[id(institution)], key=attrgetter("pk"))

    def institution_of(self, pk):
        """Return the registered institution with that primary key, or None."""
        return self.by_institution_pk.get(pk)

    def find_institution(self, name, country):
        """Return the institution that a `name` in a `country` (an alpha-2 code or "") means, or None.

        Equal after folding, or a known alias, and in no other country than the one that a person knows beside it. Where
        one of the two countries is not known, the name decides if only one institution bears it.
        """
        key = fold(name)
        if exact := self.institutions.get((key, country)) or self.listed.get((key, country)):
            return exact
        alias = self.aliases.get(key)
        if alias and (not country or alias.country in ("", country)):
            return alias
        if country:
            return self.institutions.get((key, ""))
        return self.namesakes[key][0] if len(self.namesakes[key]) == 1 else None

    def new_institution(self, name, country):
        """Return an institution that is not saved yet, with a slug of its own."""
        slug = first_free(slug_of(name), self.slugs)
        self.slugs.add(slug)
        institution = made(Institution, name=name, country=country, slug=slug)
        self.add_institution(institution)
        return institution

    def may_move(self, institution, country):
        """Return whether an institution has no country, and none of its name is registered in that `country`."""
        return not institution.country and (fold(institution.name), country) not in self.institutions

    def move_to_country(self, institution, country):
        """Set the `country` of an institution whose country was not known."""
        key = fold(institution.name)
        self.institutions.pop((key, ""), None)
        institution.country = country
        self.institutions[key, country] = institution

    def find_type(self, title):
        """Return the type that a wording falls under by a name or an alias, or None."""
        return self.types.get(type_key(title))

    def new_type(self, title):
        """Return a type, not saved yet, for a wording that no name or alias equals."""
        slug = first_free(slug_of(title), self.type_slugs)
        self.type_slugs.add(slug)
        new = self.types[type_key(title)] = AgreementType(name=title[:LONGEST_TYPE], slug=slug)
        return new

    def new_unit(self, name):
        """Return a unit, not saved yet, for a name that no unit has."""
        new = self.units[fold(name)] = Unit(name=name)
        return new


def valid_rows():
    """Return the source rows of registered agreements in the order of their import, without undone refinements."""
    rows = SourceRow.objects.filter(agreement__isnull=False).order_by("pk")
    return rows.exclude(outcome=Outcome.CHANGED, run__undone_at__isnull=False)


def changed_ever(model):
    """Return the primary keys of the records of a `model` that were changed after they were added."""
    return set(model.history.filter(history_type="~").values_list("id", flat=True))


def wording_key(record: Record) -> str:
    """Return the key of a Record's wording: of its title, else of its type."""
    return fold(record.title or record.type)


def type_key(title: str) -> str:
    """Return the key of the type that a wording becomes, which is cut to the length of a type's name."""
    return fold(title[:LONGEST_TYPE])


def in_source_order(queryset: models.QuerySet[Agreement]) -> models.QuerySet[Agreement]:
    """Return a queryset of agreements by their number in the source list, those without one last."""
    return queryset.order_by(F("number").asc(nulls_last=True), "pk")
