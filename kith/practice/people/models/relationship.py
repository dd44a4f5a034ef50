"""Who is what to whom. One row is read from both sides; the inverse comes from the table of kinds in rules."""

from django.db import models
from django.db.models import F, Q

from kith.practice.people.models.dated import Dated


class Relationship(Dated):
    """`person` is the `kind` of `other` ("mother", "sibling" ...). `has_pr`: person holds parental responsibility for other (CA 1989 s3)."""

    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="relationships_to")
    kind = models.CharField(max_length=30)
    has_pr = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(person=F("other")), name="nobody_is_related_to_themselves"),
        ]
