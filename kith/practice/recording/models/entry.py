"""Entries: one thing seen, said or done, about one or several people, with a shared text and a part for each."""

from django.db import models
from django.db.models import Q


class EntryKind(models.TextChoices):
    """What an entry may be of."""

    VISIT = "visit", "Visit"
    CALL = "call", "Call"
    MEETING = "meeting", "Meeting"
    EMAIL = "email", "E-mail"
    NOTE = "note", "Note"
    DECISION = "decision", "Management decision"


class Entry(models.Model):
    """The current version of an entry; older ones are EntryVersion rows. Never deleted: struck out, with a reason."""

    kind = models.CharField(max_length=8, choices=EntryKind)
    title = models.CharField(max_length=200, blank=True, default="")
    happened_at = models.DateTimeField()
    time_known = models.BooleanField(default=True)
    # The shared part (this row) is shown only to who may see everybody in the entry, until its author releases it.
    text = models.TextField(blank=True, default="")
    place = models.CharField(max_length=300, blank=True, default="")
    others = models.TextField(blank=True, default="")  # who else was there
    answers = models.JSONField(default=dict, blank=True)  # further template answers under stable keys
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    struck_reason = models.TextField(blank=True, default="")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The draft it was finished from: a second click on Finish finds the entry instead of writing it twice.
    draft_id = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True) | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="entry_struck_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True) | Q(released_at__isnull=False, released_by__isnull=False),
                name="entry_released_at_and_by",
            ),
        ]


class EntryPart(models.Model):
    """One person's part of an entry."""

    class Seen(models.TextChoices):
        YES = "yes", "Seen"
        NO = "no", "Not seen"
        NOT_APPLICABLE = "", "Not a visit"

    class Role(models.TextChoices):
        ABOUT = "about", "about"
        MENTIONED = "mentioned", "mentioned"  # named in it: the entry is on their record too

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=9, choices=Role, default=Role.ABOUT)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="entry_parts")
    text = models.TextField(blank=True, default="")
    seen = models.CharField(max_length=3, choices=Seen, blank=True, default="")
    seen_alone = models.BooleanField(null=True, blank=True)
    why_not = models.TextField(blank=True, default="")  # why not seen, or why not alone
    bedroom_seen = models.BooleanField(null=True, blank=True)  # whether the worker saw where the person sleeps
    where_seen = models.CharField(max_length=200, blank=True, default="")
    wishes = models.TextField(blank=True, default="")  # wishes and feelings, in the person's own words

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="one_part_a_person")]
        indexes = [models.Index(fields=["person", "entry"], name="entry_part_by_person")]


class EntryVersion(models.Model):
    """What an entry said before it was corrected, whole, and who replaced it, when and why."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.JSONField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="one_version_a_number")]
