"""The box of a form for a logo."""

from pathlib import PurePath

from django import forms
from django.core.files.base import ContentFile

from partnerships.letters import only_printable
from partnerships.pictures import NoLogo, logo_from


class LogoField(forms.FileField):
    """A form field for a logo, which takes what an import takes and gives the picture as it is kept."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"max_length": None})  # it is stored under another name than it comes with

    def to_python(self, data):
        """Return the logo as a file, named after the one that was sent; None where there is none."""
        sent = super().to_python(data)
        if sent is None:
            return None
        try:
            logo = logo_from(sent, sent.size)
        except NoLogo as error:
            raise forms.ValidationError(error.sentence) from error
        name = PurePath(only_printable(sent.name, "")).stem[:100]
        return ContentFile(logo.content, f"{name or 'logo'}.{logo.ending}")
