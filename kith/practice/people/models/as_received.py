"""What an earlier system said that cannot be true, or cannot be read: kept as received, so that constraints need no exemptions."""

from django.db import models


class AsReceived(models.Model):
    """One value of one field as it came, and what is the matter with it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="as_received")
    field = models.CharField(max_length=60)
    value = models.TextField()
    problem = models.CharField(max_length=300)
    source = models.CharField(max_length=200)
    received_at = models.DateTimeField()
