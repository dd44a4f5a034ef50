"""What was answered: the shared part, and a part for each person."""

import uuid

from django.db import models
from django.db.models import Q


class Response(models.Model):
    """A filled-in form. While it is open, `fields` holds what was typed, valid or not; `revision` goes up with each save.

    Finished, this row is the shared part (each person's stands in their own), open to who may see everybody in it, until its author
    releases it to who may see any. `owner` is what it belongs to, such as pathways.Step:12; empty when it stands by itself.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)  # its address
    version = models.ForeignKey("forms.FormVersion", on_delete=models.PROTECT, related_name="responses")
    owner = models.CharField(max_length=60, blank=True, default="", db_index=True)
    prior = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="following")
    fields = models.JSONField(default=dict)
    aside = models.JSONField(default=dict)  # what a second window held, until both are compared
    answers = models.JSONField(default=dict)
    how = models.JSONField(default=dict)  # of answers bound to facts: given, confirmed, changed, left
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    put_away_at = models.DateTimeField(null=True, blank=True)
    put_away_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, finished_by__isnull=True) | Q(finished_at__isnull=False, finished_by__isnull=False),
                name="response_finished_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(put_away_at__isnull=True, put_away_by__isnull=True) | Q(put_away_at__isnull=False, put_away_by__isnull=False),
                name="response_put_away_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True) | Q(released_at__isnull=False, released_by__isnull=False),
                name="response_released_at_and_by",
            ),
        ]
        indexes = [
            models.Index(
                fields=["started_by", "-saved_at"],
                name="open_responses_of_a_worker",
                condition=Q(finished_at__isnull=True, put_away_at__isnull=True),
            )
        ]


class ResponsePart(models.Model):
    """One person's part of a response. `fields` holds what was typed of them once it is finished, so that it can be reopened.

    Under which version, from where and when it was finished stands here too: for who may see this person, and not the shared part.
    """

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="parts")
    response_uuid = models.UUIDField(db_index=True)
    version = models.ForeignKey("forms.FormVersion", on_delete=models.PROTECT, related_name="+", db_index=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="form_parts")
    answers = models.JSONField(default=dict)
    how = models.JSONField(default=dict)
    fields = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "person"], name="one_part_of_a_response_a_person")]
        indexes = [models.Index(fields=["person", "response"], name="form_part_by_person")]


class EarlierAnswers(models.Model):
    """What a response said before it was reopened, whole, and who reopened it, when and why. `parts`: by person."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="earlier")
    version = models.ForeignKey("forms.FormVersion", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    parts = models.JSONField(default=dict)
    finished_at = models.DateTimeField()
    finished_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    reopened_at = models.DateTimeField()
    reopened_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField()
