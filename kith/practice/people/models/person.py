"""A person known to the council: a child, an adult, a carer, somebody who poses a risk; born or not yet."""

from django.db import models
from django.db.models import Q


class Person(models.Model):
    """`name` is the name to show, kept by the commands from the dated names, so that lists need no second query. Of a birth that is known by
    month or year only, `born_on` is the middle."""

    class BirthKnown(models.TextChoices):
        EXACT = "exact", "exact"
        ESTIMATED = "estimated", "estimated"
        MONTH = "month", "month and year"
        YEAR = "year", "year"
        UNKNOWN = "unknown", "not known"

    class Restriction(models.TextChoices):
        OPEN = "open", "open"
        LOCKED = "locked", "locked"
        HIDDEN = "hidden", "hidden"
        SEALED = "sealed", "sealed"

    name = models.CharField(max_length=300)
    born_on = models.DateField(null=True, blank=True)
    birth_known = models.CharField(max_length=10, choices=BirthKnown, default=BirthKnown.UNKNOWN)
    is_unborn = models.BooleanField(default=False)
    expected_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, default="U")  # M, F, U (unborn or not recorded): the statutory set
    # The highest restriction that stands on the whole record: a mark for those who may open it. Who may is access's to say.
    restriction = models.CharField(max_length=6, choices=Restriction, default=Restriction.OPEN)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(is_unborn=False) | Q(born_on__isnull=True), name="unborn_have_no_birth_date"),
            models.CheckConstraint(
                condition=Q(birth_known="unknown", born_on__isnull=True) | Q(~Q(birth_known="unknown"), born_on__isnull=False),
                name="birth_date_and_how_well_known",
            ),
            models.CheckConstraint(
                condition=Q(died_on__isnull=True) | Q(born_on__isnull=True) | Q(died_on__gte=models.F("born_on")),
                name="died_after_birth",
            ),
        ]

    def __str__(self) -> str:
        return self.name
