"""Missing children, exploitation, private fostering, and adults who work with children."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kith.practice.childrens.models.beside import BesideStep, among
from kith.practice.childrens.rules.codes import EXPLOITATION, LEVELS, MISSING, MISSING_FROM, THRESHOLDS


class Missing(BesideStep):
    """A time for which a child was missing or away; from when to when, its step says."""

    kind = models.CharField(max_length=1, blank=True, default="")
    from_where = models.CharField(max_length=9, blank=True, default="")
    is_reported = models.BooleanField(null=True, blank=True)  # to the police
    reference = models.CharField(max_length=60, blank=True, default="")

    class Meta(BesideStep.Meta):
        constraints = [
            *BesideStep.Meta.constraints,
            among("kind", MISSING, "missing_or_away"),
            among("from_where", MISSING_FROM, "missing_from_somewhere"),
        ]


class ReturnInterview(BesideStep):
    """Whether a child took up the offer of a return interview, and when it was. That and when it was offered, its step says."""

    is_accepted = models.BooleanField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)

    class Meta(BesideStep.Meta):
        constraints = [
            *BesideStep.Meta.constraints,
            models.CheckConstraint(condition=~Q(is_accepted=False, held_on__isnull=False), name="no_interview_that_was_declined"),
        ]


class Exploitation(BesideStep):
    """Of which kinds, and how much at risk."""

    kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    level = models.CharField(max_length=11, blank=True, default="")

    class Meta(BesideStep.Meta):
        constraints = [
            *BesideStep.Meta.constraints,
            models.CheckConstraint(condition=Q(kinds__contained_by=list(EXPLOITATION)), name="exploitation_is_of_the_list"),
            among("level", LEVELS, "a_level_is_of_the_list"),
        ]


class PrivateFostering(BesideStep):
    """An arrangement that a family made with somebody who is not a close relative."""

    carer = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    began_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    is_suitable = models.BooleanField(null=True, blank=True)


class Allegation(BesideStep):
    """An allegation against an adult who works with children: the person is the adult. For the designated officer."""

    work = models.CharField(max_length=200, blank=True, default="")
    employer = models.CharField(max_length=200, blank=True, default="")
    thresholds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    is_barring_told = models.BooleanField(null=True, blank=True)
    is_regulator_told = models.BooleanField(null=True, blank=True)

    class Meta(BesideStep.Meta):
        constraints = [
            *BesideStep.Meta.constraints,
            models.CheckConstraint(condition=Q(thresholds__contained_by=list(THRESHOLDS)), name="a_threshold_is_of_the_list"),
        ]
