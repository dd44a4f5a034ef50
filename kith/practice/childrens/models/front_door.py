"""Contacts, referrals, family help."""

from django.db import models

from kith.practice.childrens.models.beside import BesideStep, among
from kith.practice.childrens.rules.codes import NEEDS, SOURCES


class Source(BesideStep):
    """Who told us, by the census's code: of a contact, and of the referral that it became."""

    code = models.CharField(max_length=3, blank=True, default="")

    class Meta(BesideStep.Meta):
        constraints = [*BesideStep.Meta.constraints, among("code", SOURCES, "a_source_is_of_the_list")]


class PrimaryNeed(BesideStep):
    """A child's main need, as the step found it. The newest of an episode is the one that counts."""

    code = models.CharField(max_length=2, blank=True, default="")

    class Meta(BesideStep.Meta):
        constraints = [*BesideStep.Meta.constraints, among("code", NEEDS, "a_need_is_of_the_list")]


class LeadOrganisation(BesideStep):
    """Which organisation leads the family help."""

    name = models.CharField(max_length=200, blank=True, default="")
