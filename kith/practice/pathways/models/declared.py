"""What a council adds to the shipped pathways."""

from django.db import models


class CouncilPathway(models.Model):
    """One edition of a council's own file of pathways. The newest of each name is in force; the older ones stay, for what began under them."""

    name = models.CharField(max_length=60)
    text = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["name", "-id"], name="newest_council_pathway")]
