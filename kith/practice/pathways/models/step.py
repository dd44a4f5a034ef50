"""Steps: what happens in a service's involvement, about one or several people, with an outcome for each."""

from django.db import models
from django.db.models import F, Q

from kith.foundations.clocks.moments import Moment
from kith.practice.pathways.rules.declared import Dated, StepKind
from kith.practice.pathways.rules.times import moment


class Step(models.Model):
    """One step. It holds no words about anybody: those are in its form, and in the typed facts of the room that declares it."""

    class Status(models.TextChoices):
        PLANNED = "planned", "not begun"
        OPEN = "open", "begun"
        WAITING = "waiting", "waiting for sign-off"
        DONE = "done", "done"
        SKIPPED = "skipped", "not done, with a reason"
        CANCELLED = "cancelled", "opened by mistake"

    kind = models.CharField(max_length=40)  # a StepKind's key
    status = models.CharField(max_length=9, choices=Status)
    worker = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("staff.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    came_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="led_to")
    response = models.BigIntegerField(null=True, blank=True, unique=True)  # its form: a forms.Response
    began_at = models.DateTimeField(null=True, blank=True)
    began_time_known = models.BooleanField(default=False)
    booked_for = models.DateTimeField(null=True, blank=True)  # a meeting that is arranged
    held_at = models.DateTimeField(null=True, blank=True)  # when it took place
    held_time_known = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    authorised_at = models.DateTimeField(null=True, blank=True)
    authorised_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.TextField(blank=True, default="")  # why it was skipped, cancelled, or acted on before it was authorised
    is_urgent = models.BooleanField(default=False)  # acted on before it was authorised

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, finished_by__isnull=True) | Q(finished_at__isnull=False, finished_by__isnull=False),
                name="step_finished_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(authorised_at__isnull=True, authorised_by__isnull=True)
                | Q(authorised_at__isnull=False, authorised_by__isnull=False),
                name="step_authorised_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(authorised_by__isnull=True) | ~Q(authorised_by=F("finished_by")), name="nobody_authorises_their_own_step"
            ),
            models.CheckConstraint(condition=~Q(status__in=["skipped", "cancelled"]) | ~Q(why=""), name="a_step_not_done_says_why"),
            models.CheckConstraint(condition=Q(status="planned") | Q(status="skipped") | Q(began_at__isnull=False), name="a_step_began"),
        ]
        indexes = [
            models.Index(fields=["worker", "id"], name="open_steps_of_a_worker", condition=Q(status__in=["planned", "open", "waiting"])),
            models.Index(fields=["team", "id"], name="open_steps_of_a_team", condition=Q(status__in=["planned", "open", "waiting"])),
        ]

    def began(self) -> Moment | None:
        """When it began."""
        return moment(self.began_at, self.began_time_known) if self.began_at else None

    def when_done(self, kind: StepKind) -> Moment | None:
        """The moment that counts as its being done; none yet, where it counts from an authorisation that is still to come."""
        if kind.dated is Dated.HELD and self.held_at:
            return moment(self.held_at, self.held_time_known)
        return self.authorised_at if kind.dated is Dated.AUTHORISED else self.finished_at


class StepPerson(models.Model):
    """Whom a step is about, in which episode, and how it ended for them."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="steps")
    episode = models.ForeignKey("pathways.Episode", null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    outcome = models.CharField(max_length=40, blank=True, default="")  # an Outcome's key
    because = models.TextField(blank=True, default="")
    reason = models.CharField(max_length=40, blank=True, default="")  # of the episode that the outcome closes

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "person"], name="a_step_is_about_a_person_once")]
        indexes = [models.Index(fields=["person", "-step"], name="steps_of_a_person")]


class Departure(models.Model):
    """Where the work went another way than the law or the council expects, with the worker's reason. It is counted, and it stops nobody."""

    class What(models.TextChoices):
        OUT_OF_ORDER = "out of order", "begun without the step that should come before"
        SKIPPED = "skipped", "not done"
        LATE = "late", "late"  # `why` names what was late: the step itself, or a report within it
        WITHOUT = "without", "done without something that the law asks for"
        AGAINST = "against", "ended against an answer"
        REOPENED = "reopened", "opened again after it was done"

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="departures")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=What)
    why = models.TextField(blank=True, default="")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)


class EarlierBeginning(models.Model):
    """When a step was said to have begun, before that was corrected, and why it was."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="earlier_beginnings")
    began_at = models.DateTimeField()
    began_time_known = models.BooleanField(default=False)
    why = models.TextField(blank=True, default="")
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)

    def began(self) -> Moment:
        """When it was said to have begun."""
        return moment(self.began_at, self.began_time_known)
