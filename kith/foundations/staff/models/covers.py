"""Who stands in for a worker who is away."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from kith.foundations.staff.models.workers import DaysTogether, Worker


class Cover(models.Model):
    """A colleague stands in for a worker from a day to a day, both included. It gives no role: who covers acts with their own."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="covers")
    covered_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="covers_for")  # a colleague's name, not who did it
    starts_on = models.DateField()
    ends_on = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)  # before its last day: the worker is back, or somebody else covers
    ended_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cover_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(covered_by=F("worker")), name="nobody_covers_for_themselves"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="cover_ended_at_and_by",
            ),
            ExclusionConstraint(
                name="one_cover_at_a_time",
                expressions=[("worker", RangeOperators.EQUAL), (DaysTogether("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
                condition=Q(ended_at__isnull=True),
            ),
        ]
