"""Episodes: periods of a service's involvement with a person."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class _Days(Func):
    """The days from a start up to an end, without the day of the end: one episode may begin on the day on which another ended."""

    function = "daterange"
    output_field = DateRangeField()


class Episode(models.Model):
    """From when on a service was involved with a person, until when, and why it ended. Of one kind at most one at a time: the database holds it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="episodes")
    kind = models.CharField(max_length=40)  # an EpisodeKind's key
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True, default="")  # one of its kind's codes
    opened_by = models.ForeignKey("pathways.Step", null=True, blank=True, on_delete=models.PROTECT, related_name="opened")
    closed_by = models.ForeignKey("pathways.Step", null=True, blank=True, on_delete=models.PROTECT, related_name="closed")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    # Whether a worker or team leads for the person: of what is open, kept by the database itself (migrations/led.sql).
    is_led = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="episode_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, reason="") | (Q(ended_on__isnull=False) & ~Q(reason="")), name="an_ended_episode_says_why"
            ),
            ExclusionConstraint(
                name="one_episode_of_a_kind_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (_Days(F("started_on"), F("ended_on")), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "person"], name="open_episodes", condition=Q(ended_on__isnull=True)),
            models.Index(fields=["started_on", "id"], name="episodes_that_nobody_leads", condition=Q(ended_on__isnull=True, is_led=False)),
        ]
