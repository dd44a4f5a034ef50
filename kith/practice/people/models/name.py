"""Names, dated. A person has as many as life gave them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from kith.practice.people.models.dated import NEVER_STRUCK, Dated, DateRange


class Name(Dated):
    """One name that a person has or had."""

    class Kind(models.TextChoices):
        LEGAL = "legal", "legal name"
        KNOWN_AS = "known_as", "known as"
        FORMER = "former", "former name"
        ALIAS = "alias", "alias"
        MAIDEN = "maiden", "maiden name"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.LEGAL)
    forenames = models.CharField(max_length=150, blank=True, default="")
    surname = models.CharField(max_length=150, blank=True, default="")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(forenames="", surname=""), name="a_name_says_something"),
            ExclusionConstraint(
                name="one_legal_name_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
                condition=Q(kind="legal") & NEVER_STRUCK,
            ),
        ]

    @property
    def full(self) -> str:
        return f"{self.forenames} {self.surname}".strip()
