"""Warning markers: a danger to the person or to whoever visits, with a reason, a review date and whether the person was told."""

from django.db import models

from kith.practice.people.models.dated import Dated

# A danger to others, told on the records of those around.
DANGERS_TO_OTHERS = ("violence", "visit_in_pairs", "poses_risk", "domestic_abuse", "weapons")


class Alert(Dated):
    """One warning. It is current until `ends_on`; overdue for review it still warns, and says so."""

    class Kind(models.TextChoices):
        VIOLENCE = "violence", "violence towards workers"
        VISIT_IN_PAIRS = "visit_in_pairs", "visit in pairs"
        POSES_RISK = "poses_risk", "poses a risk to children"
        DOMESTIC_ABUSE = "domestic_abuse", "domestic abuse towards others"
        ABUSED = "abused", "at risk of domestic abuse"
        WEAPONS = "weapons", "weapons"
        DOG = "dog", "dangerous dog"
        SELF_HARM = "self_harm", "self-harm or suicide"
        EXPLOITATION = "exploitation", "at risk of exploitation"
        MEDICAL = "medical", "medical alert"
        OTHER = "other", "other"

    class Told(models.TextChoices):
        YES = "yes", "told"
        NO = "no", "not told"
        NOT_SAFE = "not_safe", "not told, because it is not safe"

    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.TextField()
    review_on = models.DateField()
    told = models.CharField(max_length=8, choices=Told, default=Told.NO)
    is_risk_to_workers = models.BooleanField(default=False)
