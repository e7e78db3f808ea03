"""Contacts on the pages of agreements and institutions."""

from django.contrib import admin

from partnerships.models import Contact


class ContactInline(admin.TabularInline):
    model = Contact
    fields = ["side", "name", "role", "email", "telephone"]
    extra = 0


class PartnerContactInline(ContactInline):
    """Contacts of an institution, which are all on the partner's side."""

    fields = ["name", "role", "email", "telephone"]
