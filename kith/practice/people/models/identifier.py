"""Numbers by which other bodies know a person. Not unique here: an error would tell that somebody hidden exists."""

from django.db import models

from kith.practice.people.models.dated import Dated


class Identifier(Dated):
    """`value` is the normalised form (no spaces, capitals). A wrong check digit is kept only in AsReceived."""

    class Scheme(models.TextChoices):
        NHS_NUMBER = "nhs_number", "NHS number"
        UPN = "upn", "unique pupil number (UPN)"
        ULN = "uln", "unique learner number (ULN)"
        LEGACY = "legacy_id", "number in an earlier system"
        NATIONAL_INSURANCE = "ni_number", "National Insurance number"
        HOME_OFFICE = "home_office", "Home Office reference"
        COURT = "court", "court case number"
        POLICE = "police", "police reference"
        OTHER = "other", "other number"

    SHARED = (Scheme.COURT, Scheme.POLICE, Scheme.OTHER)  # which two people may rightly share: a court case number covers siblings

    scheme = models.CharField(max_length=12, choices=Scheme)
    value = models.CharField(max_length=60)
    issued_by = models.CharField(max_length=120, blank=True, default="")
    is_verified = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["scheme", "value"], name="identifier_by_value")]


class IdentifierClash(models.Model):
    """The same number stands on two records. Told to the records' guardian only, and settled by them."""

    scheme = models.CharField(max_length=12, choices=Identifier.Scheme)
    value = models.CharField(max_length=60)
    first = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value", "first", "second"], name="a_clash_is_told_once"),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False),
                name="clash_settled_at_and_by",
            ),
        ]
