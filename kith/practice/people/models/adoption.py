"""The two identities of an adopted person, who never meet."""

from django.db import models
from django.db.models import F, Q


class Adoption(models.Model):
    """Who somebody was before an adoption, and who they are since. Only who may see both records may see that they are one."""

    before = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    after = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    adopted_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(before=F("after")), name="an_adoption_makes_another_identity")]
