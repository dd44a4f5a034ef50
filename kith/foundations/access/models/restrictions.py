"""Restrictions: which records are shut, to whom not, and when somebody broke the glass."""

from django.db import models
from django.db.models import Q

from kith.foundations.access.rules import Level


class Restriction(models.Model):
    """Shuts a person's whole record, or one thing in it (`subject`, "recording.Entry:12"), to everybody who is not let in.

    With `against_worker_id` it shuts one worker out and nobody else: a conflict of interest, declared or ordered.
    """

    class Kind(models.TextChoices):
        STAFF = "staff", "worker, or a worker's relative"
        PROFILE = "profile", "high profile"
        ALLEGATION = "allegation", "allegation against a professional"
        ADOPTION = "adoption", "adoption (sealed)"
        LEGAL = "legal", "legal advice"
        REFUGE = "refuge", "refuge address"
        CONFLICT = "conflict", "conflict of interest"
        OTHER = "other", "other"

    person_id = models.BigIntegerField()
    subject = models.CharField(max_length=80, blank=True, default="")
    part_of = models.CharField(max_length=80, blank=True, default="", db_default="")  # shut and opened with this thing: an entry's documents
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Level])
    reason = models.TextField()
    contact = models.CharField(max_length=200, blank=True, default="")  # whom to ring: shown to those who are not let in
    against_worker_id = models.BigIntegerField(null=True, blank=True)
    placed_at = models.DateTimeField()
    placed_by = models.BigIntegerField()
    review_on = models.DateField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.BigIntegerField(null=True, blank=True)
    lift_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="restriction_lifted_at_and_by",
            )
        ]
        indexes = [
            models.Index(fields=["person_id"], name="open_restrictions", condition=Q(lifted_at__isnull=True)),
            models.Index(fields=["subject"], name="open_restrictions_of_things", condition=Q(lifted_at__isnull=True) & ~Q(subject="")),
        ]


class Entrant(models.Model):
    """A worker or a team that is let in, until a day (that day included)."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="entrants")
    worker_id = models.BigIntegerField(null=True, blank=True)
    team_id = models.BigIntegerField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    let_in_at = models.DateTimeField()
    let_in_by = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(worker_id__isnull=True) ^ Q(team_id__isnull=True), name="an_entrant_is_a_worker_or_a_team")
        ]


class BrokenGlass(models.Model):
    """A duty worker opened a locked record at once, with a reason. It shuts by itself, and somebody else looks at it afterwards."""

    worker_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    reason = models.TextField()
    broken_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.BigIntegerField(null=True, blank=True)
    outcome = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True) | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="glass_reviewed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=models.F("worker_id")), name="glass_reviewed_by_somebody_else"
            ),
        ]
        indexes = [models.Index(fields=["worker_id", "person_id", "ends_at"], name="glass_that_is_open")]
