"""A record that was made by mistake: of somebody who has one already, or of nobody."""

from django.db import models
from django.db.models import F, Q


class Mistake(models.Model):
    """`person` is the record made by mistake, `the_same` the right one of the same person; none, where there is no such person. Nothing moves:
    what was written stays where it was written, and an undone mistake is a record like any other again."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    the_same = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    undone_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(undone_at__isnull=True), name="a_record_is_a_mistake_once"),
            models.CheckConstraint(condition=~Q(person=F("the_same")), name="a_mistake_is_another_record"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="mistake_undone_at_and_by",
            ),
        ]
        indexes = [models.Index(fields=["the_same"], name="mistakes_of_the_same_person", condition=Q(undone_at__isnull=True))]
