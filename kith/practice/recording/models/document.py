"""Documents: files about people, kept with their checksum, shown only safely."""

from django.db import models


class Document(models.Model):
    """The file itself lies in the document storage under `storage_key`; here is what is known of it."""

    class Scan(models.TextChoices):
        CLEAN = "clean", "no virus found"
        INFECTED = "infected", "held back: a virus was found"
        NOT_SCANNED = "not_scanned", "not scanned: no scanner is set up"
        WAITING = "waiting", "waiting to be scanned"

    class Words(models.TextChoices):
        WAITING = "waiting", "still to be read; search finds it by its title until then"
        READ = "read", "read: search finds them"
        PART = "part", "read in part, because it is very long or hard to follow: search finds what comes first"
        NONE = "none", "none that Kith can read, as in pictures and scans: search finds it by its title only"
        FAILED = "failed", "could not be read: search finds it by its title only. Open the file to see whether it is damaged"

    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    storage_key = models.CharField(max_length=200)
    dated_on = models.DateField(null=True, blank=True)
    entry = models.ForeignKey("recording.Entry", null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    draft = models.ForeignKey(
        "recording.Draft", null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )  # as it was added
    scan = models.CharField(max_length=11, choices=Scan, default=Scan.WAITING)
    text = models.TextField(blank=True, default="")  # drawn from PDF and Word, for search
    words = models.CharField(max_length=7, choices=Words, default=Words.WAITING)  # what became of drawing its text
    is_inert = models.BooleanField(null=True, blank=True)  # a PDF that does nothing but show pages; empty until somebody has looked
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    struck_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(struck_at__isnull=True, struck_by__isnull=True)
                | models.Q(struck_at__isnull=False, struck_by__isnull=False),
                name="document_struck_at_and_by",
            )
        ]


class DocumentPerson(models.Model):
    """Whom a document is about."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="document_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "person"], name="a_document_is_about_a_person_once")]
