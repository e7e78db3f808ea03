"""What the office's vocabularies have in common: a name, and often a sentence, in each language of the interface."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.folding import fold
from partnerships.languages import current_language

LANGUAGES = ("az", "en", "ru", "tr")
LONGEST_NAME = 300
NAMES = [f"name_{language}" for language in LANGUAGES]
SENTENCES = [f"sentence_{language}" for language in LANGUAGES]


class Label(str):
    """The name of an entry; `language` is the one that it stands in where that is not the reader's, else ""."""

    language = ""


class Named(models.Model):
    """A record named in the languages of visitors, else by the office's name."""

    name_az = models.CharField(_("name in Azerbaijani"), max_length=LONGEST_NAME, blank=True)
    name_en = models.CharField(_("name in English"), max_length=LONGEST_NAME, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=LONGEST_NAME, blank=True)
    name_tr = models.CharField(_("name in Turkish"), max_length=LONGEST_NAME, blank=True)

    class Meta:
        abstract = True

    name: Any

    def __str__(self):
        return self.label

    @property
    def label(self) -> Label:
        """The name in the language of the reader; the office's name where there is none."""
        label = Label(self.in_language("name") or self.name)
        label.language = self.label_language
        return label

    @property
    def label_language(self) -> str:
        """The language of the `label` where it is not the reader's, for `lang`; else ""."""
        is_other = not self.in_language("name") and current_language() != settings.LANGUAGE_CODE
        return settings.LANGUAGE_CODE if is_other else ""

    @property
    def folded_names(self) -> str:
        """All its names and other wordings in all languages, folded, in one text for the search."""
        texts = [self.name, *(getattr(self, column) for column in NAMES), *self.wordings]
        return " ".join(dict.fromkeys(filter(None, map(fold, texts))))

    @property
    def wordings(self) -> list[str]:
        """The other wordings that it is known by."""
        raise NotImplementedError

    def in_language(self, what: str) -> str:
        """Return the "name" or the "sentence" in the language of the reader, or ""."""
        language = current_language()
        return getattr(self, f"{what}_{language}") if language in LANGUAGES else ""


class Translated(Named):
    """An entry of a vocabulary, named and explained in the languages of visitors."""

    sentence_az = models.CharField(_("explained in Azerbaijani"), max_length=300, blank=True)
    sentence_en = models.CharField(_("explained in English"), max_length=300, blank=True)
    sentence_ru = models.CharField(_("explained in Russian"), max_length=300, blank=True)
    sentence_tr = models.CharField(_("explained in Turkish"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def sentence(self) -> str:
        """What it means, for visitors, in the language of the reader; "" where nobody wrote that."""
        return self.in_language("sentence")
