"""Drafts: what a worker has typed and not yet finished, kept on every pause, valid or not."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Draft(models.Model):
    """`fields` is what the form holds, as typed. `revision` goes up with each save: a window that knows an older one meets a conflict page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    worker = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=20)  # an EntryKind, or what a higher room drafts
    person_ids = ArrayField(models.BigIntegerField(), default=list)
    fields = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    corrects_entry_id = models.BigIntegerField(null=True, blank=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    put_away_at = models.DateTimeField(null=True, blank=True)  # put away by the worker: hidden, not deleted

    has_files: bool  # read with a worker's own draft: whether files are attached to it

    class Meta:
        indexes = [
            models.Index(
                fields=["worker", "-saved_at"],
                name="open_drafts_of_a_worker",
                condition=models.Q(finished_at__isnull=True, put_away_at__isnull=True),
            )
        ]
