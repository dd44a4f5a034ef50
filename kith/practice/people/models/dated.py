"""What every dated fact about a person carries: from when to when it was so, who wrote it down, when, and where it came from."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q


class DateRange(Func):
    """PostgreSQL's daterange, for constraints that forbid two periods at once. An unknown start or end is open."""

    function = "daterange"
    output_field = DateRangeField()


class Dated(models.Model):
    """`ends_on` is the first day on which it was no longer so; empty means that it still is. `starts_on` empty: not known since when."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="%(class)ss")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=120, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    # The person this row was first written about, once a merge has moved it: so that the merge can be undone.
    first_person_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="%(class)s_ends_after_it_starts",
            )
        ]
