"""Warnings while somebody types an institution or an agreement, and after it is saved; they refuse nothing."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.importing.sentences import SENTENCES as SENTENCES_OF_IMPORTS
from partnerships.models import Agreement, Institution
from partnerships.similarity.doubts import Doubt, doubts_of_agreement, doubts_of_institution

from .action_pages import page_of
from .forms import DATE_COLUMNS, AgreementForm, InstitutionForm
from .import_suggestions import label_of
from .taken_ends import offer_of_end

SENTENCES = {
    "institution-alike": gettext_lazy("An institution like this one is registered: %(record)s."),
    "same-host": gettext_lazy("The website is on the web address of another institution: %(record)s."),
    "agreement-again": gettext_lazy("The same agreement seems to be registered: %(record)s."),
    "second-in-force": gettext_lazy(
        "Another agreement of this type is in force: %(record)s. If this one replaces it, say so under “supersedes”."
    ),
    "end-before-signing": SENTENCES_OF_IMPORTS["end-before-signing"],
}


class Kind(NamedTuple):
    """A kind of record: its model, its form, what is doubtful about one, and the fields that this depends on."""

    model: Any
    form: Any
    doubts_of: Callable[[Any], list[Doubt]]
    fields: frozenset[str]


KINDS = {
    "institution": Kind(
        Institution, InstitutionForm, doubts_of_institution, frozenset({"name", "country", "website", "parent"})
    ),
    "agreement": Kind(
        Agreement,
        AgreementForm,
        doubts_of_agreement,
        frozenset(
            {
                "institution",
                "agreement_type",
                "title",
                *DATE_COLUMNS,
                "validity",
                "terminated_on",
                "rests_from",
                "supersedes",
            }
        ),
    ),
}


def in_words(doubt: Doubt) -> str:
    """Return the sentence of a Doubt as HTML, with a link to the record that it is about."""
    link = format_html('<a href="{}" target="_blank">{}</a>', *page_of_record(doubt.record)) if doubt.record else ""
    sentence = str(SENTENCES[doubt.code]).replace("{", "{{").replace("}", "}}")
    names = ["record", *doubt.values]
    return format_html(sentence % {name: f"{{{name}}}" for name in names}, record=link, **doubt.values)


def page_of_record(record):
    """Return the address of the page of an institution or an agreement, and how a sentence calls it."""
    address, _label = page_of(record)
    return address, label_of(record) if isinstance(record, Institution) else agreement_label(record)


def agreement_label(agreement: Agreement) -> str:
    """Return an agreement as one of its institution: its number, its title or type, and its date."""
    parts = [_("No %s") % agreement.register_number, agreement.title or str(agreement.agreement_type or "")]
    return ", ".join(filter(None, [*parts, agreement.dated_in_words]))


@require_http_methods(["GET", "POST"])
def doubts_view(request: HttpRequest, kind: str) -> HttpResponse:
    """Return as a piece of HTML what is doubtful about the values of a form, posted as they stand, saved or not.

    The query names the `record` that is changed. Values that the form cannot read count as not typed yet.
    """
    model, form_class, doubts_of, _fields = KINDS[kind]
    is_change = "record" in request.GET
    if not request.user.has_perm(f"partnerships.{'change' if is_change else 'add'}_{kind}"):
        raise PermissionDenied
    values = request.POST or request.GET
    form = form_class(values, instance=record_of(model, request.GET.get("record", "")) if is_change else None)
    form.is_valid()
    context: dict[str, Any] = {"doubts": list(map(in_words, doubts_of(form.instance)))}
    if kind == "agreement":
        context["offer"] = offer_of_end(form.instance)
    return render(request, "admin/partnerships/_doubts.html", context)


def record_of(model, text):
    """Return the record with the primary key that a `text` gives, or raise Http404."""
    record = model.objects.filter(pk=text[:18]).first() if text.isascii() and text.isdigit() else None
    if record is None:
        raise Http404
    return record


class DoubtingAdmin:
    """A mixin for a ModelAdmin whose form warns while somebody types, and by messages once the record is saved."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may = self.has_change_permission(request, obj) if change else add
        if may:
            address = reverse(f"admin:partnerships_doubts_{self.opts.model_name}")
            context["doubts_address"] = f"{address}?record={obj.pk}" if change else address
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        """Save what belongs to the record, then say what is doubtful about what was changed in it."""
        super().save_related(request, form, formsets, change)
        kind = KINDS[self.opts.model_name]
        if kind.fields.intersection(form.changed_data):
            for doubt in kind.doubts_of(form.instance):
                messages.warning(request, in_words(doubt))
