"""The ledger's table. The migration makes it in SQL: partitioned by month, with the writing transaction's id, so it can be sealed in batches."""

from django.db import models


class LedgerEntry(models.Model):
    """One thing done or seen, about one person (an event about three siblings is three rows)."""

    class Kind(models.TextChoices):
        DID = "did", "did"
        LOOKED = "looked", "looked"
        REFUSED = "refused", "was refused"

    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind)
    event = models.CharField(max_length=80)
    worker_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=120, default="")
    reason = models.TextField(default="")
    door = models.CharField(max_length=20, default="")
    address = models.CharField(max_length=120, default="")
    os_user = models.CharField(max_length=120, default="")

    class Meta:
        db_table = "ledger_entry"


class LedgerSeal(models.Model):
    """A seal over a run of entries: a digest (SHA-256) a row, chained to the seal before. Written in batches by the worker process."""

    number = models.BigIntegerField(primary_key=True)
    last_id = models.BigIntegerField()
    rows = models.IntegerField()
    previous = models.BinaryField()
    row_digests = models.BinaryField()  # 32 bytes a row, in the order of (writing transaction, id)
    digest = models.BinaryField()
    sealed_at = models.DateTimeField()
    version = models.SmallIntegerField(default=1)  # what the digest covers: of the first seals not when they were made, nor up to which row

    class Meta:
        db_table = "ledger_seal"
