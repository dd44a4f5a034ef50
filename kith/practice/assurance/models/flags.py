"""Looks that are worth a question, what was found out, and how far the ledger was read for them."""

from django.db import models
from django.db.models import F, Q

from kith.practice.assurance.rules.flags import WORDS


class Flag(models.Model):
    """One worker's looks of one day that one rule asks about, at one person or at nobody in particular."""

    rule = models.CharField(max_length=10, choices=[(rule.value, words[0]) for rule, words in WORDS.items()])
    worker = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    happened_on = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    looks = models.IntegerField(default=1)
    raised_at = models.DateTimeField()
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_off_at__isnull=True, signed_off_by__isnull=True)
                | Q(signed_off_at__isnull=False, signed_off_by__isnull=False),
                name="flag_signed_off_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(signed_off_by__isnull=True) | ~Q(signed_off_by=F("worker")), name="flag_signed_off_by_somebody_else"
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], name="flags_that_wait", condition=Q(signed_off_at__isnull=True)),
            models.Index(fields=["happened_on", "worker", "rule"], name="flags_of_a_day"),
        ]


class FlagNote(models.Model):
    """What an auditor found out. Kept as it was written; the last one comes with the sign-off."""

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)


class Watch(models.Model):
    """The last seal of the ledger that was read for flags. One row."""

    seal = models.BigIntegerField(default=0)
