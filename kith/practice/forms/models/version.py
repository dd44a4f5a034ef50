"""Versions of forms: what answers point at, so that they keep showing under their own wording."""

from django.db import models
from django.db.models import Q


class FormVersion(models.Model):
    """One wording of a form, whole, as YAML. Shipped ones get their row when first used; a council's are written in the editor or loaded.

    Without `published_at` it is what a form owner is working on; there is one of these a form.
    """

    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of the text
    is_shipped = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "is_shipped", "number"], condition=Q(published_at__isnull=False), name="one_version_of_a_form_a_number"
            ),
            models.UniqueConstraint(fields=["key"], condition=Q(published_at__isnull=True), name="one_form_in_the_making"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="form_published_at_and_by",
            ),
        ]
        indexes = [models.Index(fields=["key", "digest"], name="form_versions_by_digest")]
