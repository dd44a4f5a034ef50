"""The ability matrix, changes to it, and who holds which role from when to when."""

from django.db import models
from django.db.models import F, Q

from kith.foundations.access.rules import Ability, Area, Whom


class RoleAbility(models.Model):
    """One cell of the ability matrix: this role may do this, in this service area, about these people. Changed by two people together."""

    role = models.CharField(max_length=30)
    ability = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Ability])
    area = models.CharField(max_length=25, choices=[(one.value, one.value) for one in Area], default=Area.ANY)
    whom = models.CharField(max_length=40, choices=[(one.value, one.value) for one in Whom], default=Whom.ANYONE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "ability", "area", "whom"], name="one_cell_of_the_matrix")]


class MatrixChange(models.Model):
    """A change of the matrix that one administrator proposes and another decides on. Kept: it says why a role may do something."""

    role = models.CharField(max_length=30)
    ability = models.CharField(max_length=12)
    area = models.CharField(max_length=25, default=Area.ANY)
    whom = models.CharField(max_length=40, default=Whom.ANYONE)
    adds = models.BooleanField()  # adds the cell, or takes it away
    reason = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    is_agreed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, is_agreed__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_agreed__isnull=False),
                name="matrix_change_decided_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="matrix_change_decided_by_a_second_person"
            ),
        ]


class RoleHeld(models.Model):
    """A worker's dated role. `worker_id` is a plain id: staff stands above this room."""

    worker_id = models.BigIntegerField(db_index=True)
    role = models.CharField(max_length=30)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    given_by = models.BigIntegerField(null=True, blank=True)  # a worker's id; nobody where the council was loaded

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_it_starts"),
            models.UniqueConstraint(fields=["worker_id", "role"], condition=Q(ends_on__isnull=True), name="one_open_holding_of_a_role"),
        ]
