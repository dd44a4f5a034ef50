"""The story: one row per person per thing that happened, without narrative. Story, chronology and "what changed" read this one table."""

from django.db import models


class StoryLine(models.Model):
    """When, what, where it came from, how significant. The words stay in their source and are read from there by who may see them."""

    class Significance(models.IntegerChoices):
        ROUTINE = 0, "routine"
        NOTABLE = 1, "notable"
        SIGNIFICANT = 2, "significant"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="story")
    happened_at = models.DateTimeField()
    what = models.CharField(max_length=30)  # visit, call ..., document, change:address, alert, birth ...
    source = models.CharField(max_length=40)  # recording.Entry, recording.Document, people.Residence ...
    source_id = models.BigIntegerField()
    words = models.CharField(max_length=200, blank=True, default="", db_default="")  # what a room above calls it; narrative stays there
    significance = models.SmallIntegerField(choices=Significance, default=Significance.ROUTINE)
    access_class = models.SmallIntegerField(default=0)  # -1: no longer about this person
    is_struck = models.BooleanField(default=False, db_default=False)  # what it came from is struck out
    recorded_at = models.DateTimeField()
    worker_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "source", "source_id", "what"], name="told_once")]
        indexes = [models.Index(fields=["person", "-happened_at", "-id"], name="story_newest_first")]


class SignificantEvent(models.Model):
    """A line of the chronology: chosen from the story by a click, or written by hand, with what it meant for the person."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="significant_events")
    happened_on = models.DateField()
    what_happened = models.TextField()
    impact = models.TextField(blank=True, default="")
    story_line = models.ForeignKey(StoryLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    withdrawn_reason = models.TextField(blank=True, default="")
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["person", "happened_on"], name="chronology_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="event_withdrawn_at_and_by",
            )
        ]


class LastLook(models.Model):
    """When a worker last looked at a person's story, and the time before that: what "since I last looked" counts from."""

    worker = models.ForeignKey("staff.Worker", on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    looked_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "person"], name="one_last_look")]
