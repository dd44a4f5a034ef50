"""What is known of workers: where they live, and who on record they are."""

from django.db import models
from django.db.models import Q


class WorkerHome(models.Model):
    """Where a worker lives, told by them or by an administrator. `key` as places have it. A new address ends the one before."""

    worker = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    lines = models.CharField(max_length=300)
    postcode = models.CharField(max_length=8)
    key = models.CharField(max_length=320)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker"], condition=Q(ended_at__isnull=True), name="one_home_of_a_worker")]


class WorkerOnRecord(models.Model):
    """An auditor knows that a worker is this person on record."""

    worker = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    told_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "person"], condition=Q(ended_at__isnull=True), name="a_worker_on_record_once"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="worker_on_record_ended_at_and_by",
            ),
        ]
