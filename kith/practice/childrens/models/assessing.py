"""Assessments, enquiries, family meetings."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kith.practice.childrens.models.beside import BesideStep
from kith.practice.childrens.rules.codes import FACTORS, NO_FACTORS


class ChildSeen(BesideStep):
    """Whether a child was seen in an assessment or an enquiry, and alone. Visits say so themselves, in recording."""

    seen = models.BooleanField(null=True, blank=True)
    seen_alone = models.BooleanField(null=True, blank=True)

    class Meta(BesideStep.Meta):
        constraints = [
            *BesideStep.Meta.constraints,
            models.CheckConstraint(condition=~Q(seen=False, seen_alone=True), name="nobody_is_seen_alone_unseen"),
        ]


class AssessmentFactors(BesideStep):
    """What an assessment found to bear on a child, by the census's codes; and when a manager looked at it on the way."""

    codes = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    looked_at_on = models.DateField(null=True, blank=True)

    class Meta(BesideStep.Meta):
        constraints = [
            *BesideStep.Meta.constraints,
            models.CheckConstraint(condition=Q(codes__contained_by=list(FACTORS)), name="factors_are_of_the_list"),
            models.CheckConstraint(condition=~Q(codes__contains=[NO_FACTORS]) | Q(codes__len__lte=1), name="no_factors_stands_alone"),
        ]


class FamilyMeeting(BesideStep):
    """The offer of a family group decision-making meeting, and whether the family took it up."""

    offered_on = models.DateField(null=True, blank=True)
    is_accepted = models.BooleanField(null=True, blank=True)
