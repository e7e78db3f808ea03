"""The tables of the public list.

They hold nothing of their own: `partnerships.public.listing` fills them from the records, and brings them up to date
before a page is shown. Triggers in the database note what has changed (`partnerships.public.listing.triggers`).
"""

from django.db import models

from .agreements import Agreement

NO_TYPE = 0
NO_YEAR = 0
DIMENSIONS = ("country", "type", "status", "year", "kind")  # what the list is filtered and counted by


class ListedAgreement(models.Model):
    """A public agreement with what the public list filters, counts, sorts and searches by."""

    # No foreign key in the database and no cascade: a row stays until its change is taken from the notes.
    agreement = models.OneToOneField(
        Agreement, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="listed"
    )
    country = models.CharField(max_length=2, blank=True)  # "" where it is not known
    type = models.BigIntegerField()  # the agreement type's key, NO_TYPE where there is none
    kind = models.CharField(max_length=1000, blank=True)  # all its kinds of cooperation, as `partnerships.kinds` does
    year = models.SmallIntegerField()  # of `dated_on`, NO_YEAR where it is not known
    status = models.CharField(max_length=24)  # on the day that the listing was made for
    number = models.PositiveIntegerField()  # the register number
    dated_on = models.DateField(null=True)  # the signing, or the start where that is not known
    institution_key = models.CharField(max_length=200)
    title_key = models.CharField(max_length=200)
    search_text = models.TextField()  # the folded names, city, title and reference

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["number", "agreement"], name="listed_by_number"),
            models.Index(fields=["institution_key", "number", "agreement"], name="listed_by_institution"),
            models.Index(fields=["country", "number", "agreement"], name="listed_by_country"),
            models.Index(fields=["type", "number", "agreement"], name="listed_by_type"),
            models.Index(fields=["year", "number", "agreement"], name="listed_by_year"),
            models.Index(fields=["status", "number", "agreement"], name="listed_by_status"),
            models.Index(fields=["country", "institution_key", "number", "agreement"], name="listed_in_countries"),
            models.Index(fields=["type", "title_key", "number", "agreement"], name="listed_in_types"),
            models.Index(fields=["year", "dated_on", "number", "agreement"], name="listed_in_years"),
            # In the order in which they are grouped for counting, so that PostgreSQL neither sorts nor hashes.
            models.Index(fields=["country", "type", "year", "kind", "status"], name="listed_cells"),
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.institution_key}"


class RegisterChange(models.Model):
    """The note of a change that the listing does not show yet; triggers write it, and nothing ever updates it.

    It names the agreement that changed, or the institution whose agreements did, or neither where pages alone did.
    """

    agreement_pk = models.BigIntegerField(null=True)
    institution_pk = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.agreement_pk} {self.institution_pk}"


class ListingState(models.Model):
    """The version of the register that the listing shows, and its basis: the day, settings and code it is made for.

    There is one row at most. Where it has no basis the listing is rebuilt from the records.
    """

    version = models.CharField(max_length=32)
    basis = models.CharField(max_length=40, serialize=False)  # what `loaddata` brings is not believed
    changed_at = models.DateTimeField(null=True)  # the last change of what the public may see, as far as is known

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.version} {self.basis}"
