"""Typed facts beside the steps of children's services: a row a step and person."""

from typing import Any

from kith.practice.childrens.models.assessing import AssessmentFactors, ChildSeen, FamilyMeeting
from kith.practice.childrens.models.beside import BesideStep
from kith.practice.childrens.models.front_door import LeadOrganisation, PrimaryNeed, Source
from kith.practice.childrens.models.protecting import AbuseCategory, Conference, OtherCouncil, VoiceOfChild
from kith.practice.childrens.models.safety import Allegation, Exploitation, Missing, PrivateFostering, ReturnInterview
from kith.practice.childrens.rules.facts import TABLES

# Every table of facts, by the name that rules/facts gives it.
BESIDE: dict[str, Any] = {table: model for table, model in globals().items() if table in TABLES}

__all__ = [
    "BESIDE",
    "AbuseCategory",
    "Allegation",
    "AssessmentFactors",
    "BesideStep",
    "ChildSeen",
    "Conference",
    "Exploitation",
    "FamilyMeeting",
    "LeadOrganisation",
    "Missing",
    "OtherCouncil",
    "PrimaryNeed",
    "PrivateFostering",
    "ReturnInterview",
    "Source",
    "VoiceOfChild",
]
