"""What every dated fact about a person carries: from when to when it was so, who wrote it down, when, and where it came from."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q

from kith.practice.people.rules.half_known import in_words


class DateRange(Func):
    """PostgreSQL's daterange, for constraints that forbid two periods at once. An unknown start or end is open."""

    function = "daterange"
    output_field = DateRangeField()


HOW_KNOWN = [("day", "the day"), ("month", "month and year"), ("year", "the year")]
NEVER_STRUCK = Q(struck_at__isnull=True)


class Dated(models.Model):
    """`ends_on` is the first day on which it was no longer so; empty means that it still is. `starts_on` empty: not known since when.

    Where only a month or year is known, the date is its middle and `starts_known`, `ends_known` say so. What was never true is struck out:
    it stays with the reason for whoever looks at history, and counts nowhere; what was open is ended on that day too.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="%(class)ss")
    starts_on = models.DateField(null=True, blank=True)
    starts_known = models.CharField(max_length=5, choices=HOW_KNOWN, default="day", db_default="day")
    ends_on = models.DateField(null=True, blank=True)
    ends_known = models.CharField(max_length=5, choices=HOW_KNOWN, default="day", db_default="day")
    source = models.CharField(max_length=120, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    # The person this row was first written about, once a merge has moved it: so that the merge can be undone.
    first_person_id = models.BigIntegerField(null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    struck_why = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="%(class)s_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True)
                | Q(struck_at__isnull=False, struck_by__isnull=False, ends_on__isnull=False),
                name="%(class)s_struck_at_and_by",
            ),
        ]

    @property
    def since(self) -> str:
        """From when, as far as it is known, in words."""
        return in_words(self.starts_on, self.starts_known)

    @property
    def until(self) -> str:
        """Until when, as far as it is known, in words."""
        return in_words(self.ends_on, self.ends_known)
