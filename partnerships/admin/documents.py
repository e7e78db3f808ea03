"""Documents on the pages of agreements: which files are accepted, and how they are stored."""

import hashlib
import zipfile

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from partnerships.models import Document

OFFICE_PARTS = {"word/document.xml", "xl/workbook.xml", "ppt/presentation.xml", "content.xml"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = {"PNG", "JPEG", "GIF", "WEBP", "TIFF"}


def is_known_document(file):
    """Return whether the content of an uploaded file is a PDF, a picture, or a file of an office program."""
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    if start.startswith((b"%PDF-", OLE)):
        return True
    if start.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(file) as package:
                return bool(OFFICE_PARTS & set(package.namelist()))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):  # names in no encoding, a version to come
            return False
        finally:
            file.seek(0)
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


def checksum_of(file):
    """Return the SHA-256 of an uploaded file."""
    digest = hashlib.sha256()
    for part in file.chunks():
        digest.update(part)
    return digest.hexdigest()


def keep_document(file, agreement, **fields):
    """Store a checked upload with an `agreement`; return the Document, with `fields` as its other columns."""
    return Document.objects.create(
        agreement=agreement, file=file, name=file.name[:300], sha256=checksum_of(file), size=file.size, **fields
    )


class DocumentForm(forms.ModelForm):
    """A form for a document, which stores its checksum."""

    class Meta:
        model = Document
        fields = ["file", "name", "is_public"]

    def clean_file(self):
        """Refuse with a sentence what is too large, or no document."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_document(file)
        return file

    def clean_name(self):
        """Remove what no file name may contain, such as line breaks, from the name of the download."""
        name = self.cleaned_data["name"]
        return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())

    def save(self, commit=True):
        if "file" in self.changed_data:
            file = self.cleaned_data["file"]
            self.instance.sha256, self.instance.size = checksum_of(file), file.size
            self.instance.name = self.instance.name or file.name[:300]
        return super().save(commit)


class DocumentInline(admin.StackedInline):
    model = Document
    form = DocumentForm
    fields = ["file", "name", "is_public"]
    extra = 0
    view_on_site = False
    template = "admin/partnerships/_papers.html"
    line_template = "admin/partnerships/_document_line.html"
    is_beside = True
