"""What happened, and the clocks that run from it."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from kith.foundations.clocks.moments import Moment
from kith.foundations.staff.models import Worker
from kith.practice.pathways.models.step import Step
from kith.practice.pathways.rules.times import kept


class Happening(models.Model):
    """An event that clocks count from: in a step, or (a visit at which somebody was seen) from elsewhere on the record. Its time is when it
    happened, never when it was written down; where only the day is known it says so."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey("pathways.Step", null=True, blank=True, on_delete=models.PROTECT, related_name="happenings")
    kind = models.CharField(max_length=40)  # a kind of event of foundations/clocks
    at = models.DateTimeField()
    time_known = models.BooleanField(default=False)
    because = models.TextField(blank=True, default="")
    source = models.CharField(max_length=60, blank=True, default="")  # "recording.Entry:12", where it is not of a step
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(step__isnull=False) | ~Q(source=""), name="a_happening_comes_from_somewhere"),
            models.UniqueConstraint(fields=["source", "person", "kind"], condition=~Q(source=""), name="a_source_tells_once"),
        ]
        indexes = [models.Index(fields=["person", "kind", "at"], name="happenings_of_a_person")]

    @classmethod
    def of(
        cls, step: Step | None, person_id: int, kind: str, happened: Moment, because: str = "", source: str = "", *, by: Worker, at: datetime
    ) -> "Happening":
        """One not yet kept."""
        when, time_known = kept(happened)
        return cls(
            person_id=person_id, step=step, kind=kind, at=when, time_known=time_known, because=because, source=source, recorded_at=at,
            recorded_by=by,
        )  # fmt: skip


class RunningClock(models.Model):
    """One rule running for one person: of a step, or (visits) of an episode. What was met or ended keeps the date by which it was judged."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="clocks", db_index=False)
    step = models.ForeignKey("pathways.Step", null=True, blank=True, on_delete=models.PROTECT, related_name="clocks")
    episode = models.ForeignKey("pathways.Episode", null=True, blank=True, on_delete=models.PROTECT, related_name="clocks")
    rule = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    started_time_known = models.BooleanField(default=False)
    due_at = models.DateTimeField()  # the last second
    warn_at = models.DateTimeField()
    law_at = models.DateTimeField(null=True, blank=True)  # where a council's own limit is stricter
    why = models.TextField()  # the sentence that explains it
    paused_since = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    met_time_known = models.BooleanField(default=False)
    is_late = models.BooleanField(null=True, blank=True)  # met after it was due; null while it is not met
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(step__isnull=True) ^ Q(episode__isnull=True), name="a_clock_is_of_a_step_or_an_episode"),
            models.CheckConstraint(condition=Q(met_at__isnull=True) | Q(ended_at__isnull=True), name="a_clock_is_met_or_ended"),
            models.CheckConstraint(condition=Q(met_at__isnull=True) ^ Q(is_late__isnull=False), name="a_clock_that_was_met_says_whether_late"),
            models.CheckConstraint(condition=Q(due_at__gte=F("warn_at")), name="a_clock_warns_before_it_is_due"),
            models.UniqueConstraint(fields=["step", "person", "rule"], name="a_rule_runs_once_in_a_step"),
            models.UniqueConstraint(fields=["episode", "rule", "started_at"], name="a_visit_is_owed_once"),
        ]
        indexes = [
            models.Index(fields=["person", "due_at"], name="open_clocks_of_a_person", condition=Q(met_at__isnull=True, ended_at__isnull=True)),
            models.Index(fields=["due_at"], name="open_clocks", condition=Q(met_at__isnull=True, ended_at__isnull=True)),
        ]


class CouncilClocks(models.Model):
    """A council's own targets, holidays and opening hours, as YAML; the newest row is in force."""

    text = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
