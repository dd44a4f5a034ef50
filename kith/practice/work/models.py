"""Allocations, tasks and notices."""

from django.db import models
from django.db.models import F, Q


class Allocation(models.Model):
    """A worker's, or a team's, dated role with a person. One open lead a role: the database holds it."""

    class Role(models.TextChoices):
        LEAD = "lead", "allocated worker"
        FAMILY_HELP_LEAD = "family_help_lead", "Family Help lead practitioner"
        PROTECTION_LEAD = "protection_lead", "lead child protection practitioner"
        CO_WORKER = "co_worker", "co-worker"
        PERSONAL_ADVISER = "personal_adviser", "personal adviser"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="allocations")
    worker = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="allocations")
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="allocations")
    role = models.CharField(max_length=20, choices=Role, default=Role.LEAD)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    allocated_at = models.DateTimeField()
    allocated_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    end_reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(ends_on__isnull=True) & ~Q(role="co_worker"),
                name="one_open_lead_allocation_a_role",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="allocation_ends_after_it_starts"
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "person"], name="open_allocations", condition=Q(ends_on__isnull=True)),
            models.Index(fields=["team", "role"], name="open_allocations_of_a_team", condition=Q(ends_on__isnull=True)),
        ]


class Task(models.Model):
    """Something to do about a person by a day. What was said about several people in one go is `together`, a task for each: each follows that
    person's record, and is done by itself where an entry did it about some of them."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="tasks")
    worker = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    together = models.UUIDField(null=True, blank=True)
    settled_by = models.ForeignKey("recording.Entry", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(settled_by__isnull=True) | Q(done_at__isnull=False), name="task_settled_is_done"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True) | Q(done_at__isnull=False, done_by__isnull=False),
                name="task_done_at_and_by",
            )
        ]
        indexes = [
            models.Index(fields=["worker", "due_on"], name="open_tasks_of_a_worker", condition=Q(done_at__isnull=True)),
            models.Index(fields=["person", "due_on"], name="open_tasks_about_a_person", condition=Q(done_at__isnull=True)),
            models.Index(fields=["person", "-done_at"], name="tasks_done_about_a_person", condition=Q(done_at__isnull=False)),
            models.Index(fields=["together"], name="tasks_said_together", condition=Q(together__isnull=False)),
            models.Index(fields=["settled_by"], name="tasks_that_an_entry_did", condition=Q(settled_by__isnull=False)),
        ]


class Notice(models.Model):
    """Something a worker should know, on their list until they say that they have seen it. `path` leads to what it is about, if anywhere."""

    worker = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="notices", db_index=False)
    text = models.CharField(max_length=500)
    path = models.CharField(max_length=300, blank=True, default="")
    # Whom it is about. The text names nobody: the name is shown beside it for as long as the record is open to the worker.
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="notices", db_index=False)
    at = models.DateTimeField()
    told_by = models.BigIntegerField(default=0)  # who did what it tells of: a worker's id
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seen_at__isnull=True) | Q(seen_at__gte=F("at")), name="a_notice_is_seen_after_it_is_given")
        ]
        indexes = [models.Index(fields=["worker", "-at"], name="notices_not_seen", condition=Q(seen_at__isnull=True))]
