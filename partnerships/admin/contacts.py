"""Contacts on the pages of agreements and institutions."""

from django.contrib import admin

from partnerships.models import Contact

from .versioned_forms import VersionedRow, VersionedRows


class ContactInline(admin.StackedInline):
    model = Contact
    form = VersionedRow
    formset = VersionedRows
    fields = ["side", "name", "role", "email", "telephone", "version"]
    extra = 0
    template = "admin/partnerships/_papers.html"
    line_template = "admin/partnerships/_contact_line.html"
    is_beside = True


class PartnerContactInline(ContactInline):
    """Contacts of an institution, which are all on the partner's side."""

    fields = ["name", "role", "email", "telephone", "version"]
