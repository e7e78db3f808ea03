"""The tables of the public list, laid out so that a large register answers as fast as a small one.

These tables hold nothing of their own: `partnerships.public.listing` fills them from the records, and brings them up
to date before a page is shown. Triggers in the database say what has changed (`partnerships.public.listing.triggers`).
"""

from django.db import models

from .agreements import Agreement

NO_NUMBER = 2**31 - 1  # of an agreement without a number, so that it comes last
NO_TYPE = 0
NO_YEAR = 0
ANY_TEXT = "*"
WORDS_TABLE = "partnerships_listedwords"  # on SQLite alone: an index of the listing's texts by three letters
ANY_NUMBER = -1


class ListedAgreement(models.Model):
    """A public agreement with what the public list filters, counts, sorts and searches by."""

    # No foreign key in the database and no cascade: a row stays until it has been taken out of the tallies too.
    agreement = models.OneToOneField(
        Agreement, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="listed"
    )
    country = models.CharField(max_length=2, blank=True)  # "" where it is not known
    type = models.BigIntegerField()  # the agreement type's key, NO_TYPE where there is none
    year = models.SmallIntegerField()  # of `dated_on`, NO_YEAR where it is not known
    status = models.CharField(max_length=24)  # on the day that the listing was made for
    number = models.PositiveIntegerField()
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
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.institution_key}"


class Tally(models.Model):
    """How many public agreements there are of one country, type, year and status, or of any (`ANY_…`) of them."""

    country = models.CharField(max_length=2)
    type = models.BigIntegerField()
    year = models.SmallIntegerField()
    status = models.CharField(max_length=24)
    count = models.IntegerField()

    class Meta:
        default_permissions = ()
        # Each column comes last once: to count its values, the three others are given.
        constraints = [
            models.UniqueConstraint(fields=["country", "type", "year", "status"], name="tally_cell"),
        ]
        indexes = [
            models.Index(fields=["type", "year", "status", "country"], name="tally_of_countries"),
            models.Index(fields=["year", "status", "country", "type"], name="tally_of_types"),
            models.Index(fields=["status", "country", "type", "year"], name="tally_of_years"),
        ]

    def __str__(self):
        return f"{self.country} {self.type} {self.year} {self.status}: {self.count}"


class Milestone(models.Model):
    """The start of a stretch of the whole list in one of its orders, and the number of agreements in the stretch.

    The first stretch of an order begins before any agreement.
    """

    sort = models.CharField(max_length=12)
    text = models.CharField(max_length=200)  # the institution's key where the list is in that order, else ""
    number = models.PositiveIntegerField()
    agreement_pk = models.BigIntegerField()
    count = models.IntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["sort", "text", "number", "agreement_pk"], name="milestone_in_order")]

    def __str__(self):
        return f"{self.sort} {self.text} {self.number} {self.agreement_pk}: {self.count}"


class RegisterVersion(models.Model):
    """The version of the register: another text after every committed change that visitors may see.

    There is one row at most, and only triggers write it.
    """

    version = models.CharField(max_length=32)
    changed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.version


class RegisterChange(models.Model):
    """An agreement that changed since the listing was last brought up to date; written by triggers."""

    agreement_pk = models.BigIntegerField()
    is_taken = models.BooleanField(default=False, db_default=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.agreement_pk)


class ListingState(models.Model):
    """The version of the register that the listing was made from, and its basis: the day, and the setting, made for.

    Where there is no basis the listing is rebuilt from the records.
    """

    version = models.CharField(max_length=32)
    basis = models.CharField(max_length=40, serialize=False)  # SQLite's index of words is in no file of `dumpdata`

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.version} {self.basis}"
