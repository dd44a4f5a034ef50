"""What is known of a person that has one value at a time (or several: disability, language), dated: the old value stays."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from kith.practice.people.models.dated import NEVER_STRUCK, Dated, DateRange

SEVERAL_AT_ONCE = ("disability", "language", "nationality", "communication_need")


class Fact(Dated):
    """`code` is from the code set of the kind (definitions/code_sets.yaml) or empty; `text` says what the code does not."""

    class Kind(models.TextChoices):
        BIRTH = "birth", "date of birth"
        SEX = "sex", "sex"
        GENDER = "gender", "gender"
        ETHNICITY = "ethnicity", "ethnicity"
        DISABILITY = "disability", "disability"
        LANGUAGE = "language", "language"
        INTERPRETER = "interpreter", "interpreter"
        COMMUNICATION_NEED = "communication_need", "communication need"
        RELIGION = "religion", "religion"
        NATIONALITY = "nationality", "nationality"
        IMMIGRATION_STATUS = "immigration_status", "immigration status"

    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=20, blank=True, default="")
    text = models.CharField(max_length=300, blank=True, default="")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            ExclusionConstraint(
                name="one_value_of_a_fact_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=~Q(kind__in=SEVERAL_AT_ONCE) & NEVER_STRUCK,
            ),
        ]
