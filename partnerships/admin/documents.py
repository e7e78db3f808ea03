"""Documents on the pages of agreements: which files are accepted, and how they are stored."""

import hashlib
from pathlib import PurePath

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, UnidentifiedImageError

from partnerships.file_types import BY_PART, OLE, PDF, type_of
from partnerships.letters import only_printable
from partnerships.models import Document, DocumentKind
from partnerships.uploads import ENDINGS

from .forms import PartialDateField
from .versioned_forms import VersionedRow, VersionedRows

PROGRAMS = {PDF, OLE, *BY_PART.values()}
PICTURES = {"PNG", "JPEG", "MPO", "GIF", "WEBP", "TIFF"}


def is_known_document(file):
    """Return whether the content of an uploaded file is a PDF, a picture, or a file of an office program."""
    found = type_of(file)
    return found is not None and (found in PROGRAMS or is_picture(file))


def is_picture(file):
    """Return whether an uploaded file is a picture as a whole, not only at its start."""
    try:
        with Image.open(file) as image:
            image.verify()
            return image.format in PICTURES
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    finally:
        file.seek(0)


class DocumentField(forms.FileField):
    """A form field for a document; it refuses with a sentence what is too large, or no document."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "max_length": 300, **kwargs})

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file and file is not initial:
            check_document(file)
        return file


def check_document(file):
    """Raise ValidationError with a sentence for an uploaded file that is too large, or no document."""
    if file.size > settings.DOCUMENT_MAX_BYTES:
        raise forms.ValidationError(
            _("The file has %(size).1f MB; at most %(limit)s MB can be kept."),
            params={"size": file.size / 2**20, "limit": settings.DOCUMENT_MAX_BYTES // 2**20},
        )
    if not is_known_document(file):
        raise forms.ValidationError(_("Choose a PDF, a picture, or a file of an office program."))


def printable(name):
    """Return a `name` without what no file name may contain, such as line breaks and turns of the direction."""
    return " ".join(only_printable(name, " ").split())


def checksum_of(file):
    """Return the SHA-256 of an uploaded file."""
    digest = hashlib.sha256()
    for part in file.chunks():
        digest.update(part)
    return digest.hexdigest()


def keep_document(file, agreement, **fields):
    """Store a checked upload with an `agreement`; return the Document, with `fields` as its other columns."""
    return Document.objects.create(
        agreement=agreement,
        file=file,
        name=printable(file.name)[:300],
        sha256=checksum_of(file),
        size=file.size,
        **fields,
    )


class DocumentForm(VersionedRow):
    """A form for a document, which stores its checksum."""

    dated = PartialDateField(label=gettext_lazy("Day of the document"))

    class Meta:
        model = Document
        fields = ["file", "name", "kind", "is_public"]
        widgets = {"file": forms.FileInput}  # the address of a file in the storage leads nowhere

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("dated", self.instance.dated)
        if "kind" in self.fields:
            self.fields["kind"].required = False  # what is not said stays as it is

    def clean_file(self):
        """Refuse with a sentence what is too large, or no document."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_document(file)
        return file

    def clean_name(self):
        return printable(self.cleaned_data["name"])

    def clean_kind(self):
        """Return the kind that the document has where none was chosen."""
        return self.cleaned_data["kind"] or self.instance.kind

    def _post_clean(self):
        if "dated" in self.cleaned_data:
            self.instance.dated = self.cleaned_data["dated"]
        super()._post_clean()

    def _get_validation_exclusions(self):
        """Return the excluded columns without those of the day, so that its constraint is checked."""
        return super()._get_validation_exclusions() - {"dated_on", "dated_precision"}

    def save(self, commit=True):
        if "file" in self.changed_data:
            file = self.cleaned_data["file"]
            self.instance.sha256, self.instance.size = checksum_of(file), file.size
            if not self.instance.name or self.is_named_after_former_file():
                self.instance.name = printable(file.name)[:300]
        return super().save(commit)

    def is_named_after_former_file(self):
        """Return whether the name is left from the file that is replaced, and not a title that a person wrote."""
        return "name" not in self.changed_data and PurePath(self.instance.name).suffix.lower() in ENDINGS


class DocumentFormSet(VersionedRows):
    """The documents of an agreement, of which none goes without a reason."""

    def get_form_kwargs(self, index):
        """Propose that the first document is the signed agreement."""
        kwargs = super().get_form_kwargs(index)
        return kwargs if self.initial_form_count() else kwargs | {"initial": {"kind": DocumentKind.SIGNED}}

    def clean(self):
        """Refuse to replace or remove a document where the reason of the change is empty."""
        super().clean()
        is_taken = any(self._should_delete_form(form) or "file" in form.changed_data for form in self.initial_forms)
        if is_taken and not self.data.get("change_reason", "").strip():
            raise forms.ValidationError(
                _("Write under “Reason for this change” why a document is replaced or removed; the history keeps it.")
            )


class DocumentInline(admin.StackedInline):
    model = Document
    form = DocumentForm
    formset = DocumentFormSet
    fields = ["file", "name", "kind", "dated", "is_public", "version"]
    extra = 0
    view_on_site = False
    template = "admin/partnerships/_papers.html"
    line_template = "admin/partnerships/_document_line.html"
    is_beside = True

    @admin.display(description=gettext_lazy("day of the document"))
    def dated(self, document):
        return document.dated or "–"
