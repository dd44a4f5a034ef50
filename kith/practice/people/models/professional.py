"""School, GP, health visitor and other professionals around a person."""

from django.db import models

from kith.practice.people.models.dated import Dated


class Professional(Dated):
    """A professional or organisation that knows the person, and how to reach them."""

    class Role(models.TextChoices):
        SCHOOL = "school", "school or nursery"
        GP = "gp", "GP"
        HEALTH_VISITOR = "health_visitor", "health visitor"
        MIDWIFE = "midwife", "midwife"
        POLICE = "police", "police"
        PROBATION = "probation", "probation"
        HOUSING = "housing", "housing"
        MENTAL_HEALTH = "mental_health", "mental health service"
        SUBSTANCE = "substance", "drug and alcohol service"
        SOLICITOR = "solicitor", "solicitor"
        OTHER = "other", "other"

    role = models.CharField(max_length=20, choices=Role)
    organisation = models.CharField(max_length=200, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    phone = models.CharField(max_length=60, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
