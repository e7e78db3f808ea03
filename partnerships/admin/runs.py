"""What was imported: runs and source rows, to be looked at, not changed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partnerships.models import ImportRun, SourceRow


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records that nobody adds, changes or deletes by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "imported_at", "user", "in_words"]
    list_select_related = ["user"]
    fields = ["file_name", "sha256", "imported_at", "user", "in_words", "read_as"]

    @admin.display(description=_("rows by outcome"))
    def in_words(self, run):
        return ", ".join(f"{count} {outcome}" for outcome, count in run.counts.items() if count)


@admin.register(SourceRow)
class SourceRowAdmin(ReadOnlyAdmin):
    list_display = ["row", "sheet", "file", "outcome", "institution", "agreement", "said"]
    list_display_links = ["row"]
    list_filter = ["outcome", "run"]
    list_select_related = ["run", "agreement__institution", "agreement__agreement_type"]
    list_per_page = 50
    fields = ["run", "sheet", "row", "outcome", "agreement", "cells", "values", "said"]

    @admin.display(description=_("file"))
    def file(self, row):
        return row.run.file_name

    @admin.display(description=_("institution"))
    def institution(self, row):
        return row.values.get("institution") or "-"

    @admin.display(description=_("remarks"))
    def said(self, row):
        return " ".join(remark["message"] for remark in row.remarks)
