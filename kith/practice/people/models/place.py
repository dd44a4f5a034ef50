"""Places where people live, and who lived where from when to when. A household is read from this, never typed again."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from kith.practice.people.models.dated import NEVER_STRUCK, Dated, DateRange


class Place(models.Model):
    """A dwelling or other address, shared by everybody known there. `key` is the normalised address: the same place is one row."""

    lines = models.CharField(max_length=300)  # comma-separated, without the postcode
    postcode = models.CharField(max_length=8, blank=True, default="")
    uprn = models.CharField(max_length=12, blank=True, default="")
    key = models.CharField(max_length=320, unique=True)
    is_communal = models.BooleanField(default=False)  # a hostel, hospital, prison: living there makes no household

    class Meta:
        indexes = [models.Index(fields=["postcode"], name="place_by_postcode"), models.Index(fields=["uprn"], name="place_by_uprn")]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.lines, self.postcode) if part)


class Residence(Dated):
    """A person's dated address. Two main homes at once cannot both be true; shared care has two homes and says so."""

    class Kind(models.TextChoices):
        MAIN = "main", "main home"
        SHARED_CARE = "shared_care", "home in shared care"
        TEMPORARY = "temporary", "staying temporarily"
        PLACEMENT = "placement", "placement"
        CORRESPONDENCE = "correspondence", "correspondence only"
        OTHER = "other", "other address"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="residences")
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.MAIN)
    is_confidential = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            ExclusionConstraint(
                name="one_main_home_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
                condition=Q(kind="main") & NEVER_STRUCK,
            ),
        ]


class KeptFrom(models.Model):
    """Somebody for whom it is not safe to know a confidential address: it stands on none of their records, letters, genograms or exports."""

    residence = models.ForeignKey(Residence, on_delete=models.PROTECT, related_name="kept_from")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(null=True)  # empty in what was kept before it was written down when
    kept_by = models.ForeignKey("staff.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["residence", "person"], condition=Q(ended_at__isnull=True), name="kept_from_somebody_once"),
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True, kept_by__isnull=True) | Q(kept_at__isnull=False, kept_by__isnull=False),
                name="kept_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="no_longer_kept_at_and_by",
            ),
        ]
