"""Who has business with whom: granted by the rooms above (an allocation, a partner's families), or given as a reason."""

from django.db import models
from django.db.models import F, Q


class Grant(models.Model):
    """A worker, or a team, has business with a person. `source` is "room.Model:id" of what it comes from, and ends with."""

    worker_id = models.BigIntegerField(null=True, blank=True)
    team_id = models.BigIntegerField(null=True, blank=True)
    person_id = models.BigIntegerField()
    source = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(worker_id__isnull=True) ^ Q(team_id__isnull=True), name="a_grant_is_to_a_worker_or_a_team"),
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="grant_ends_after_it_starts"),
        ]
        indexes = [
            models.Index(fields=["person_id"], name="open_grants_of_a_person", condition=Q(ends_on__isnull=True)),
            models.Index(fields=["person_id", "ends_on"], name="ended_grants_of_a_person", condition=Q(ends_on__isnull=False)),
            models.Index(fields=["source"], name="grants_by_source"),
        ]


class GivenReason(models.Model):
    """Why a worker opened a record with which she had no business: one click, good for a working day."""

    worker_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    given_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["worker_id", "person_id", "-given_at"], name="reasons_given")]
