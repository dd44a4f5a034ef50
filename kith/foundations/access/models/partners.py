"""Partners of the council: an account with a purpose, for some families, some parts of their records, some time."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Partnership(models.Model):
    """What somebody of another agency may see, why, and from when to when. Their families are grants with this as source."""

    class Agency(models.TextChoices):
        HEALTH = "health", "health"
        POLICE = "police", "police"
        SCHOOL = "school", "school or nursery"
        OTHER = "other", "another agency"

    worker_id = models.BigIntegerField(db_index=True)
    agency = models.CharField(max_length=6, choices=Agency)
    organisation = models.CharField(max_length=120)
    purpose = models.TextField()
    parts = ArrayField(models.CharField(max_length=10))
    starts_on = models.DateField()
    ends_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.BigIntegerField(null=True, blank=True)
    end_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="partnership_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="partnership_ended_at_and_by",
            ),
        ]
