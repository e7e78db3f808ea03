"""Filters for agreements that ask for attention: what they lack, the worklist, remarks of imports."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.models import Agreement, Document, SourceRow, Validity
from partnerships.models.agreement_queries import end_can_be_told
from partnerships.renewals.worklist import SECTIONS, section_of

from .values import ValuesFilter


class MissingFilter(ValuesFilter):
    """A filter for agreements of which something is not recorded."""

    title = _("missing")
    parameter_name = "missing"
    parameters = ("missing",)
    panel = "missing"

    def get_options(self):
        return {
            "end": _("end"),
            "review": _("next review"),
            "told": _("end, though its term tells it"),
            "signed": _("signing"),
            "date": _("signing and start"),
            "scan": _("scan"),
            "website": _("website"),
            "responsible": _("responsible"),
            "unit": _("unit"),
        }

    def condition(self, value):
        return {
            "end": Q(validity=Validity.NOT_RECORDED),
            "review": Agreement.objects.all().needs_review(),
            "told": end_can_be_told(),
            "signed": Q(signed_on__isnull=True),
            "date": Q(signed_on__isnull=True, starts_on__isnull=True),
            "scan": ~Q(pk__in=Document.objects.order_by().values("agreement")),
            "website": Q(institution__website=""),
            "responsible": Q(responsible__isnull=True),
            "unit": Q(unit__isnull=True),
        }[value]


class WorkFilter(ValuesFilter):
    """A filter for what needs a look: the sections of the worklist, remarks of imports, dates that contradict."""

    title = _("needs a look")
    parameter_name = "work"
    parameters = ("work",)

    def get_options(self):
        return {section.key: section.title for section in SECTIONS} | {
            "look": _("Remarks of the import"),
            "dates": _("End before the signing or the start"),
        }

    def condition(self, value):
        if value == "look":
            return Q(
                pk__in=SourceRow.objects.to_look_at().filter(agreement__isnull=False).order_by().values("agreement")
            )
        if value == "dates":
            return Q(ends_on__lt=F("signed_on")) | Q(ends_on__lt=F("starts_on"))
        return Q(pk__in=section_of(value).order_by().values("pk"))
