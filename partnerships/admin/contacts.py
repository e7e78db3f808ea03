"""Contacts on the pages of agreements and institutions."""

from django.contrib import admin

from partnerships.models import Contact


class ContactInline(admin.TabularInline):
    model = Contact
    fields = ["name", "role", "email", "telephone"]
    extra = 0
