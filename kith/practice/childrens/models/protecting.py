"""Conferences and child protection plans."""

from django.db import models

from kith.practice.childrens.models.beside import BesideStep, among
from kith.practice.childrens.rules.codes import CATEGORIES, PARTICIPATION


class AbuseCategory(BesideStep):
    """For which kind of harm a conference made or kept a plan. The first of a plan is its initial category, the newest its latest."""

    code = models.CharField(max_length=3, blank=True, default="")

    class Meta(BesideStep.Meta):
        constraints = [*BesideStep.Meta.constraints, among("code", CATEGORIES, "a_category_is_of_the_list")]


class Conference(BesideStep):
    """Who chaired it, whether enough agencies were there to decide, and how the child took part."""

    chair = models.CharField(max_length=200, blank=True, default="")  # in words: an independent chair need not be a worker here
    is_quorate = models.BooleanField(null=True, blank=True)
    participation = models.CharField(max_length=3, blank=True, default="")

    class Meta(BesideStep.Meta):
        constraints = [*BesideStep.Meta.constraints, among("participation", PARTICIPATION, "participation_is_of_the_list")]


class VoiceOfChild(BesideStep):
    """What a child said of the work with them. Null: it was not talked about."""

    explained_worries = models.BooleanField(null=True, blank=True)
    story_helped = models.BooleanField(null=True, blank=True)
    agrees_with_worker = models.BooleanField(null=True, blank=True)
    plan_is_safe = models.BooleanField(null=True, blank=True)
    tablet_helped = models.BooleanField(null=True, blank=True)


class OtherCouncil(BesideStep):
    """From which council, or to which, the work with a child moves."""

    name = models.CharField(max_length=200, blank=True, default="")
