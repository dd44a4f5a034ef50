"""Sign-off: one round of asking a second person."""

from django.db import models
from django.db.models import F, Q


class SignOff(models.Model):
    """A step was sent to somebody; they authorise it or send it back with reasons. Nobody decides on their own work. What it said when it was
    sent back, its form keeps."""

    step = models.ForeignKey("pathways.Step", on_delete=models.PROTECT, related_name="sign_offs")
    to = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_authorised = models.BooleanField(null=True, blank=True)
    reasons = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, is_authorised__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_authorised__isnull=False),
                name="sign_off_decided_at_and_by",
            ),
            models.CheckConstraint(condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("sent_by")), name="nobody_signs_off_their_own"),
            models.CheckConstraint(condition=~Q(is_authorised=False) | ~Q(reasons=""), name="sent_back_with_reasons"),
            models.UniqueConstraint(fields=["step"], condition=Q(decided_at__isnull=True), name="one_sign_off_at_a_time"),
        ]
        indexes = [models.Index(fields=["to", "sent_at"], name="waiting_for_sign_off", condition=Q(decided_at__isnull=True))]
