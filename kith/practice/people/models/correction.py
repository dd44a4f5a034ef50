"""What stood on a person before it was corrected. A correction says that it never was so, so it has no dates."""

from django.db import models


class Correction(models.Model):
    """The values before, kept whole."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="corrections")
    born_on = models.DateField(null=True)
    birth_known = models.CharField(max_length=10)
    expected_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    sex = models.CharField(max_length=1)
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
