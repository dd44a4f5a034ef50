"""What every fact beside a step has."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q


def among(column: str, codes: Any, name: str) -> models.CheckConstraint:
    """A column holds one of these codes, or is empty."""
    return models.CheckConstraint(condition=Q(**{f"{column}__in": ["", *codes]}), name=name)


class BesideStep(models.Model):
    """Of one person in one step. Siblings in a step each have their own row, also of what was asked once for all of them: each record
    stands by itself. What the engine holds (dates, outcome, sign-off, worker, team) is not here."""

    step = models.ForeignKey("pathways.Step", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["step", "person"], name="%(class)s_once_a_step_and_person")
        ]
