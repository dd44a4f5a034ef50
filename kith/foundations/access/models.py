"""Who holds which role, from when to when."""

from django.db import models
from django.db.models import F, Q

from kith.foundations.access.rules import Role


class RoleHeld(models.Model):
    """A worker's dated role. `worker_id` is a plain id: staff stands above this room."""

    worker_id = models.BigIntegerField(db_index=True)
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_it_starts"),
            models.UniqueConstraint(fields=["worker_id", "role"], condition=Q(ends_on__isnull=True), name="one_open_holding_of_a_role"),
        ]
