"""Resolving: which institution, which type and which unit a row names, or that it adds one."""

from partnerships.folding import fold
from partnerships.importing.cells.parsing import check, info, same_website, shown
from partnerships.importing.fields import Column, completions
from partnerships.importing.remarks import CountryCode
from partnerships.models import AgreementTypeName, InstitutionName, UnitName

from .choices import name_key
from .matching import LONGEST_TYPE, type_key

COMPLETIONS = completions("institution")


class Resolver:
    """The finder of the institutions, types and units of a plan in a Register, with a person's Choices."""

    def __init__(self, plan, choices, register):
        self.plan, self.choices, self.register = plan, choices, register

    def resolve(self, row):
        """Find or add the institution and the type of a row."""
        name, country = row.record.institution, row.record.country
        row.institution = self.register.find_institution(name, country) or self.said_to_be(name, country)
        if row.institution is None:
            self.add_institution(row)
        elif not country and row.institution.country and row.institution.pk:
            found = {"name": row.institution, "country": CountryCode(row.institution.country)}
            row.remarks.append(check(Column.COUNTRY, "country-from-register", **found))
        self.complete(row, row.record)
        self.compare_website(row)
        self.use_one_spelling(row)
        self.find_type(row)

    def complete(self, row, record):
        """Fill empty columns of the institution of a row from a `record`."""
        if record.country and self.register.may_move(row.institution, record.country):
            self.set_institution(row, "country", record.country)
        for completion in COMPLETIONS:
            given = getattr(record, completion.value)
            if given and not getattr(row.institution, completion.name):
                self.set_institution(row, completion.name, given)

    def said_to_be(self, name, country):
        """Return the registered institution that a person chose for a name, or None; its names get that one."""
        institution = self.register.institution_of(self.choices.same.get(name_key(name, country)))
        if institution and fold(name) not in self.register.aliases:
            listed = country if country != institution.country else ""
            self.register.add_alias(fold(name), institution, listed)
            self.plan.new_names.append(InstitutionName(institution=institution, name=name, listed_country=listed))
        return institution

    def add_institution(self, row):
        """Add the institution of a row to the plan."""
        row.institution = self.register.new_institution(row.record.institution, row.record.country)
        self.plan.new_institutions.append(row.institution)
        namesakes = self.register.namesakes[fold(row.record.institution)]
        if len(namesakes) > 2 and not row.record.country:
            row.remarks.append(check(Column.COUNTRY, "country-of-namesake", name=row.institution))

    def set_institution(self, row, name, value):
        """Set an empty column, `name`, of the institution of a row."""
        if not row.institution.pk:
            setattr(row.institution, name, value)
            if name == "country":
                self.register.move_to_country(row.institution, value)
            return
        row.change(f"institution.{name}", "", value)
        changed = row.assign("institution", row.institution, **{name: value})
        self.plan.changed_institutions.setdefault(row.institution, set()).update(changed)
        if name == "country":
            self.register.move_to_country(row.institution, value)

    def compare_website(self, row):
        """Add a remark, and an offer, where the web address of a row differs from its institution's."""
        kept, given = row.institution.website, row.record.website
        if given and kept and kept != given and not same_website(kept, given):
            row.remarks.append(check(Column.WEBSITE, "website-differs", kept=shown(kept), given=shown(given)))
            if row.institution.pk:
                row.offers["website"] = (kept, given)

    def use_one_spelling(self, row):
        """Replace the title of a row by the spelling that is in use: MoU for MOU and Mou."""
        title = row.record.title
        spelling = self.register.titles.setdefault(fold(title), title) if fold(title) else title
        if spelling != title:
            row.remarks.append(info(Column.TITLE, "title-spelling", given=shown(title), kept=shown(spelling)))
            row.record = row.record._replace(title=spelling)

    def chosen_type(self, title):
        """Return the registered type that a person chose for a wording, or None; the wording is known from then on."""
        chosen = self.register.types_by_pk.get(self.choices.types.get(type_key(title)))
        if chosen:
            self.register.types[type_key(title)] = chosen
            self.plan.new_wordings.append(AgreementTypeName(agreement_type=chosen, name=title[:LONGEST_TYPE]))
        return chosen

    def find_type(self, row):
        """Find the type of a row, or add one to the plan, with a remark."""
        title = row.record.type or row.record.title
        if not fold(title):
            return
        row.agreement_type = self.register.find_type(title) or self.chosen_type(title)
        if row.agreement_type is None:
            row.agreement_type = self.register.new_type(title)
            self.plan.new_types.append(row.agreement_type)
            row.remarks.append(info(Column.TITLE, "new-type", cell=shown(title)))

    def chosen_unit(self, name):
        """Return the registered unit that a person chose for a `name`, or None; the name is known from then on."""
        chosen = self.register.units_by_pk.get(self.choices.units.get(fold(name)))
        if chosen:
            self.register.units[fold(name)] = chosen
            self.plan.new_unit_names.append(UnitName(unit=chosen, name=name))
        return chosen

    def find_unit(self, row, name):
        """Find the unit of that `name` for the agreement of a row, or add one to the plan, with a remark."""
        key = fold(name)
        if not key or (row.agreement and row.agreement.unit_id):
            return
        row.unit = self.register.units.get(key) or self.chosen_unit(name)
        if row.unit is None:
            row.unit = self.register.new_unit(name)
            self.plan.new_units.append(row.unit)
            row.remarks.append(info(Column.UNIT, "new-unit", cell=shown(name)))
