"""Shapes of plans. Rows are written once: what changes is a new row that names the old one."""

from django.db import models
from django.db.models import Q


class Plan(models.Model):
    """One family's plan, made in a step; each child has a part in it. It holds no words about anybody."""

    title = models.CharField(max_length=120)
    made_in = models.ForeignKey("pathways.Step", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_because = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, ended_because="")
                | (Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
                name="a_plan_that_ended_says_why",
            )
        ]


class PlanPerson(models.Model):
    """Who has a part in a plan, and since when; until when, where their part ended, or went on in another plan, while others' goes on."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="plans")
    since = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    left_in = models.ForeignKey("pathways.Step", null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # the step that ended it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="one_part_in_a_plan_a_person")]
        indexes = [models.Index(fields=["person", "-plan"], name="plans_of_a_person")]


class Part(models.Model):
    """A row of a plan: of one person's part, or (no person) of the part that is about the family as a whole."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Need(Part):
    """What somebody needs, or what worries us, and what will be better."""

    says = models.TextField()
    wanted = models.TextField(blank=True, default="")
    carried_from = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class Action(Part):
    """What will happen, by whom, by when. `replaces`: what stood there before it was changed; `carried_from`: in the plan before."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="actions")
    what = models.TextField()
    who = models.CharField(max_length=200, blank=True, default="")  # in words: Mum, the school nurse
    worker = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)  # none: it goes on
    why = models.TextField(blank=True, default="")  # it was changed
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    carried_from = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(worker__isnull=False) | ~Q(who=""), name="somebody_does_an_action")]


class Progress(Part):
    """How an action stood at a review, and what difference it made. The newest of an action is how it stands."""

    class Standing(models.TextChoices):
        MET = "met", "Met"
        PARTLY = "partly", "Partly met"
        NOT = "not", "Not met"
        NO_LONGER = "no longer", "No longer needed"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="progress")
    standing = models.CharField(max_length=9, choices=Standing)
    changed = models.TextField(blank=True, default="")
    reviewed_on = models.DateField()
