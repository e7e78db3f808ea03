"""The form of the import page: a file, or a table that is pasted."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class UploadForm(forms.Form):
    """One file, not over the limit, or a table pasted into a box."""

    file = forms.FileField(
        label=gettext_lazy("List of agreements"),
        help_text=gettext_lazy(
            "A spreadsheet (.xlsx, .xls, .ods), text (.csv, .tsv, .txt), a table of a web page, of a .docx or of a PDF."
        ),
        allow_empty_file=True,
        required=False,
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste the table"),
        help_text=gettext_lazy("Copy the cells with their header from a spreadsheet, a document or a web page."),
        widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
        required=False,
        strip=False,
    )

    class Media:
        js = ["partnerships/import.js"]

    def clean_file(self):
        """Refuse a file over the limit with a sentence."""
        file = self.cleaned_data["file"]
        if file and file.size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                _("The file has %(size).1f MB; at most %(limit)s MB can be imported. Split it and try again."),
                params={"size": file.size / 2**20, "limit": settings.IMPORT_MAX_BYTES // 2**20},
            )
        return file

    def clean(self):
        """Refuse a form with neither a file nor a table."""
        if not self.errors and self.cleaned_data["file"] is None and not self.cleaned_data["pasted"].strip():
            self.add_error("file", _("Choose a file, or paste a table into the box."))

    def source(self):
        """Return the name of what was uploaded or pasted, its bytes, and the name of its field."""
        file = self.cleaned_data["file"]
        if file is not None:
            return file.name, file.read(), "file"
        return _("pasted table"), self.cleaned_data["pasted"].encode(), "pasted"
